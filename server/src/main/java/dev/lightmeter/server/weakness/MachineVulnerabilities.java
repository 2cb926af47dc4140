package dev.lightmeter.server.weakness;

import dev.lightmeter.core.Software;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.weakness.MachineVulnerability.Source;
import dev.lightmeter.storage.query.Filter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Every weakness of every device that matches a filter, by device, weakness and path.
 *
 * <p>Of a filter, what looks at the weakness alone is evaluated once for each weakness, and so for paths and devices;
 * only the rest is asked for each row. A fleet has a thousand times more rows than weaknesses.
 */
final class MachineVulnerabilities {

    private final Scoreboard board;
    private final Source source;
    private final IntPredicate weaknesses;
    private final IntPredicate paths;
    private final Filter<MachineVulnerability> ofDevice;
    private final Filter<MachineVulnerability> ofRow;

    MachineVulnerabilities(Source source, Filter<MachineVulnerability> filter) {
        this.board = source.board();
        this.source = source;
        Dictionary dictionary = board.fleet().dictionary();
        Filter<MachineVulnerability> ofWeakness = filter.conjunctsOver(MachineVulnerability.OF_WEAKNESS);
        Filter<MachineVulnerability> ofPath = filter.conjunctsOver(MachineVulnerability.OF_PATH);
        this.weaknesses = new Remembered(
                dictionary.weaknesses(),
                weakness -> ofWeakness.test(new MachineVulnerability(source, -1, weakness, -1)));
        this.paths = new Remembered(
                dictionary.paths(),
                path -> dictionary.path(path).status().isExposed()
                        && ofPath.test(new MachineVulnerability(source, -1, -1, path)));
        this.ofDevice = filter.conjunctsOver(MachineVulnerability.OF_DEVICE);
        this.ofRow = rest(filter);
    }

    /** What none of the parts covers. */
    private static Filter<MachineVulnerability> rest(Filter<MachineVulnerability> filter) {
        return filter.conjunctsBeyond(MachineVulnerability.OF_WEAKNESS)
                .conjunctsBeyond(MachineVulnerability.OF_PATH)
                .conjunctsBeyond(MachineVulnerability.OF_DEVICE);
    }

    /** All of them. */
    Stream<MachineVulnerability> all() {
        return fromDevice(0);
    }

    /** Those behind a row, which may be gone meanwhile. */
    Stream<MachineVulnerability> behind(MachineVulnerability last) {
        return fromDevice(Math.max(0, last.slot()))
                .dropWhile(row -> row.slot() == last.slot() && row.pair() <= last.pair());
    }

    private Stream<MachineVulnerability> fromDevice(int slot) {
        return board.devicesWith(slot, (weakness, path) -> weaknesses.test(weakness) && paths.test(path))
                .filter(device -> ofDevice.test(new MachineVulnerability(source, device, -1, -1)))
                .boxed()
                .flatMap(device -> rowsOf(device).stream());
    }

    private List<MachineVulnerability> rowsOf(int slot) {
        List<MachineVulnerability> rows = new ArrayList<>();
        Set<Software> ofThisWeakness = new HashSet<>();
        int before = -1;
        for (long exposure : board.exposures(slot)) {
            int weakness = (int) (exposure >> 32);
            int path = (int) exposure;
            if (!weaknesses.test(weakness) || !paths.test(path)) continue;
            if (weakness != before) ofThisWeakness.clear();
            before = weakness;
            MachineVulnerability row = new MachineVulnerability(source, slot, weakness, path);
            // two sources may name different remedies for the same software; for this list that is one row
            if (ofThisWeakness.add(row.software()) && ofRow.test(row)) rows.add(row);
        }
        return rows;
    }

    /** A question about an int that is asked once. */
    private static final class Remembered implements IntPredicate {

        private static final byte YES = 1;
        private static final byte NO = 2;

        private final byte[] answers;
        private final IntPredicate question;

        Remembered(int size, IntPredicate question) {
            this.answers = new byte[size];
            this.question = question;
        }

        @Override
        public boolean test(int value) {
            if (answers[value] == 0) answers[value] = question.test(value) ? YES : NO;
            return answers[value] == YES;
        }
    }
}
