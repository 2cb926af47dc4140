package dev.lightmeter.server.http;

import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Sight;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.DateTimeException;
import java.time.Instant;
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

    /** Who calls a route that needs a token. */
    public Caller knownCaller() {
        return caller.orElseThrow(() -> new IllegalStateException("an open route knows no caller"));
    }

    /**
     * The same for what tells of, or changes, more than some device groups: a problem with status 403 for a caller who
     * does not see all of them.
     */
    public Caller callerWhoSeesEverything() {
        Caller known = knownCaller();
        if (known.sight() instanceof Sight.Everything) return known;
        throw new ProblemException(
                Problem.disallowed("This is for callers who see every device group; yours are limited"));
    }

    /** A whole number in the query string; a problem with status 400 if it is none or out of range. */
    public long number(String name, long fallback, long least, long most) {
        Optional<String> text = query().first(name);
        if (text.isEmpty()) return fallback;
        try {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        throw new ProblemException(
                Problem.invalidInput(name + " must be a number from " + least + " to " + most + ", got " + text.get()));
    }

    /** A time in the query string; a problem with status 400 if it is none. */
    public Optional<Instant> instant(String name) {
        return query().first(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw new ProblemException(
                        Problem.invalidInput(name + " must be a time such as 2026-03-04T05:06:07Z, got " + text));
            }
        });
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
