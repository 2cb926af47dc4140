package dev.lightmeter.server.statement;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.server.Installed;
import dev.lightmeter.server.secret.SecretException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeTest {

    @TempDir
    private Path folder;

    @Test
    void isRefusedAfterAnyByteHasBecomeAnyOtherByte() {
        StatementKey key = StatementKey.of(folder);
        PublicKey verifies = StatementKey.publicKey(key.publicPem()).orElseThrow();
        byte[] payload = "{\"scores\":\"an example of a payload!\"}".getBytes(UTF_8);
        // then the last letter has bits to spare, which stand for the same bytes whatever they are
        assertThat(payload.length % 3).isEqualTo(1);
        byte[] good = (key.sign(payload).toJson() + "\n").getBytes(UTF_8);
        assertThat(isGood(good, verifies)).isTrue();
        for (int place = 0; place < good.length; place++) {
            for (int change = 1; change < 256; change++) {
                byte[] bad = good.clone();
                bad[place] ^= (byte) change;
                assertThat(isGood(bad, verifies))
                        .as("byte %s becomes %s", place, bad[place])
                        .isFalse();
            }
        }
    }

    @Test
    void signsTypeAndPayloadWithTheirLengths() {
        assertThat(new String(Envelope.preAuthenticated("hällo".getBytes(UTF_8)), UTF_8))
                .isEqualTo("DSSEv1 28 application/vnd.in-toto+json 6 hällo");
    }

    @Test
    void keepsThePrivateHalfToItsOwner() throws IOException {
        StatementKey.of(folder);
        Path file = folder.resolve("statements/signing-key.pem");
        assertThat(Files.readString(file)).contains("PRIVATE KEY", "PUBLIC KEY");
        String other = Files.readString(file);
        Files.delete(file);
        StatementKey.of(folder);
        String mixed = other.substring(0, other.indexOf("-----BEGIN PUBLIC"))
                + Files.readString(file).substring(other.indexOf("-----BEGIN PUBLIC"));
        Files.writeString(file, mixed);
        assertThatThrownBy(() -> StatementKey.of(folder))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("does not hold an Ed25519 key with its public half");
    }

    @Test
    void isHandedOutToWhoSeesEverythingAndVerifiesWithTheKeyThatIsToldToo() {
        try (Installed installed = Installed.withFleet(folder)) {
            HttpResponse<String> told = installed.get("/lightmeter/v1/statement");
            assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
            PublicKey key = StatementKey.publicKey(
                            installed.get("/lightmeter/v1/statement/key").body())
                    .orElseThrow();
            Envelope envelope = Envelope.parse(told.body()).orElseThrow();
            assertThat(envelope.isSignedBy(key)).isTrue();
            assertThat(new String(envelope.payload(), UTF_8))
                    .startsWith("{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"fleet\",")
                    .contains("\"predicateType\":\"https://lightmeter.dev/exposure-score/v1\"", "\"name\":\"Servers\"");
            assertThat(installed.get("/lightmeter/v1/statement").body()).isEqualTo(told.body());
            assertThat(installed
                            .get(
                                    "/lightmeter/v1/statement",
                                    Installed.administrator().limitedTo(List.of("Servers")))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private static boolean isGood(byte[] json, PublicKey key) {
        return Envelope.parse(new String(json, ISO_8859_1))
                .filter(read -> read.isSignedBy(key))
                .isPresent();
    }
}
