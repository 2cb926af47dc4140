package dev.lightmeter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.Level;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.Scorer;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.storage.memory.InMemoryStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoFleetTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final Scoreboard board = scored();

    @Test
    void hasTwoThousandDevicesInEightGroupsOfAllLevels() {
        List<GroupScore> groups =
                board.groups().stream().filter(group -> group.devices() > 0).toList();

        assertThat(groups).hasSize(8);
        assertThat(board.organisation().devices()).isEqualTo(2000);
        assertThat(groups)
                .extracting(group -> group.level().orElseThrow())
                .contains(Level.LOW, Level.MEDIUM, Level.HIGH);
    }

    @Test
    void lacksSomeScansAndFailsSomeControls() {
        assertThat(board.organisation().stale()).isPositive();
        assertThat(board.organisation().neverAssessed()).isPositive();
        assertThat(board.secureScore().pointsNano()).isPositive();
        assertThat(board.secureScore().pointsNano())
                .isLessThan(board.secureScore().maximumNano());
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(scored().groups()).isEqualTo(board.groups());
    }

    @Test
    void namesTheEditionsThatItsFactsComeFrom() {
        assertThat(board.feeds()).extracting(edition -> edition.feed().wire()).containsExactly("epss", "kev", "nvd");
    }

    @Test
    void bringsFactsAboutHundredsOfWeaknessesEachOnce() {
        List<String> ids = DemoCatalogue.read().entries().stream()
                .map(DemoCatalogue.Entry::id)
                .toList();

        assertThat(ids)
                .hasSizeGreaterThan(300)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("CVE-\\d{4}-\\d{4,}"));
    }

    private static Scoreboard scored() {
        InMemoryStore store = new InMemoryStore(Clock.fixed(NOW, ZoneOffset.UTC));
        new DemoFleet().loadInto(store, NOW);
        Fleet.Builder fleet =
                Fleet.empty(store.dictionary(), GroupRules.NONE, List.of()).builder(store.groups());
        store.forEachDevice(fleet::put);
        return new Scorer(Parameters.DEFAULT).score(fleet.build(), store.threats(), NOW);
    }
}
