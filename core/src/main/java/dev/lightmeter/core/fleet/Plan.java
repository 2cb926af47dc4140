package dev.lightmeter.core.fleet;

import dev.lightmeter.core.score.Formula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What to do first: recommendations for the devices of a group, each the one that lowers the score most after those before
 * it. The effect of every step is exact.
 *
 * <p>Two recommendations together save at least what each saves alone, so what one would save can grow by steps before it,
 * and bounds from earlier rounds do not hold. All gains are therefore kept exact: a step changes only the devices that it
 * touches, so their old contributions are taken back and the new ones added. That gives what recomputing everything gives.
 * Source: docs/scoring.md section 7.1.
 */
public final class Plan {

    /** More steps than anybody carries out before the world has changed. */
    public static final int MOST_ACTIONS = 100;

    private final GroupScore group;
    private final List<Step> steps;
    private final Ending ending;

    private Plan(GroupScore group, List<Step> steps, Ending ending) {
        this.group = group;
        this.steps = List.copyOf(steps);
        this.ending = ending;
    }

    /**
     * How much can be done.
     *
     * @param actions how many steps at most
     * @param devices how many different devices may be touched; with a limit, gain per newly touched device decides
     */
    public record Budget(int actions, int devices) {

        public static final int ANY_DEVICES = Integer.MAX_VALUE;

        public Budget {
            if (actions < 1 || actions > MOST_ACTIONS) {
                throw new IllegalArgumentException("a plan has 1 to " + MOST_ACTIONS + " steps, got " + actions);
            }
            if (devices < 1) {
                throw new IllegalArgumentException("a plan needs at least one device to touch, got " + devices);
            }
        }

        public static Budget ofActions(int actions) {
            return new Budget(actions, ANY_DEVICES);
        }
    }

    /**
     * One step. Scores are in 1e-9 points.
     *
     * @param devices devices of the group that it concerns
     * @param devicesSoFar different devices that this step and those before it concern
     */
    public record Step(
            String recommendation,
            int devices,
            int devicesSoFar,
            long groupBefore,
            long groupAfter,
            long organisationBefore,
            long organisationAfter) {

        /** Drop of the score of the group by this step. Those of all steps add up to the whole drop. */
        public long impactNano() {
            return groupBefore - groupAfter;
        }
    }

    /** Why there is no further step. */
    public enum Ending {
        /** All actions that the budget allows are planned. */
        ACTIONS_USED,
        /** What would help touches more devices than the budget allows. */
        DEVICES_USED,
        /** No single recommendation lowers the score any further. */
        NOTHING_HELPS
    }

    public GroupScore group() {
        return group;
    }

    public List<Step> steps() {
        return steps;
    }

    public Ending ending() {
        return ending;
    }

    /** Score of the group after the last step, in 1e-9 points; empty if no device counts. */
    public OptionalLong scoreAfter() {
        return steps.isEmpty()
                ? group.score()
                : OptionalLong.of(steps.get(steps.size() - 1).groupAfter());
    }

    static Plan of(Scoreboard board, GroupScore group, Budget budget) {
        return new Search(board, group, budget).plan();
    }

    /** The state between steps. */
    private static final class Search {

        private final Scoreboard board;
        private final GroupScore group;
        private final Budget budget;
        private final Dictionary dictionary;
        private final PlanLedger[] ledgers;
        private final boolean[] done;
        private final List<PlanPass> workers;
        private final long[] gain;
        private final int[] untouched;

        private int devicesSoFar;
        private long dropSoFar;
        private boolean tooManyDevices;

        Search(Scoreboard board, GroupScore group, Budget budget) {
            this.board = board;
            this.group = group;
            this.budget = budget;
            this.dictionary = board.fleet().dictionary();
            this.ledgers = new PlanLedger[board.scores().length];
            this.done = new boolean[board.keys().recommendations];
            this.gain = new long[done.length];
            this.untouched = new int[done.length];
            int only = board.only(group);
            this.workers = board.workers()
                    .each(ledgers.length, () -> new PlanPass(board, only, ledgers, done), PlanPass::begin);
            collect();
        }

        Plan plan() {
            List<Step> steps = new ArrayList<>();
            while (steps.size() < budget.actions()) {
                int next = best();
                if (next < 0) {
                    return new Plan(group, steps, tooManyDevices ? Ending.DEVICES_USED : Ending.NOTHING_HELPS);
                }
                steps.add(take(next));
            }
            return new Plan(group, steps, Ending.ACTIONS_USED);
        }

        private int best() {
            int best = -1;
            tooManyDevices = false;
            for (int r = 0; r < done.length; r++) {
                if (done[r] || gain[r] <= 0 || dictionary.recommendationId(r).isEmpty()) continue;
                if (untouched[r] > budget.devices() - devicesSoFar) {
                    tooManyDevices = true;
                } else if (best < 0 || isBetter(r, best)) {
                    best = r;
                }
            }
            return best;
        }

        private boolean isBetter(int one, int other) {
            if (budget.devices() != Budget.ANY_DEVICES) {
                int perDevice = compareProducts(gain[one], untouched[other], gain[other], untouched[one]);
                if (perDevice != 0) return perDevice > 0;
            }
            if (gain[one] != gain[other]) return gain[one] > gain[other];
            return dictionary.recommendationId(one).compareTo(dictionary.recommendationId(other)) < 0;
        }

        /** Compares a·b with c·d, which leave 64 bits. */
        private static int compareProducts(long a, long b, long c, long d) {
            int upper = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
            return upper != 0 ? upper : Long.compareUnsigned(a * b, c * d);
        }

        private Step take(int next) {
            long before = dropSoFar;
            devicesSoFar += untouched[next];
            done[next] = true;
            Queue<PlanPass> free = new ConcurrentLinkedQueue<>(workers); // one for each thread, as at the beginning
            board.workers().each(ledgers.length, free::remove, (pass, b) -> pass.step(b, next));
            int devices = workers.stream().mapToInt(pass -> pass.devices).sum();
            collect();
            GroupScore organisation = board.organisation();
            return new Step(
                    dictionary.recommendationId(next),
                    devices,
                    devicesSoFar,
                    after(group, before),
                    after(group, dropSoFar),
                    after(organisation, before),
                    after(organisation, dropSoFar));
        }

        private static long after(GroupScore score, long drop) {
            return Formula.groupScore(score.weighted() - drop, score.weight());
        }

        /** Adds what the workers found, and clears it. */
        private void collect() {
            for (PlanPass pass : workers) {
                for (int r = 0; r < gain.length; r++) {
                    gain[r] += pass.gain[r];
                    untouched[r] += pass.untouched[r];
                }
                Arrays.fill(pass.gain, 0);
                Arrays.fill(pass.untouched, 0);
                dropSoFar += pass.drop;
                pass.drop = 0;
                pass.devices = 0;
            }
        }
    }
}
