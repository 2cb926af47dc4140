package dev.lightmeter.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionOrderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.9 < 1.10",
                "1.0 < 1.0.1",
                "2.0-rc1 < 2.0",
                "2.0-beta2 < 2.0-rc1",
                "2.0-rc1 < 2.0.1",
                "1.1.1 < 1.1.1a",
                "1.1.1k < 1.1.1w",
                "1.1.1w < 1.1.2",
                "9.6.9 < 120.0.6099.130",
                "10.0.17763.1 < 10.0.17763.5458",
                "2:8.1-4 < 2:8.2-1",
                "1.0.99999999999999999999 < 1.0.100000000000000000000",
                "8u201 < 8u211",
                " < 0.1"
            })
    void putsTheEarlierVersionFirst(String pair) {
        String[] versions = pair.split(" ?< ");
        assertThat(VersionOrder.NATURAL.compare(versions[0], versions[1])).isNegative();
        assertThat(VersionOrder.NATURAL.compare(versions[1], versions[0])).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0 = 1.0.0", "1.02 = 1.2", "V1.2 = v1-2", "1.0 = 1.0"})
    void takesSomeSpellingsForOneVersion(String pair) {
        String[] versions = pair.split(" = ");
        assertThat(VersionOrder.NATURAL.compare(versions[0], versions[1])).isZero();
    }

    @Test
    void sortsAnyTextsWithoutContradiction() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> versions = new ArrayList<>();
        String letters = "0019aA.-rc~é";
        for (int i = 0; i < 400; i++) {
            StringBuilder version = new StringBuilder();
            for (int n = random.nextInt(6); n > 0; n--)
                version.append(letters.charAt(random.nextInt(letters.length())));
            versions.add(version.toString());
        }
        for (String a : versions) {
            for (String b : versions) {
                int order = VersionOrder.NATURAL.compare(a, b);
                assertThat(Integer.signum(VersionOrder.NATURAL.compare(b, a)))
                        .as("seed %d: '%s' and '%s'", seed, a, b)
                        .isEqualTo(-Integer.signum(order));
                if (order > 0) continue;
                String c = versions.get(random.nextInt(versions.size()));
                if (VersionOrder.NATURAL.compare(b, c) <= 0) {
                    assertThat(VersionOrder.NATURAL.compare(a, c))
                            .as("seed %d: '%s', '%s', '%s'", seed, a, b, c)
                            .isLessThanOrEqualTo(0);
                }
            }
        }
        Collections.sort(versions, VersionOrder.NATURAL); // throws if it finds a contradiction
    }
}
