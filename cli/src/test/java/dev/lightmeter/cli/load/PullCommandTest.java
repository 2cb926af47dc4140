package dev.lightmeter.cli.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lightmeter.cli.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullCommandTest {

    @TempDir
    private Path folder;

    @Test
    void saysThatNothingWasEverPulled() {
        CommandRun run = CommandRun.of("pull", "--status", "--data", data());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("nothing was ever pulled into this data folder\n");
    }

    @Test
    void asksForAConfigurationThatNamesATenant() {
        CommandRun run = CommandRun.of("pull", "--data", data());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("name a configuration with pull.tenant and pull.client-id: --config FILE");
    }

    @Test
    void remembersWhyAPullFailed() throws IOException {
        HttpServer tenant = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tenant.createContext("/", exchange -> {
            byte[] refusal = "{\"error\":\"invalid_client\",\"error_description\":\"wrong secret\"}".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(401, refusal.length);
            exchange.getResponseBody().write(refusal);
            exchange.close();
        });
        tenant.start();
        try {
            String base = "http://127.0.0.1:" + tenant.getAddress().getPort();
            CommandRun run = CommandRun.of(
                    "pull", "--data", data(), "--config", configuration(base).toString());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("failed  " + base + "/t1/oauth2/v2.0/token gives no token: wrong secret");
        } finally {
            tenant.stop(0);
        }
        CommandRun status = CommandRun.of("pull", "--status", "--data", data());
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).contains("gives no token: wrong secret").contains("finished");
    }

    private Path configuration(String base) throws IOException {
        Path secret = Files.createFile(
                folder.resolve("secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, "s");
        return Files.writeString(folder.resolve("lightmeter.yaml"), """
                pull: {tenant: t1, client-id: c1, secret-file: secret, api: "%s", authority: "%s"}
                """.formatted(base, base));
    }

    private String data() {
        return folder.resolve("data").toString();
    }
}
