package dev.lightmeter.server.authority;

import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.FormFields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a client sent to a token address, read as liberally as clients write: any content type or none, unknown fields,
 * the credential in the form or in a Basic header. An absent field is the empty string.
 */
record TokenRequest(String clientId, String secret, FormFields form) {

    private static final int LONGEST_FORM = 64 * 1024;
    private static final String BASIC = "Basic ";

    static TokenRequest of(Call call) {
        FormFields form = FormFields.parse(new String(call.body(LONGEST_FORM), StandardCharsets.UTF_8).strip());
        Optional<String[]> basic = call.header("Authorization").flatMap(TokenRequest::basic);
        return new TokenRequest(
                basic.map(pair -> pair[0])
                        .orElseGet(() -> form.first("client_id").orElse("")),
                basic.map(pair -> pair[1])
                        .orElseGet(() -> form.first("client_secret").orElse("")),
                form);
    }

    String grantType() {
        return field("grant_type");
    }

    String scope() {
        return field("scope");
    }

    String resource() {
        return field("resource");
    }

    /** A field of the form; empty if it is absent. */
    String field(String name) {
        return form.first(name).orElse("");
    }

    /** A field without which the request means nothing. */
    String required(String name) {
        String value = field(name);
        if (value.isEmpty()) throw new TokenRefusal(TokenError.missing(name));
        return value;
    }

    /** Id and secret of a Basic header, each form-encoded as RFC 6749 section 2.3.1 has it. */
    private static Optional<String[]> basic(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) return Optional.empty();
        String pair;
        try {
            pair = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        if (colon < 0) return Optional.empty();
        return Optional.of(new String[] {
            FormFields.unescape(pair.substring(0, colon)), FormFields.unescape(pair.substring(colon + 1))
        });
    }

    @Override
    public String toString() {
        return "TokenRequest[grantType=" + grantType() + ", clientId=" + clientId + "]"; // no secret in logs
    }
}
