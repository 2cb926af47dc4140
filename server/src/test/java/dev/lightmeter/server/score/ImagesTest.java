package dev.lightmeter.server.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.Installed;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ScoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scores.images} does. */
class ImagesTest {

    private static final String IMPORTS = "/lightmeter/v1/imports";
    private static final String IMAGE = "registry.example.org/shop:1.4";
    private static final String TRIVY = """
            {"SchemaVersion": 2, "CreatedAt": "2026-10-01T08:00:00Z", "ArtifactName": "registry.example.org/shop:1.4",
             "ArtifactType": "container_image", "Results": [{"Target": "shop", "Class": "os-pkgs", "Type": "debian",
               "Vulnerabilities": [{"VulnerabilityID": "CVE-2026-0002", "PkgName": "libssl3", "InstalledVersion": "3.0",
                 "Severity": "CRITICAL"}]}]}
            """;

    @TempDir
    Path folder;

    @Test
    void countsImagesUnlessToldOtherwise() {
        try (Installed hosts = Installed.withFleet(folder.resolve("hosts"));
                Installed all = Installed.withFleet(folder.resolve("all"))) {
            all.post(IMPORTS, TRIVY);

            assertThat(all.get("/api/exposureScore").body())
                    .isNotEqualTo(hosts.get("/api/exposureScore").body());
        }
    }

    @Test
    void keepsImagesOutOfTheScoresOfGroupsAndTheOrganisationButTellsThem() {
        try (Installed hosts = Installed.withFleet(folder.resolve("hosts"));
                Installed kept = withoutImages(folder.resolve("kept"))) {
            kept.post(IMPORTS, Installed.FLEET);
            kept.post(IMPORTS, TRIVY);

            assertThat(told(kept)).isEqualTo(told(hosts));
            assertThat(kept.get("/lightmeter/v1/explanations?name=organisation").body())
                    .contains("\"excluded\":1");
            assertThat(kept.get("/api/machines").body())
                    .containsPattern("\"id\":\"" + IMAGE + "\"[^{]*\"isExcluded\":true");
            assertThat(kept.get("/lightmeter/v1/explanations?name=" + IMAGE).body())
                    .contains("\"deviceKind\":\"image\",\"state\":\"excluded\"", "\"id\":\"CVE-2026-0002\"")
                    .doesNotContain("\"score\":\"0.000000000\"");
        }
        try (Installed again = Installed.in(folder.resolve("kept"))) {
            assertThat(again.get("/lightmeter/v1/explanations?name=" + IMAGE).body())
                    .contains("\"deviceKind\":\"image\",\"state\":\"scored\"");
        }
    }

    /** The group of the image has no data then, and is left out like any such group. */
    private static Installed withoutImages(Path folder) {
        Configuration configuration =
                Configuration.DEFAULTS.with(new ScoreSettings(true, ScoreSettings.Exceptions.OPEN, false));
        return Installed.in(folder, configuration, Clock.fixed(Installed.NOW, ZoneOffset.UTC));
    }

    private static String told(Installed installed) {
        return (installed.get("/api/exposureScore").body()
                        + installed.get("/api/exposureScore/ByMachineGroups").body())
                .replaceAll("https?://[^/\"]*", "");
    }
}
