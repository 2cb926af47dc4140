package dev.lightmeter.server.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The address under which a client sees this server, e.g. {@code https://meter.example.org}: what the operator
 * configured, else what a trusted proxy says, else what the request says. And the address of that client, which trusted
 * proxies tell too.
 *
 * <p>Of a list in a forwarding header the last element counts: the trusted proxy wrote that one, the others may come from
 * the client.
 */
public final class PublicAddress {

    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

    private final Optional<String> configured;
    private final List<AddressRange> trustedProxies;

    public PublicAddress(Optional<URI> configured, List<AddressRange> trustedProxies) {
        this.configured = configured.map(uri -> withoutSlash(uri.toString()));
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /**
     * Scheme, host and port without a slash at the end.
     *
     * @param scheme of the connection
     * @param host the {@code Host} header
     * @param peer the address at the other end of the connection
     * @param header gives the value of a request header
     */
    String of(String scheme, String host, InetAddress peer, Function<String, Optional<String>> header) {
        if (configured.isPresent()) return configured.get();
        if (!isOurs(peer)) return scheme + "://" + host;
        Optional<String> forwarded = header.apply("Forwarded").map(PublicAddress::last);
        String seenScheme = forwarded
                .flatMap(element -> parameter(element, "proto"))
                .or(() -> header.apply("X-Forwarded-Proto").map(PublicAddress::last))
                .map(value -> value.toLowerCase(Locale.ROOT))
                .filter(value -> value.equals("http") || value.equals("https"))
                .orElse(scheme);
        String seenHost = forwarded
                .flatMap(element -> parameter(element, "host"))
                .or(() -> header.apply("X-Forwarded-Host").map(PublicAddress::last))
                .filter(value -> HOST.matcher(value).matches())
                .orElse(host);
        return seenScheme + "://" + seenHost;
    }

    /**
     * Where a request comes from: the address at the other end of the connection, or before the last of our own proxies.
     * What lies further left in a forwarding header may be the client's invention.
     */
    InetAddress client(InetAddress peer, Function<String, Optional<String>> header) {
        Optional<String> forwarded = header.apply("Forwarded");
        List<String> hops = forwarded
                .or(() -> header.apply("X-Forwarded-For"))
                .map(list -> List.of(list.split(",", -1)))
                .orElse(List.of());
        InetAddress client = peer;
        for (String hop : hops.reversed()) {
            if (!isOurs(client)) return client;
            Optional<InetAddress> before = forwarded.isPresent()
                    ? parameter(hop, "for").flatMap(PublicAddress::literal)
                    : literal(hop.strip());
            if (before.isEmpty()) return client;
            client = before.get();
        }
        return client;
    }

    private boolean isOurs(InetAddress address) {
        return trustedProxies.stream().anyMatch(range -> range.contains(address));
    }

    /** An address without its port; empty for a name, which proxies write to hide an address. */
    private static Optional<InetAddress> literal(String text) {
        String plain = text;
        if (text.startsWith("[") && text.contains("]")) {
            plain = text.substring(1, text.indexOf(']'));
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
            plain = text.substring(0, text.indexOf(':'));
        }
        try {
            return Optional.of(InetAddress.ofLiteral(plain));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String last(String list) {
        return list.substring(list.lastIndexOf(',') + 1).strip();
    }

    private static Optional<String> parameter(String element, String name) {
        for (String pair : element.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                String value = pair.substring(equals + 1).strip();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                return Optional.of(quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return Optional.empty();
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? withoutSlash(address.substring(0, address.length() - 1)) : address;
    }
}
