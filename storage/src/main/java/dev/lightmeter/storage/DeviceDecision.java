package dev.lightmeter.storage;

import dev.lightmeter.core.DeviceValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator decides about a device. It overrules what reports say, now and later, until the operator decides
 * otherwise.
 *
 * @param slot the store's number of the device
 * @param value null to leave it as it is
 * @param tagsAdded tags that the device has from now on; one that was removed before is back
 * @param tagsRemoved tags that it does not have from now on, whoever gave them
 */
public record DeviceDecision(int slot, @Nullable DeviceValue value, List<String> tagsAdded, List<String> tagsRemoved) {

    public DeviceDecision {
        tagsAdded = List.copyOf(tagsAdded);
        tagsRemoved = List.copyOf(tagsRemoved);
        for (String tag : tagsAdded) {
            if (tag.isBlank() || tag.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a tag is one line that is not blank, got '" + tag + "'");
            }
            if (tagsRemoved.contains(tag)) {
                throw new IllegalArgumentException("the tag '" + tag + "' is to be added and removed at once");
            }
        }
    }

    public static DeviceDecision value(int slot, DeviceValue value) {
        return new DeviceDecision(slot, value, List.of(), List.of());
    }

    public static DeviceDecision addTag(int slot, String tag) {
        return new DeviceDecision(slot, null, List.of(tag), List.of());
    }

    public static DeviceDecision removeTag(int slot, String tag) {
        return new DeviceDecision(slot, null, List.of(), List.of(tag));
    }
}
