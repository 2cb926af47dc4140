package dev.lightmeter.server.http;

import dev.lightmeter.server.auth.Caller;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request, as a handler sees it. */
public final class Call {

    private final ServerRequest request;
    private final Map<String, String> parameters;
    private final Optional<Caller> caller;
    private final PublicAddress publicAddress;

    Call(ServerRequest request, Map<String, String> parameters, Optional<Caller> caller, PublicAddress publicAddress) {
        this.request = request;
        this.parameters = parameters;
        this.caller = caller;
        this.publicAddress = publicAddress;
    }

    /** Who calls; empty on an open route. */
    public Optional<Caller> caller() {
        return caller;
    }

    /** The value of a parameter of the route's path, unescaped. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) throw new IllegalArgumentException("the route has no parameter " + name);
        return FormFields.unescape(value.replace("+", "%2B")); // in a path, a plus sign is one
    }

    /** The path as it came, with a slash at its start. */
    public String path() {
        return request.prologue().uriPath().rawPath();
    }

    /** The same with what is escaped in a path undone: {@code %2F} is a slash, and a plus stays one. */
    public String unescaped(String name) {
        return FormFields.unescape(parameter(name).replace("+", "%2B"));
    }

    /** The query string as it came, without the question mark; empty if there is none. */
    public String rawQuery() {
        return request.query().rawValue();
    }

    public FormFields query() {
        return FormFields.parse(rawQuery());
    }

    public Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    /** The address under which the client sees this server: scheme, host and port, no slash at the end. */
    public String baseUrl() {
        return publicAddress.of(request.isSecure() ? "https" : "http", request.authority(), peer(), this::wholeHeader);
    }

    /** Where the request comes from, seen through the proxies that the operator trusts. */
    public InetAddress clientAddress() {
        return publicAddress.client(peer(), this::wholeHeader);
    }

    /** The body; a problem with status 413 if it is longer than {@code mostBytes}. */
    public byte[] body(int mostBytes) {
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(mostBytes + 1);
            if (body.length > mostBytes) {
                throw new ProblemException(new Problem(
                        413, "BadRequest", "The body of this request must not be longer than " + mostBytes + " bytes"));
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException("the body of the request could not be read", e);
        }
    }

    /** The body as a stream, for what does not belong into memory. The handler closes it. */
    public InputStream bodyStream() {
        return request.content().inputStream();
    }

    /** All lines of a header as one list, because some proxies add a line of their own below that of the client. */
    private Optional<String> wholeHeader(String name) {
        List<String> lines = request.headers().values(HeaderNames.create(name));
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(",", lines));
    }

    private InetAddress peer() {
        return ((InetSocketAddress) request.remotePeer().address()).getAddress();
    }
}
