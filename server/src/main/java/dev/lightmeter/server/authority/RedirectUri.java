package dev.lightmeter.server.authority;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An address to which a sign-in may lead back, with the code in it: the client's own, over HTTPS, on the user's own
 * machine, or of a scheme that an app owns (RFC 8252 section 7).
 */
public record RedirectUri(URI address) {

    /** The addresses that programs on people's machines use, Microsoft's libraries among them. */
    public static final List<String> OWN_MACHINE = List.of("http://localhost", "http://127.0.0.1", "http://[::1]");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Reverse domain names, as RFC 8252 wants them, and the form that Microsoft's libraries make of a client's id. */
    private static final Pattern SCHEME_OF_AN_APP =
            Pattern.compile("[a-z][a-z0-9+-]*(\\.[a-z0-9+-]+)+|msal[0-9a-f-]{36}");

    public RedirectUri {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("https") && address.getHost() != null;
        boolean safe =
                web || isLoopback(address) || SCHEME_OF_AN_APP.matcher(scheme).matches();
        if (!safe || address.isOpaque() || address.getRawFragment() != null || address.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "a redirect address starts with https://, with http:// on localhost, or with a scheme like org.example.app,"
                            + " and has no #; got '" + address + "'");
        }
    }

    /** Reads an address; an {@link IllegalArgumentException} says what one looks like. */
    public static RedirectUri of(String text) {
        try {
            return new RedirectUri(new URI(text.strip()));
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException("a redirect address is a complete address, got '" + text + "'", e);
        }
    }

    /**
     * True if a sign-in may lead to this address: the very same, letter by letter. Only the port on the user's own machine
     * is free, because a program there takes whichever it gets.
     */
    boolean accepts(String asked) {
        if (address.toString().equals(asked)) return true;
        if (!isLoopback(address)) return false;
        try {
            URI other = new URI(asked);
            return isLoopback(other)
                    && other.getRawUserInfo() == null
                    && other.getRawFragment() == null
                    && address.getHost().equals(other.getHost())
                    && pathAndQuery(address).equals(pathAndQuery(other));
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }

    /** The address for a content security policy, which has to name where the form of the sign-in page may lead. */
    String source() {
        String host = address.getHost();
        if (host == null || host.startsWith("[")) return address.getScheme() + ":"; // policies know no IPv6
        return isLoopback(address) ? "http://" + host + ":*" : "https://" + host + port();
    }

    private String port() {
        return address.getPort() < 0 ? "" : ":" + address.getPort();
    }

    private static boolean isLoopback(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
    }

    private static String pathAndQuery(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
