package dev.lightmeter.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalsTest {

    private static final long SEED = 31;

    @Test
    void scalesEveryPlainNumberAsExactArithmeticDoes() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal number = BigDecimal.valueOf(random.nextLong(1L << random.nextInt(1, 45)), random.nextInt(14));
            int scale = random.nextInt(8);
            int expected = number.movePointRight(scale)
                    .setScale(0, RoundingMode.HALF_UP)
                    .min(BigDecimal.valueOf(100_000))
                    .intValueExact();

            assertThat(Decimals.scaled(number.toPlainString(), scale, 100_000))
                    .as("%s scaled by %s, seed %s", number.toPlainString(), scale, SEED)
                    .hasValue(expected);
        }
    }

    @Test
    void takesNumbersAsPeopleAndProgramsWriteThem() {
        assertThat(Decimals.scaled(" 9.8 ", 1, 100)).hasValue(98);
        assertThat(Decimals.scaled("10", 1, 100)).hasValue(100);
        assertThat(Decimals.scaled("7.", 1, 100)).hasValue(70);
        assertThat(Decimals.scaled(".25", 1, 100)).hasValue(3);
        assertThat(Decimals.scaled("+1", 1, 100)).hasValue(10);
        assertThat(Decimals.scaled("2.5e-1", 5, 100_000)).hasValue(25_000);
        assertThat(Decimals.scaled("1e999999999", 5, 100_000)).hasValue(100_000);
        assertThat(Decimals.scaled("0.0000000000000000001", 5, 100_000)).hasValue(0);
    }

    @Test
    void takesNothingForANumberThatIsNone() {
        for (String text : new String[] {"", " ", ".", "-", "-1", "1.2.3", "1,5", "NaN", "1_000", "0x10"}) {
            assertThat(Decimals.scaled(text, 1, 100)).as(text).isEmpty();
        }
        assertThat(Decimals.scaled(null, 1, 100)).isEmpty();
    }
}
