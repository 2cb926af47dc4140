package dev.lightmeter.core.score;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Splits a whole number in proportion to parts so that the shares add up to it exactly (docs/scoring.md section 7). */
public final class Shares {

    private Shares() {}

    /**
     * The shares of {@code total}, parallel to {@code parts}: each rounded down, the rest one by one to the largest
     * remainders, equal ones in the order of their keys. All zero if the parts are.
     *
     * @param parts not negative, with a sum that fits a long
     * @param keys what breaks ties; parallel to {@code parts}
     */
    public static long[] split(long total, long[] parts, List<String> keys) {
        long whole = Arrays.stream(parts).sum();
        long[] shares = new long[parts.length];
        if (whole == 0) return shares;
        long[] remainders = new long[parts.length];
        long rest = total;
        for (int i = 0; i < parts.length; i++) {
            if (Math.multiplyHigh(total, parts[i]) == 0 && total * parts[i] >= 0) {
                shares[i] = total * parts[i] / whole;
                remainders[i] = total * parts[i] % whole;
            } else { // the shares of a group leave 64 bits on the way
                BigInteger[] wide = BigInteger.valueOf(total)
                        .multiply(BigInteger.valueOf(parts[i]))
                        .divideAndRemainder(BigInteger.valueOf(whole));
                shares[i] = wide[0].longValueExact();
                remainders[i] = wide[1].longValueExact();
            }
            rest -= shares[i];
        }
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(i -> -remainders[i]).thenComparing(keys::get))
                .limit(rest)
                .forEach(i -> shares[i]++);
        return shares;
    }
}
