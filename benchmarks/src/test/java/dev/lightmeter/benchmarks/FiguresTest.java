package dev.lightmeter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void writesThreeDigitsWithTheUnitThatSuits() {
        assertThat(Figures.time(1_234)).isEqualTo("1.23 µs");
        assertThat(Figures.time(45_678_000)).isEqualTo("45.7 ms");
        assertThat(Figures.time(3_600e9)).isEqualTo("3,600 s");
        assertThat(Figures.bytes(1_610_612_736L)).isEqualTo("1.50 GiB");
        assertThat(Figures.ratio(0.8125)).isEqualTo("0.813 ×");
        assertThat(Figures.count(1_000_000)).isEqualTo("1,000,000");
    }
}
