package dev.lightmeter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void letsContestantsRunInTurnAndForgetsTheWarmUp() throws Exception {
        List<String> order = new ArrayList<>();
        long[] next = {1_000_000, 10, 30, 20};
        List<Times> times = new Rounds(1, 3)
                .of(
                        () -> {
                            order.add("a");
                            return next[order.size() / 2];
                        },
                        () -> {
                            order.add("b");
                            return 7;
                        });

        assertThat(order).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
        assertThat(times.get(0).median()).isEqualTo(20);
        assertThat(times.get(0).longest()).isEqualTo(30);
        assertThat(times.get(1).median()).isEqualTo(7);
    }

    @Test
    void takesTheTimeThatNinetyNinePercentDoNotExceed() {
        long[] hundred = new long[100];
        for (int i = 0; i < hundred.length; i++) hundred[i] = 100 - i;

        assertThat(new Times(hundred).percentile(99)).isEqualTo(99);
        assertThat(new Times(hundred).median()).isEqualTo(50.5);
    }
}
