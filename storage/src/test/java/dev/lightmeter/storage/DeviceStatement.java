package dev.lightmeter.storage;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.report.ReportedDevice;
import java.time.Instant;
import java.util.List;

/** Writes down what a test's source says about a device. */
final class DeviceStatement {

    private final String id;
    private String name;
    private String group;
    private Integer groupId;
    private List<String> tags;
    private String os;
    private DeviceValue value;
    private Boolean internetFacing;
    private Boolean excluded;
    private boolean assessed = true;
    private Instant seenAt;
    private List<Control> controls;

    DeviceStatement(String id) {
        this.id = id;
    }

    DeviceStatement name(String told) {
        name = told;
        return this;
    }

    DeviceStatement group(String told, Integer number) {
        group = told;
        groupId = number;
        return this;
    }

    DeviceStatement tags(String... told) {
        tags = List.of(told);
        return this;
    }

    DeviceStatement os(String told) {
        os = told;
        return this;
    }

    DeviceStatement value(DeviceValue told) {
        value = told;
        return this;
    }

    DeviceStatement internetFacing(boolean told) {
        internetFacing = told;
        return this;
    }

    DeviceStatement excluded(boolean told) {
        excluded = told;
        return this;
    }

    DeviceStatement notAssessed() {
        assessed = false;
        return this;
    }

    DeviceStatement seenAt(Instant told) {
        seenAt = told;
        return this;
    }

    DeviceStatement controls(Control... told) {
        controls = List.of(told);
        return this;
    }

    ReportedDevice said() {
        return new ReportedDevice(
                id, name, group, groupId, tags, os, null, value, internetFacing, excluded, assessed, seenAt, controls);
    }
}
