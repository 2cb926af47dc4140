package dev.lightmeter.core.score;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Splits a whole number in proportion to parts so that the shares add up to it exactly (docs/scoring.md section 7): each
 * rounded down, the units left over one by one to the largest remainders, equal ones in the order of their keys. One of
 * these splits many times and keeps its arrays. Not safe for several threads.
 */
public final class Shares {

    /** Below these, an estimate in floating point is at most one unit off and its remainder fits 64 bits. */
    private static final long MOST_TOTAL = 1L << 48;

    private static final long MOST_WHOLE = 1L << 61;

    private long[] shares = new long[0];
    private long[] remainders = new long[0];
    private long[] sorted = new long[0];

    /**
     * The shares of {@code total}, parallel to {@code parts}. All zero if the parts are.
     *
     * @param parts not negative, with a sum that fits a long
     * @param keys what breaks ties; parallel to {@code parts}
     */
    public static long[] split(long total, long[] parts, List<String> keys) {
        return Arrays.copyOf(new Shares().of(total, parts, parts.length, keys::get), parts.length);
    }

    /**
     * The same for the first {@code count} parts.
     *
     * @param key of a part by its place; asked only where remainders are equal
     * @return an array that is at least as long, and changes with the next call
     */
    public long[] of(long total, long[] parts, int count, IntFunction<String> key) {
        if (shares.length < count) {
            shares = new long[count + count / 2];
            remainders = new long[shares.length];
            sorted = new long[shares.length];
        }
        long whole = 0;
        for (int i = 0; i < count; i++) whole += parts[i];
        Arrays.fill(shares, 0, count, 0);
        if (whole == 0) return shares;
        long rest = total;
        for (int i = 0; i < count; i++) {
            share(i, total, parts[i], whole);
            rest -= shares[i];
        }
        if (rest > 0) giveAway((int) rest, count, key);
        return shares;
    }

    private void share(int i, long total, long part, long whole) {
        if (Math.multiplyHigh(total, part) == 0 && total * part >= 0) {
            shares[i] = total * part / whole;
            remainders[i] = total * part - shares[i] * whole;
        } else if (total < MOST_TOTAL && whole < MOST_WHOLE) { // the shares of a group leave 64 bits on the way
            long share = (long) ((double) total * part / whole);
            long remainder = total * part - share * whole; // both wrap around, their difference does not
            if (remainder < 0) {
                share--;
                remainder += whole;
            } else if (remainder >= whole) {
                share++;
                remainder -= whole;
            }
            shares[i] = share;
            remainders[i] = remainder;
        } else {
            BigInteger[] wide = BigInteger.valueOf(total)
                    .multiply(BigInteger.valueOf(part))
                    .divideAndRemainder(BigInteger.valueOf(whole));
            shares[i] = wide[0].longValueExact();
            remainders[i] = wide[1].longValueExact();
        }
    }

    /** One unit to each of the largest remainders. Only those equal to the least of them need their keys compared. */
    private void giveAway(int rest, int count, IntFunction<String> key) {
        System.arraycopy(remainders, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        long least = sorted[count - rest];
        int left = rest;
        int equal = 0;
        for (int i = 0; i < count; i++) {
            if (remainders[i] > least) {
                shares[i]++;
                left--;
            } else if (remainders[i] == least) {
                equal++;
            }
        }
        IntStream ties = IntStream.range(0, count).filter(i -> remainders[i] == least);
        if (equal == left) {
            ties.forEach(i -> shares[i]++);
        } else {
            ties.boxed().sorted(Comparator.comparing(key::apply)).limit(left).forEach(i -> shares[i]++);
        }
    }
}
