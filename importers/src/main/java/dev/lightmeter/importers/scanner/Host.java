package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.reading.Json;
import dev.lightmeter.importers.reading.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A host as network scanners know it: by up to four names, of which any may be missing. */
final class Host {

    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,8}");

    private static final int MOST_CARDS = 50;

    /** The scanner's own id; empty if it has none that is stable from scan to scan. */
    String ownId = "";

    String dnsName = "";
    String shortName = "";
    String address = "";
    String os = "";

    /** Of its network cards, separated by blanks. */
    String macAddresses = "";

    /** Its id in the Amazon cloud. */
    String awsInstance = "";

    @Nullable
    Instant seenAt;

    @Nullable
    List<String> tags;

    @Nullable
    List<Control> controls;

    /** The first name of these that is known: own id, DNS name, short name, address; empty if none is. */
    String id() {
        return first(ownId, dnsName.toLowerCase(Locale.ROOT), shortName, address);
    }

    /** What people call it. */
    String name() {
        return Texts.label(first(dnsName, shortName, address, ownId));
    }

    /** What it tells of itself, assessed when it was seen. */
    ReportedDevice reported() {
        return ReportedDevice.named(id(), name())
                .withOsPlatform(Texts.labelOrNull(os.lines().findFirst().orElse("")))
                .withTags(tags)
                .withSeenAt(seenAt)
                .withControls(controls)
                .withDetails(details());
    }

    private DeviceDetails details() {
        String known = first(address, dnsName);
        DeviceDetails details = ADDRESS.matcher(known).matches()
                ? DeviceDetails.NONE.with(DeviceDetail.LAST_IP_ADDRESS, known)
                : DeviceDetails.NONE;
        if (!macAddresses.isBlank()) details = details.with(DeviceDetail.IP_ADDRESSES, networkCards());
        return awsInstance.isBlank()
                ? details
                : details.with(DeviceDetail.VM_METADATA, VmMetadata.json(awsInstance, "AWS", awsInstance, ""));
    }

    private String networkCards() {
        return Json.written(json -> {
            json.writeStartArray();
            macAddresses
                    .strip()
                    .lines()
                    .flatMap(line -> Stream.of(line.split("[\\s,]+")))
                    .limit(MOST_CARDS)
                    .forEach(mac -> {
                        json.writeStartObject();
                        json.writeStringProperty("macAddress", Texts.label(mac));
                        json.writeEndObject();
                    });
            json.writeEndArray();
        });
    }

    /** The first text that is not blank, without blanks around it; empty if all are. */
    static String first(String... texts) {
        for (String text : texts) {
            if (!text.isBlank()) return text.strip();
        }
        return "";
    }
}
