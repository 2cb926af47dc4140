package dev.lightmeter.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.server.secret.SecretException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

    private static final Clock CLOCK = at(Instant.parse("2026-01-02T03:04:05Z"));

    @TempDir
    Path folder;

    @Test
    void namesThisMachineAndWhatTheOperatorAdds() throws Exception {
        ServerCertificate made = GeneratedCertificate.open(folder, List.of("meter.example", "192.0.2.9"), CLOCK);
        X509Certificate server = made.chain().getFirst();
        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> name.get(1).toString())
                .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "meter.example", "192.0.2.9");
        server.verify(made.chain().get(1).getPublicKey());
        assertThat(made.chain().get(1).getBasicConstraints()).isZero();
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void keepsKeysToTheOwner() throws IOException {
        GeneratedCertificate.open(folder, List.of(), CLOCK);
        for (String file : List.of("ca-key.pem", "server-key.pem")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tls/" + file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void isUsedAgainAfterARestart() {
        ServerCertificate first = GeneratedCertificate.open(folder, List.of("meter.example"), CLOCK);
        ServerCertificate second = GeneratedCertificate.open(folder, List.of("meter.example"), CLOCK);
        assertThat(second.chain()).isEqualTo(first.chain());
        assertThat(second.key()).isEqualTo(first.key());
    }

    @Test
    void isRenewedBeforeItEndsUnderTheSameAuthority() {
        ServerCertificate first = GeneratedCertificate.open(folder, List.of(), CLOCK);
        Clock soonOver = at(CLOCK.instant().plus(Duration.ofDays(340)));
        ServerCertificate renewed = GeneratedCertificate.open(folder, List.of(), soonOver);
        assertThat(renewed.chain().getFirst()).isNotEqualTo(first.chain().getFirst());
        assertThat(renewed.chain().get(1)).isEqualTo(first.chain().get(1));
    }

    @Test
    void isMadeAnewForANewName() {
        ServerCertificate first = GeneratedCertificate.open(folder, List.of(), CLOCK);
        ServerCertificate second = GeneratedCertificate.open(folder, List.of("new.example"), CLOCK);
        assertThat(second.chain().getFirst()).isNotEqualTo(first.chain().getFirst());
        assertThat(second.chain().get(1)).isEqualTo(first.chain().get(1));
    }

    @Test
    void readsTheCertificateOfAnOperator() {
        ServerCertificate made = GeneratedCertificate.open(folder, List.of(), CLOCK);
        ServerCertificate read = OperatorCertificate.read(file("server.pem"), file("server-key.pem"), CLOCK);
        assertThat(read.chain()).containsExactly(made.chain().getFirst());
        assertThat(read.authorityFile()).isEmpty();
    }

    @Test
    void refusesWhatCannotWork() throws IOException {
        GeneratedCertificate.open(folder, List.of(), CLOCK);
        Path certificate = file("server.pem");
        Path key = file("server-key.pem");
        assertThatThrownBy(() -> OperatorCertificate.read(certificate, file("ca-key.pem"), CLOCK))
                .hasMessage(
                        "The key in " + file("ca-key.pem") + " is not the key of the certificate in " + certificate);
        assertThatThrownBy(() -> OperatorCertificate.read(folder.resolve("absent.pem"), key, CLOCK))
                .hasMessage("The file " + folder.resolve("absent.pem") + " cannot be read: it does not exist");
        assertThatThrownBy(() -> OperatorCertificate.read(key, key, CLOCK))
                .hasMessage("The file " + key + " holds no certificate");
        assertThatThrownBy(() -> OperatorCertificate.read(certificate, key, at(Instant.parse("2028-01-01T00:00:00Z"))))
                .hasMessage("The certificate in " + certificate + " expired on 2027-01-02T03:04:05Z");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThatThrownBy(() -> OperatorCertificate.read(certificate, key, CLOCK))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("can be read or changed by others (rw-rw-r--)");
    }

    @Test
    void refusesADamagedFileByName() throws IOException {
        GeneratedCertificate.open(folder, List.of(), CLOCK);
        Files.writeString(file("server.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> GeneratedCertificate.open(folder, List.of(), CLOCK))
                .isInstanceOf(CertificateException.class)
                .hasMessageStartingWith("The file " + file("server.pem") + " cannot be read as PEM: ");
    }

    private Path file(String name) {
        return folder.resolve("tls").resolve(name);
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
