package dev.lightmeter.benchmarks;

import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.Impacts;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.Scorer;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.score.Parameters;
import java.util.List;
import java.util.stream.Stream;

/** What every recommendation would save every group, exactly, against one re-score. */
final class ImpactRace implements Race {

    @Override
    public String id() {
        return "impacts";
    }

    @Override
    public String title() {
        return "Exact impact of every recommendation on every group";
    }

    @Override
    public String about() {
        return """
                2,000 recommendations, ten groups and the organisation, on the largest fleet: for every device the score \
                without each recommendation that concerns it, and the sorted list of all groups. Compared with scoring \
                the fleet once.""";
    }

    @Override
    public Result run(Course course) throws Exception {
        SyntheticFleet synthetic =
                new SyntheticFleet(course.scale().largestFleet(), course.scale().findingsPerDevice());
        Contest contest = new Contest(synthetic.fleet(), synthetic.threats(1));
        List<Times> times = course.scale().rounds().of(Rounds.timed(contest::score), Rounds.timed(contest::impacts));
        double ratio = times.get(1).median() / times.get(0).median();
        Table table = new Table("devices", "one re-score", "all impacts", "impacts / re-score", "impacts told")
                .row(
                        Figures.count(synthetic.devices()),
                        times.get(0).withRange(),
                        times.get(1).withRange(),
                        Figures.ratio(ratio),
                        Figures.count(contest.told));
        return new Result(
                List.of(table),
                List.of(Target.atMost(
                        5, "all impacts in re-scores of " + Figures.count(synthetic.devices()) + " devices", ratio)));
    }

    private static final class Contest {

        private final Scorer scorer = new Scorer(Parameters.DEFAULT);
        private final Fleet fleet;
        private final Threats threats;
        private Scoreboard board;
        private long told;

        Contest(Fleet fleet, Threats threats) {
            this.fleet = fleet;
            this.threats = threats;
            this.board = scorer.score(fleet, threats, SyntheticFleet.NOON);
        }

        void score() {
            board = scorer.score(fleet, threats, SyntheticFleet.NOON);
        }

        /** A scoreboard computes them once; every round has a new one. */
        void impacts() {
            Impacts impacts = board.impacts();
            told = Stream.concat(board.groups().stream(), Stream.of(board.organisation()))
                    .mapToLong(group -> impacts.of(group).size())
                    .sum();
        }
    }
}
