package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.importers.reading.Json;
import dev.lightmeter.importers.reading.Texts;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What only people want to know of a machine, by the names of Defender's machine resource. Filled again for each row. */
final class DefenderDetails {

    /** A device has a few addresses; a list beyond this is none that anybody reads. */
    private static final int LONGEST = 16_384;

    private static final Map<String, DeviceDetail> BY_NAME = new HashMap<>();

    static {
        for (DeviceDetail detail : DeviceDetail.values()) {
            BY_NAME.put(detail.wire().toLowerCase(Locale.ROOT), detail);
        }
    }

    private final Map<DeviceDetail, String> told = new EnumMap<>(DeviceDetail.class);

    void clear() {
        told.clear();
    }

    /** Reads the value of a property that may be a detail. */
    void read(String name, JsonParser parser, JsonToken token) {
        DeviceDetail detail = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        if (detail == null || token == JsonToken.VALUE_NULL) {
            parser.skipChildren();
        } else if (detail == DeviceDetail.IP_ADDRESSES || detail == DeviceDetail.VM_METADATA) {
            String json = Json.copy(parser);
            if (json.length() <= LONGEST && !json.equals("[]")) told.put(detail, json);
        } else if (token.isScalarValue()) {
            String text = Texts.label(parser.getString());
            if (!text.isEmpty()) told.put(detail, text);
        } else {
            parser.skipChildren();
        }
    }

    DeviceDetails told() {
        return new DeviceDetails(told);
    }
}
