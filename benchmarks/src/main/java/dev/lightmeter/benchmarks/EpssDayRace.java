package dev.lightmeter.benchmarks;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.Scorer;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.score.Parameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every morning all EPSS scores change: how long until the scoreboard of the new day can be read. */
final class EpssDayRace implements Race {

    /** Editions taken in turn, so that every round changes something. */
    private static final int EDITIONS = 2;

    @Override
    public String id() {
        return "epss-day";
    }

    @Override
    public String title() {
        return "A new day of EPSS";
    }

    @Override
    public String about() {
        return """
                An edition with new scores for 300,000 CVEs meets the largest fleet. In memory: merge the facts, make all \
                hazards, score everything. The whole way: read the packed table from disk, commit it to the durable \
                store, read the merged facts back, score everything and publish, as a server does.""";
    }

    @Override
    public Result run(Course course) throws Exception {
        int devices = course.scale().largestFleet();
        String on = " on " + Figures.count(devices) + " devices";
        Table table = new Table("way", "time until readable");
        Times memory = inMemory(course);
        table.row("in memory", memory.withRange());
        Times whole = wholeWay(course);
        table.row("file to store to scoreboard", whole.withRange());
        return new Result(
                List.of(table),
                List.of(
                        Target.atMost(1, "seconds in memory" + on, memory.median() / 1e9),
                        Target.atMost(1, "seconds the whole way" + on, whole.median() / 1e9)));
    }

    private static Times inMemory(Course course) throws Exception {
        SyntheticFleet synthetic =
                new SyntheticFleet(course.scale().largestFleet(), course.scale().findingsPerDevice());
        Fleet fleet = synthetic.fleet();
        Scorer scorer = new Scorer(Parameters.DEFAULT);
        List<List<ThreatFacts>> editions = new ArrayList<>();
        for (int edition = 1; edition <= EDITIONS; edition++) {
            List<ThreatFacts> facts = new ArrayList<>();
            SyntheticCatalogue.forEachFact(edition, facts::add);
            editions.add(facts);
        }
        Change change = new Change();
        return course.scale()
                .rounds()
                .of(() -> change.timed(number -> scorer.score(
                        fleet, merged(editions.get(number % EDITIONS), fleet.dictionary()), SyntheticFleet.NOON)))
                .getFirst();
    }

    private static Threats merged(List<ThreatFacts> facts, Dictionary dictionary) {
        Threats.Builder threats = new Threats.Builder(dictionary);
        facts.forEach(threats::add);
        return threats.build(List.of());
    }

    private static Times wholeWay(Course course) throws Exception {
        Path folder = Files.createDirectories(course.freshFolder("epss"));
        List<Path> files = new ArrayList<>();
        for (int edition = 1; edition <= EDITIONS; edition++) {
            Path file = folder.resolve("epss-" + edition + ".csv.gz");
            SyntheticCatalogue.writeEpss(file, edition + 1, SyntheticFleet.DAY);
            files.add(file);
        }
        try (Installation installation = new Installation(course.largeStore())) {
            Change change = new Change();
            return course.scale()
                    .rounds()
                    .of(() -> change.timed(number -> {
                        installation.takeFeed(files.get(number % EDITIONS));
                        return installation.current();
                    }))
                    .getFirst();
        }
    }

    /** Makes one scoreboard after the other and holds them to differ: a score that did not move was not computed. */
    private static final class Change {

        private int number;
        private long weighted = -1;

        interface Making {
            Scoreboard of(int number);
        }

        long timed(Making making) {
            long start = System.nanoTime();
            Scoreboard board = making.of(number++);
            long taken = System.nanoTime() - start;
            long now = board.organisation().weighted();
            if (now == weighted) throw new IllegalStateException("a new edition left the score where it was");
            weighted = now;
            return taken;
        }
    }
}
