package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.importers.reading.Json;

/** Writes {@link DeviceDetail#VM_METADATA}: which machine of which cloud a device is. */
final class VmMetadata {

    private VmMetadata() {}

    static String json(String vmId, String cloudProvider, String resourceId, String subscriptionId) {
        return Json.written(json -> {
            json.writeStartObject();
            json.writeStringProperty("vmId", vmId);
            json.writeStringProperty("cloudProvider", cloudProvider);
            json.writeStringProperty("resourceId", resourceId);
            json.writeStringProperty("subscriptionId", subscriptionId);
            json.writeEndObject();
        });
    }
}
