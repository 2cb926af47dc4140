package dev.lightmeter.server.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An answer before it goes on the wire.
 *
 * @param headers those of this answer; what every answer carries is added at the door
 */
public record Reply(int status, List<Header> headers, Body body) {

    /** What follows the headers. Compressed at the door if the client asks, unless it says otherwise. */
    sealed interface Body {

        /** Plain bytes. They belong to the reply and are not copied. */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody; copying the hot answer would be a waste
        record Whole(byte[] bytes) implements Body {}

        /** More than belongs into memory: written piece by piece while it is sent. */
        record Streamed(Writing writing) implements Body {}

        /** The same for what is compressed already and must arrive as it is. */
        record AsItIs(Writing writing) implements Body {}
    }

    /** Writes a body. What it throws before much is written becomes a problem; later, the connection breaks off. */
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** As the Defender API writes it, byte for byte. */
    private static final Header ODATA_JSON = HeaderValues.createCached(
            HeaderNames.CONTENT_TYPE, "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8");

    private static final Header ODATA_VERSION = HeaderValues.createCached("OData-Version", "4.0");
    private static final Header JSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private static final List<Header> ODATA_HEADERS = List.of(ODATA_JSON, ODATA_VERSION);
    private static final List<Header> JSON_HEADERS = List.of(JSON);
    private static final List<Header> HTML_HEADERS =
            List.of(HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8"));

    /** An answer of the Defender API. */
    public static Reply odata(byte[] body) {
        return new Reply(200, ODATA_HEADERS, new Body.Whole(body));
    }

    /** Plain JSON. */
    public static Reply json(int status, byte[] body) {
        return new Reply(status, JSON_HEADERS, new Body.Whole(body));
    }

    /** A long answer of the Defender API, in constant memory. */
    public static Reply odataStreaming(Writing writing) {
        return new Reply(200, ODATA_HEADERS, new Body.Streamed(writing));
    }

    /** A long answer in constant memory. The length is not known beforehand, so it goes out in chunks. */
    public static Reply streaming(String contentType, Writing writing) {
        return new Reply(200, List.of(contentType(contentType)), new Body.Streamed(writing));
    }

    /**
     * A file to be saved, in constant memory. Never compressed at the door.
     *
     * @param name what the client should call it; letters, digits, dots and dashes
     */
    public static Reply file(String contentType, String name, Writing writing) {
        if (!FILE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a file to be saved needs a plain name, got " + name);
        }
        Header disposition =
                HeaderValues.create(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
        return new Reply(200, List.of(contentType(contentType), disposition), new Body.AsItIs(writing));
    }

    /** Something of another type than JSON that is in memory as a whole. */
    public static Reply of(String contentType, byte[] body) {
        return new Reply(200, List.of(contentType(contentType)), new Body.Whole(body));
    }

    /** Nothing to say but the status: 204 and the like. */
    public static Reply empty(int status) {
        return new Reply(status, List.of(), new Body.Whole(new byte[0]));
    }

    /** A page for people. */
    public static Reply page(int status, String html) {
        return new Reply(status, HTML_HEADERS, new Body.Whole(html.getBytes(StandardCharsets.UTF_8)));
    }

    /** An error of the Defender API. */
    static Reply odataError(int status, byte[] body) {
        return new Reply(status, ODATA_HEADERS, new Body.Whole(body));
    }

    private static Header contentType(String contentType) {
        return HeaderValues.create(HeaderNames.CONTENT_TYPE, contentType);
    }

    public Reply withHeader(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(HeaderValues.create(name, value));
        return new Reply(status, List.copyOf(more), body);
    }
}
