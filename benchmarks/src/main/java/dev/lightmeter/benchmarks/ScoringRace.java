package dev.lightmeter.benchmarks;

import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.Scorer;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.score.Parameters;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Re-scoring whole fleets, against the least that any program must do and against SQL. */
final class ScoringRace implements Race {

    @Override
    public String id() {
        return "scoring";
    }

    @Override
    public String title() {
        return "Re-score the whole fleet";
    }

    @Override
    public String about() {
        return """
                `Scorer.score` makes a whole scoreboard from the fleet: every device's state and score, every group's \
                mean, tail and counts. The hazards of the 300,000 weaknesses stay, as the facts do; with new facts they \
                are computed anew, which is the next race. The bare loop only looks up and adds one \
                number per finding, over one array that holds nothing else: the limit of the memory. DuckDB computes the \
                sums, the device scores and the group scores in one integer query over tables in memory, with the \
                hazards given; its group sums and scores must equal ours to the last bit, or the race fails. All use \
                every core. Heap is what the dictionary, the facts, the fleet and one scoreboard keep alive.""";
    }

    @Override
    public Result run(Course course) throws Exception {
        Table table = new Table(
                "devices", "findings", "heap", "scorer", "bare loop", "scorer / loop", "DuckDB SQL", "SQL / scorer");
        List<Target> targets = new ArrayList<>();
        for (int devices : course.scale().fleets()) {
            course.say(Figures.count(devices) + " devices");
            try (Contest contest = new Contest(devices, course.scale().findingsPerDevice())) {
                List<Times> times = contest.run(course.scale().rounds());
                double scorer = times.get(0).median();
                double overLoop = scorer / times.get(1).median();
                double underSql = times.get(2).median() / scorer;
                table.row(
                        Figures.count(devices),
                        Figures.count(contest.findings),
                        Figures.bytes(contest.heap),
                        times.get(0).withRange(),
                        times.get(1).withRange(),
                        Figures.ratio(overLoop),
                        times.get(2).withRange(),
                        Figures.ratio(underSql));
                if (devices == course.scale().largestFleet()) {
                    String at = " at " + Figures.count(contest.findings) + " findings";
                    targets.add(Target.atMost(1.5, "scorer in bare loops" + at, overLoop));
                    targets.add(Target.atLeast(8, "DuckDB SQL in scorers" + at, underSql));
                    targets.add(Target.atMost(2, "heap in GiB" + at, contest.heap / (double) (1 << 30)));
                }
            }
        }
        return new Result(List.of(table), targets);
    }

    /** The same fleet in three shapes. */
    private static final class Contest implements AutoCloseable {

        private final Scorer scorer = new Scorer(Parameters.DEFAULT);
        private final Threats threats;
        private final Fleet fleet;
        private final long heap;
        private final BareLoop loop;
        private final SqlScorer sql;
        private final long findings;
        private volatile Scoreboard board;
        private volatile long sum;
        private volatile List<SqlScorer.Row> rows = List.of();

        Contest(int devices, int findingsPerDevice) throws SQLException {
            long before = Heap.used();
            SyntheticFleet synthetic = new SyntheticFleet(devices, findingsPerDevice);
            threats = synthetic.threats(1);
            fleet = synthetic.fleet();
            board = scorer.score(fleet, threats, SyntheticFleet.NOON);
            heap = Heap.used() - before;
            loop = new BareLoop(devices, threats);
            sql = new SqlScorer(loop);
            long count = 0;
            for (int slot = 0; slot < devices; slot++) {
                FleetDevice device = synthetic.device(slot);
                loop.put(device);
                sql.put(device);
                count += device.weaknesses().length;
            }
            findings = count;
            sql.flush();
        }

        List<Times> run(Rounds rounds) throws Exception {
            List<Times> times = rounds.of(
                    Rounds.timed(() -> board = scorer.score(fleet, threats, SyntheticFleet.NOON)),
                    Rounds.timed(() -> sum = loop.sum()),
                    Rounds.timed(() -> rows = sql.score()));
            compare();
            return times;
        }

        private void compare() {
            long hazard =
                    IntStream.range(0, fleet.slots()).mapToLong(board::hazard).sum();
            if (hazard != sum) throw new IllegalStateException("the bare loop sums to " + sum + ", we to " + hazard);
            List<SqlScorer.Row> ours = Stream.concat(board.groups().stream(), Stream.of(board.organisation()))
                    .filter(group -> group.weight() > 0)
                    .map(group -> new SqlScorer.Row(
                            group.weighted(), group.weight(), group.score().orElseThrow()))
                    .toList();
            if (!ours.equals(rows)) throw new IllegalStateException("SQL gives " + rows + ", we " + ours);
        }

        @Override
        public void close() throws SQLException {
            sql.close();
        }
    }
}
