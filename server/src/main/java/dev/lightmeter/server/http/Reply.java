package dev.lightmeter.server.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.List;

/**
 * An answer before it goes on the wire.
 *
 * @param headers those of this answer; what every answer carries is added at the door
 * @param body plain bytes; compressed at the door if the client asks. Belongs to the reply and is not copied.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copying the hot answer would be a waste
public record Reply(int status, List<Header> headers, byte[] body) {

    /** As the Defender API writes it, byte for byte. */
    private static final Header ODATA_JSON = HeaderValues.createCached(
            HeaderNames.CONTENT_TYPE, "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8");

    private static final Header ODATA_VERSION = HeaderValues.createCached("OData-Version", "4.0");
    private static final Header JSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");

    private static final List<Header> ODATA_HEADERS = List.of(ODATA_JSON, ODATA_VERSION);
    private static final List<Header> JSON_HEADERS = List.of(JSON);

    /** An answer of the Defender API. */
    public static Reply odata(byte[] body) {
        return new Reply(200, ODATA_HEADERS, body);
    }

    /** An answer of the Defender API that is not a JSON document: a bare number, a description of the API. */
    public static Reply odata(String contentType, byte[] body) {
        return new Reply(200, List.of(HeaderValues.create(HeaderNames.CONTENT_TYPE, contentType), ODATA_VERSION), body);
    }

    /** Plain JSON. */
    public static Reply json(int status, byte[] body) {
        return new Reply(status, JSON_HEADERS, body);
    }

    /** An error of the Defender API. */
    static Reply odataError(int status, byte[] body) {
        return new Reply(status, ODATA_HEADERS, body);
    }

    public Reply withHeader(String name, String value) {
        List<Header> more = new java.util.ArrayList<>(headers);
        more.add(HeaderValues.create(name, value));
        return new Reply(status, List.copyOf(more), body);
    }
}
