package dev.lightmeter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.server.authority.Authority;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ServerSettings;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LightmeterServerTest {

    @TempDir
    Path folder;

    @Test
    void saysWhichPortIsTaken() {
        try (RunningServer first = RunningServer.start(folder)) {
            int taken = first.server().baseUri().getPort();
            assertThatThrownBy(() -> start(ServerSettings.DEFAULTS.withPorts(taken, OptionalInt.empty()), first))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("Cannot listen on 127.0.0.1, port " + taken + ": ")
                    .hasMessageEndingWith("Stop what holds the port, or choose another one with --port or server.port");
            assertThatThrownBy(() -> start(ServerSettings.DEFAULTS.withPorts(0, OptionalInt.of(taken)), first))
                    .hasMessageEndingWith("choose another one with --https or server.https-port");
        }
    }

    @Test
    void saysThatAnAddressIsNotOfThisMachine() {
        try (RunningServer first = RunningServer.start(folder)) {
            // an address that is reserved for documentation
            ServerSettings elsewhere =
                    new ServerSettings("192.0.2.1", 0, OptionalInt.empty(), Optional.empty(), List.of());
            assertThatThrownBy(() -> start(elsewhere, first))
                    .hasMessageStartingWith("Cannot listen on 192.0.2.1, port 0: ");
        }
    }

    @Test
    void answersNoLongerAfterItStopped() {
        RunningServer server = RunningServer.start(folder);
        URI health = server.uri("/health");
        assertThat(server.send(HttpRequest.newBuilder(health)).statusCode()).isEqualTo(200);
        server.server().stop();
        assertThatThrownBy(() -> server.send(HttpRequest.newBuilder(health)))
                .hasCauseInstanceOf(ConnectException.class);
        server.close();
    }

    private void start(ServerSettings settings, RunningServer first) {
        Configuration configuration = Configuration.DEFAULTS.with(settings);
        Authority authority = first.authority();
        LightmeterServer.start(
                        configuration,
                        folder,
                        authority,
                        caller -> Optional.empty(),
                        List.of(),
                        RunningServer.audit(Clock.systemUTC()),
                        Clocks.both(Clock.systemUTC()))
                .close();
    }
}
