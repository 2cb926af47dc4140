package dev.lightmeter.server.authority;

import dev.lightmeter.server.RunningServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser as far as sign-in needs one: keeps cookies, reads the hidden fields of a form, sends it where it came from. */
final class Browser {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"]*)\">");

    private final RunningServer server;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Browser(RunningServer server) {
        this.server = server;
    }

    /** A page that is open. */
    record Open(URI address, HttpResponse<String> answer) {

        int status() {
            return answer.statusCode();
        }

        String html() {
            return answer.body();
        }

        /** Where the answer leads. */
        URI location() {
            return URI.create(answer.headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new AssertionError("leads nowhere: " + answer.statusCode() + " " + html())));
        }

        Map<String, String> hidden() {
            Map<String, String> fields = new LinkedHashMap<>();
            Matcher field = HIDDEN.matcher(html());
            while (field.find()) fields.put(field.group(1), field.group(2));
            return fields;
        }
    }

    Open open(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        cookieHeader().ifPresent(value -> request.header("Cookie", value));
        return taken(address, server.send(request));
    }

    /** Fills in the form of a page. */
    Open submit(Open page, Map<String, String> typed, String... headers) {
        Map<String, String> fields = page.hidden();
        fields.putAll(typed);
        return send(page.address(), fields, headers);
    }

    Open signIn(Open page, String userName, String password) {
        return submit(page, Map.of("username", userName, "password", password));
    }

    /** Sends fields wherever and from whichever page. */
    Open send(URI address, Map<String, String> fields, String... headers) {
        String[] all = cookieHeader()
                .map(value -> {
                    String[] more = java.util.Arrays.copyOf(headers, headers.length + 2);
                    more[headers.length] = "Cookie";
                    more[headers.length + 1] = value;
                    return more;
                })
                .orElse(headers);
        return taken(address, server.postForm(address, fields, all));
    }

    private Optional<String> cookieHeader() {
        return cookies.isEmpty()
                ? Optional.empty()
                : Optional.of(cookies.entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .reduce((left, right) -> left + "; " + right)
                        .orElseThrow());
    }

    private Open taken(URI address, HttpResponse<String> answer) {
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", -1)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return new Open(address, answer);
    }
}
