package dev.lightmeter.server.odata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class JsonBufferTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "8, 8",
        "-3, -3",
        "41.38041766305988, 41.38041766305988",
        "0.0001, 0.0001",
        "4.2E-7, 0.00000042",
        "1.5E16, 15000000000000000",
        "1E15, 1000000000000000",
        "1E25, 10000000000000000000000000",
        "0.1, 0.1",
        "NaN, null",
        "Infinity, null"
    })
    void writesDoublesInTheShortestWayWithoutExponent(double number, String written) {
        assertThat(text(new JsonBuffer(1).number(number))).isEqualTo(written);
    }

    @Test
    void writesDoublesThatReadBackAsTheyWere() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            double number = random.nextBoolean() ? random.nextGaussian() : Double.longBitsToDouble(random.nextLong());
            if (!Double.isFinite(number) || number == 0) continue;
            assertThat(Double.parseDouble(text(new JsonBuffer(1).number(number))))
                    .as("-Dseed=%d", seed)
                    .isEqualTo(number);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -7, 10, 99, 100, -1_000, 999_999_999_999L, Long.MAX_VALUE, Long.MIN_VALUE})
    void writesWholeNumbers(long number) {
        assertThat(text(new JsonBuffer(1).number(number))).isEqualTo(Long.toString(number));
    }

    @ParameterizedTest
    @CsvSource({
        "2019-10-08T00:00:00Z, 2019-10-08T00:00:00Z",
        "2019-12-03T07:23:53.280499Z, 2019-12-03T07:23:53.280499Z",
        "2026-03-04T05:06:07.120Z, 2026-03-04T05:06:07.12Z",
        "2026-03-04T05:06:07.1200001Z, 2026-03-04T05:06:07.1200001Z",
        "2026-03-04T05:06:07.000000099Z, 2026-03-04T05:06:07Z",
        "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.9999999Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.500Z, 9999-12-31T23:59:59.5Z"
    })
    void writesTimesInStepsOfTicksWithoutZerosAtTheirEnd(Instant instant, String written) {
        assertThat(text(new JsonBuffer(1).instant(instant))).isEqualTo('"' + written + '"');
    }

    @Test
    void writesTextThatReadsBackAsItWas() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder any = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                int codePoint = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x80);
                if (codePoint < 0xD800 || codePoint > 0xDFFF) any.appendCodePoint(codePoint);
            }
            byte[] json = new JsonBuffer(1).string(any.toString()).toBytes();
            try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
                parser.nextToken();
                assertThat(parser.getString()).as("-Dseed=%d", seed).isEqualTo(any.toString());
            }
        }
    }

    @Test
    void replacesHalvesOfCharacters() {
        assertThat(text(new JsonBuffer(1).string("a\uD83Db\uDE00"))).isEqualTo("\"a\uFFFDb\uFFFD\"");
    }

    private static String text(JsonBuffer json) {
        return new String(json.toBytes(), StandardCharsets.UTF_8);
    }
}
