package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.fleet.Impacts.Impact;
import dev.lightmeter.core.fleet.Plan.Budget;
import dev.lightmeter.core.fleet.Plan.Step;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plan takes the steps that recomputing everything after each step would take. */
class PlanTest {

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void plansWhatRecomputingEverythingWouldPlan(long seed) {
        RandomBoard random = RandomBoard.of(seed, 30);
        for (GroupScore group : random.scores()) {
            Plan plan = random.board().plan(group, Budget.ofActions(20));
            assertThat(plan.steps().stream().map(Step::recommendation).toList())
                    .as(group.name())
                    .isEqualTo(naive(random, group, Budget.ofActions(20)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void touchesNoMoreDevicesThanTheBudgetAllows(long seed) {
        RandomBoard random = RandomBoard.of(seed, 30);
        for (GroupScore group : random.scores()) {
            Budget budget = new Budget(20, 1 + (int) (seed % 9));
            Plan plan = random.board().plan(group, budget);
            assertThat(plan.steps())
                    .allSatisfy(step -> assertThat(step.devicesSoFar()).isLessThanOrEqualTo(budget.devices()));
            assertThat(plan.steps().stream().map(Step::recommendation).toList())
                    .as(group.name())
                    .isEqualTo(naive(random, group, budget));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void endsWhereDoingItAllEnds(long seed) { // P26, P28
        RandomBoard random = RandomBoard.of(seed, 30);
        Plan plan = random.board().plan(random.board().organisation(), Budget.ofActions(20));
        Set<String> done = new HashSet<>();
        for (Step step : plan.steps()) {
            done.add(step.recommendation());
            List<GroupScore> after = RandomBoard.SCORER.scoresWithout(random.board(), done);
            assertThat(after.get(after.size() - 1).score()).hasValue(step.groupAfter());
            assertThat(step.organisationAfter()).isEqualTo(step.groupAfter());
        }
        long whole = random.board().organisation().score().orElse(0)
                - plan.scoreAfter().orElse(0);
        assertThat(plan.steps().stream().mapToLong(Step::impactNano).sum()).isEqualTo(whole);
    }

    @Test
    void lowersTheOrganisationByWhatTheGroupGains() {
        RandomBoard random = RandomBoard.of(8, 30);
        GroupScore group = random.board().groups().stream()
                .max(java.util.Comparator.comparingLong(GroupScore::weighted))
                .orElseThrow();
        Plan plan = random.board().plan(group, Budget.ofActions(3));
        assertThat(plan.steps()).isNotEmpty().allSatisfy(step -> {
            assertThat(step.impactNano()).isPositive();
            assertThat(step.organisationBefore() - step.organisationAfter()).isBetween(1L, step.impactNano());
        });
    }

    @Test
    void refusesABudgetOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budget.ofActions(0))
                .withMessage("a plan has 1 to 100 steps, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Budget(3, 0))
                .withMessage("a plan needs at least one device to touch, got 0");
    }

    private static List<String> naive(RandomBoard random, GroupScore group, Budget budget) {
        Scoreboard board =
                group.group() == null ? random.board() : random.board().restrictedTo(Set.of(group.group()));
        Set<String> candidates = new TreeSet<>();
        board.impacts().of(board.organisation()).stream()
                .map(Impact::recommendation)
                .forEach(candidates::add);
        List<String> steps = new ArrayList<>();
        Set<Integer> touched = new HashSet<>();
        long weighted = board.organisation().weighted();
        while (steps.size() < budget.actions()) {
            Optional<Candidate> best = Optional.empty();
            for (String candidate : candidates) {
                if (steps.contains(candidate)) continue;
                Set<String> applied = new HashSet<>(steps);
                applied.add(candidate);
                List<GroupScore> after = RandomBoard.SCORER.scoresWithout(board, applied);
                long gain = weighted - after.get(after.size() - 1).weighted();
                Set<Integer> fresh = devices(board, candidate);
                fresh.removeAll(touched);
                if (gain <= 0 || fresh.size() > budget.devices() - touched.size()) continue;
                Candidate found = new Candidate(candidate, gain, fresh);
                if (best.isEmpty() || found.isBetterThan(best.get(), budget)) best = Optional.of(found);
            }
            if (best.isEmpty()) return steps;
            steps.add(best.get().id());
            touched.addAll(best.get().fresh());
            weighted -= best.get().gain();
        }
        return steps;
    }

    private record Candidate(String id, long gain, Set<Integer> fresh) {

        boolean isBetterThan(Candidate other, Budget budget) {
            if (budget.devices() != Budget.ANY_DEVICES) {
                int perDevice = BigInteger.valueOf(gain)
                        .multiply(BigInteger.valueOf(other.fresh.size()))
                        .compareTo(BigInteger.valueOf(other.gain).multiply(BigInteger.valueOf(fresh.size())));
                if (perDevice != 0) return perDevice > 0;
            }
            return gain > other.gain; // candidates come in the order of their ids
        }
    }

    private static Set<Integer> devices(Scoreboard board, String recommendation) {
        Set<Integer> slots = new HashSet<>();
        IntStream.range(0, board.fleet().slots())
                .filter(slot -> board.state(slot).equals(Optional.of(DeviceState.SCORED)))
                .filter(slot -> board.isConcernedBy(slot, recommendation))
                .forEach(slots::add);
        return slots;
    }
}
