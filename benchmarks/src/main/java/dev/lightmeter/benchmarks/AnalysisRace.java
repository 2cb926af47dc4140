package dev.lightmeter.benchmarks;

import dev.lightmeter.core.fleet.Change;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Plan.Budget;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.Scorer;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.fleet.WhatIf;
import dev.lightmeter.core.score.Parameters;
import java.util.List;
import java.util.Set;

/** Explanation of a group, a plan and a what-if, against one re-score. */
final class AnalysisRace implements Race {

    private static final int STEPS = 20;

    @Override
    public String id() {
        return "analysis";
    }

    @Override
    public String title() {
        return "Why, what to do, and what would be";
    }

    @Override
    public String about() {
        return """
                On the largest fleet: the explanation of one of ten groups by weakness, recommendation, device and source \
                with what each would save there, a plan of 20 exact steps for the organisation, and the scores of \
                everything without one recommendation. Compared with scoring the fleet once.""";
    }

    @Override
    public Result run(Course course) throws Exception {
        SyntheticFleet synthetic =
                new SyntheticFleet(course.scale().largestFleet(), course.scale().findingsPerDevice());
        Contest contest = new Contest(synthetic.fleet(), synthetic.threats(1));
        List<Times> times = course.scale()
                .rounds()
                .of(
                        Rounds.timed(contest::score),
                        Rounds.timed(contest::explain),
                        Rounds.timed(contest::plan),
                        Rounds.timed(contest::whatIf));
        double score = times.get(0).median();
        Table table = new Table("devices", "one re-score", "explanation of a group", "plan of 20 steps", "what-if")
                .row(
                        Figures.count(synthetic.devices()),
                        times.get(0).withRange(),
                        times.get(1).withRange(),
                        times.get(2).withRange(),
                        times.get(3).withRange())
                .row(
                        "in re-scores",
                        "1",
                        Figures.ratio(times.get(1).median() / score),
                        Figures.ratio(times.get(2).median() / score),
                        Figures.ratio(times.get(3).median() / score));
        return new Result(
                List.of(table),
                List.of(Target.atMost(
                        2,
                        "a what-if of one recommendation in re-scores",
                        times.get(3).median() / score)));
    }

    private static final class Contest {

        private final Scorer scorer = new Scorer(Parameters.DEFAULT);
        private final Fleet fleet;
        private final Threats threats;
        private Scoreboard board;
        private final Change applied;

        Contest(Fleet fleet, Threats threats) {
            this.fleet = fleet;
            this.threats = threats;
            this.board = scorer.score(fleet, threats, SyntheticFleet.NOON);
            this.applied = new Change.Apply(
                    Set.of(board.impacts().of(board.organisation()).getFirst().recommendation()));
        }

        void score() {
            board = scorer.score(fleet, threats, SyntheticFleet.NOON);
        }

        /** The board of this round is new, so nothing is known of it before. */
        int explain() {
            GroupScore group = board.groups().getLast();
            var attribution = board.attribution(group);
            return attribution.byWeakness(20).top().size()
                    + attribution.byRecommendation(20).top().size()
                    + attribution.byDevice(20).top().size()
                    + attribution.bySource().size();
        }

        int plan() {
            return board.plan(board.organisation(), Budget.ofActions(STEPS))
                    .steps()
                    .size();
        }

        int whatIf() {
            return WhatIf.of(board, List.of(applied)).groups().size();
        }
    }
}
