package dev.lightmeter.server.standing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.Installed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingsOverHttpTest {

    private static final String PATH = "/lightmeter/v1/standings";

    @TempDir
    private Path folder;

    @Test
    void tellsTheOrganisationFirstAndThenEveryGroupWithDevices() {
        try (Installed installed = Installed.withFleet(folder)) {
            String body = installed.get(PATH).body();
            assertThat(body)
                    .startsWith("{\"asOf\":\"2026-10-01T12:00:00Z\",\"knownExploitedCatalogue\":false,\"standings\":"
                            + "[{\"name\":\"organisation\",\"groupId\":null,\"score\":\"")
                    .contains("{\"name\":\"Laptops\",\"groupId\":")
                    .contains("\"score\":\"0.000000000\",\"level\":\"Low\",\"coverage\":\"1.000000000\",\"devices\":1,"
                            + "\"devicesHigh\":0,\"devicesKnownExploited\":0}")
                    .contains("\"devices\":2,\"devicesHigh\":1,\"devicesKnownExploited\":2}")
                    .doesNotContain("Unassigned");
            assertThat(installed.get(PATH + "?name=laptops").body())
                    .contains("Laptops")
                    .doesNotContain("Servers", "organisation");
            assertThat(installed.get(PATH + "?name=Attic").body()).contains("There is no device group Attic");
        }
    }

    @Test
    void tellsACallerOfTheirOwnGroupsAlone() {
        try (Installed installed = Installed.withFleet(folder)) {
            String body = installed
                    .get(PATH, Installed.administrator().limitedTo(List.of("Laptops")))
                    .body();
            assertThat(body)
                    .contains("\"name\":\"organisation\",\"groupId\":null,\"score\":\"0.000000000\"", "Laptops")
                    .doesNotContain("Servers");
            assertThat(installed
                            .get(
                                    PATH + "?name=Servers",
                                    Installed.administrator().limitedTo(List.of("Laptops")))
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
