package dev.lightmeter.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lightmeter.server.RunningServer;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ThrottlingSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrottleTest {

    private static final Caller ONE = Caller.application("one", "o", "tenant", List.of());
    private static final Caller OTHER = Caller.application("other", "o", "tenant", List.of());
    private static final Route ROUTE = route("/api/exposureScore").rate(3, 5);

    private long nanos;
    private final Throttle throttle = new Throttle(List.of("EXEMPT"), () -> nanos);

    @Test
    void letsInAsManyAsAMinuteHolds() {
        assertThat(admitted(ROUTE, ONE, 10)).isEqualTo(3);
        pass(Duration.ofSeconds(59));
        assertThat(admitted(ROUTE, ONE, 10)).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(admitted(ROUTE, ONE, 10)).isEqualTo(2); // the hour holds five
    }

    @Test
    void letsInAsManyAsAnHourHolds() {
        assertThat(admitted(ROUTE, ONE, 3)).isEqualTo(3);
        pass(Duration.ofMinutes(10));
        assertThat(admitted(ROUTE, ONE, 3)).isEqualTo(2);
        pass(Duration.ofMinutes(10));
        Throttle.Exceeded exceeded = exceeded(ONE);
        assertThat(exceeded.waitSeconds()).isEqualTo(40 * 60);
        assertThat(exceeded.problem().message()).contains("Maximum allowed 5 per 01:00:00");
        pass(Duration.ofMinutes(40));
        assertThat(admitted(ROUTE, ONE, 4)).isEqualTo(3);
    }

    @Test
    void saysWhenToComeBack() {
        assertThat(admitted(ROUTE, ONE, 3)).isEqualTo(3);
        pass(Duration.ofMillis(51_500));
        Throttle.Exceeded exceeded = exceeded(ONE);
        assertThat(exceeded.waitSeconds()).isEqualTo(9); // coming back a moment early would be for nothing
        assertThat(exceeded.problem().status()).isEqualTo(429);
        assertThat(exceeded.problem().code()).isEqualTo("TooManyRequests");
        assertThat(exceeded.problem().message())
                .isEqualTo("API calls quota exceeded! Maximum allowed 3 per 00:01:00 for the key"
                        + " Destination+TenantID+AppID. You can send requests again in 9 seconds.");
    }

    @Test
    void countsApplicationsTenantsAndRoutesApart() {
        assertThat(admitted(ROUTE, ONE, 5)).isEqualTo(3);
        assertThat(admitted(ROUTE, OTHER, 5)).isEqualTo(3);
        assertThat(admitted(ROUTE, Caller.application("one", "o", "elsewhere", List.of()), 5))
                .isEqualTo(3);
        assertThat(admitted(route("/api/machines").rate(2, 9), ONE, 5)).isEqualTo(2);
    }

    @Test
    void leavesTheExemptAndTheUnlimitedAlone() {
        assertThat(admitted(ROUTE, Caller.application("exempt", "o", "tenant", List.of()), 500))
                .isEqualTo(500);
        assertThat(admitted(route("/lightmeter/v1/imports"), ONE, 5000)).isEqualTo(5000);
    }

    @Test
    void grantsWhatTheDefenderApiGrantsWhereARouteSaysNothing() {
        assertThat(route("/api/exposureScore").rate()).isEqualTo(new Rate(100, 1500));
    }

    @Test
    void refusesARateThatLetsNobodyIn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ROUTE.rate(0, 10))
                .withMessage("a rate must let somebody in, got 0 a minute and 10 an hour");
    }

    @Test
    void answersOverHttpAsTheDefenderApiDoes(@TempDir Path folder) {
        Configuration throttled = Configuration.DEFAULTS.with(new ThrottlingSettings(true, List.of()));
        try (RunningServer server =
                RunningServer.start(folder, throttled, Clock.fixed(RunningServer.NOW, ZoneOffset.UTC))) {
            for (int call = 0; call < 100; call++) {
                assertThat(server.get("/api/exposureScore").statusCode()).isEqualTo(200);
            }
            HttpResponse<String> refused =
                    server.get("/api/v1.0/EXPOSURESCORE/"); // one endpoint, however it is written
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValueAsLong("retry-after").orElse(0))
                    .isBetween(1L, 60L);
            assertThat(refused.body())
                    .contains("{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"API calls quota exceeded!")
                    .contains("\"target\":\"");
            assertThat(server.get("/api/configurationScore").statusCode()).isEqualTo(200);
        }
    }

    private int admitted(Route route, Caller caller, int calls) {
        int admitted = 0;
        for (int call = 0; call < calls; call++) {
            try {
                throttle.count(route, caller);
                admitted++;
            } catch (Throttle.Exceeded e) {
                assertThat(e.waitSeconds()).isPositive();
            }
        }
        return admitted;
    }

    private Throttle.Exceeded exceeded(Caller caller) {
        return catchThrowableOfType(Throttle.Exceeded.class, () -> throttle.count(ROUTE, caller));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static Route route(String path) {
        return Route.get(path, Access.open("a test"), call -> Reply.empty(200));
    }
}
