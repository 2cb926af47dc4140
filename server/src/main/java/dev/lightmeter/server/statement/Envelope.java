package dev.lightmeter.server.statement;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A DSSE envelope with one Ed25519 signature. It has one spelling, without blanks; what is spelled otherwise is refused, so
 * that no byte of it can change unnoticed.
 *
 * @param payload the signed bytes
 * @param keyId of the key that signed, 64 hexadecimal digits
 * @param signature 64 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // on its way from bytes to bytes, compared by nobody
public record Envelope(byte[] payload, String keyId, byte[] signature) {

    /** What kind of payload is inside. It is signed with the payload. */
    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    private static final Pattern SPELLING = Pattern.compile(
            "\\{\"payloadType\":\"" + Pattern.quote(PAYLOAD_TYPE) + "\",\"payload\":\"([A-Za-z0-9+/=]*+)\","
                    + "\"signatures\":\\[\\{\"keyid\":\"([0-9a-f]{64})\",\"sig\":\"([A-Za-z0-9+/=]{88})\"}]}\n?");

    /** Signs a payload. */
    static Envelope sign(byte[] payload, PrivateKey key, String keyId) {
        try {
            Signature signing = Signature.getInstance("Ed25519");
            signing.initSign(key);
            signing.update(preAuthenticated(payload));
            return new Envelope(payload, keyId, signing.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign: " + e.getMessage(), e);
        }
    }

    /** Reads an envelope; empty if it is none, or is spelled otherwise than {@link #toJson} spells it. */
    public static Optional<Envelope> parse(String json) {
        Matcher spelled = SPELLING.matcher(json);
        if (!spelled.matches()) return Optional.empty();
        try {
            Envelope read = new Envelope(
                    Base64.getDecoder().decode(spelled.group(1)),
                    spelled.group(2),
                    Base64.getDecoder().decode(spelled.group(3)));
            // several texts stand for the same bytes where the last letter has bits to spare; one of them is right
            return read.toJson().equals(json.stripTrailing()) ? Optional.of(read) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** True if the holder of the key signed exactly this. */
    public boolean isSignedBy(PublicKey key) {
        try {
            Signature verifying = Signature.getInstance("Ed25519");
            verifying.initVerify(key);
            verifying.update(preAuthenticated(payload));
            return keyId.equals(StatementKey.idOf(key)) && verifying.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a signature that is no point of the curve, or a key of another kind
        }
    }

    /** The one spelling. */
    public String toJson() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "{\"payloadType\":\"" + PAYLOAD_TYPE + "\",\"payload\":\"" + base64.encodeToString(payload)
                + "\",\"signatures\":[{\"keyid\":\"" + keyId + "\",\"sig\":\"" + base64.encodeToString(signature)
                + "\"}]}";
    }

    /** What is signed: type and payload, each with its length in bytes before it. */
    static byte[] preAuthenticated(byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 64);
        bytes.writeBytes(("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ")
                .getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }
}
