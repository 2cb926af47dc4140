package dev.lightmeter.server.http;

/**
 * How often one application of one tenant may call one route while throttling is on.
 *
 * @param perMinute at least one
 * @param perHour at least one
 */
public record Rate(int perMinute, int perHour) {

    /** What the Defender API grants wherever it does not say otherwise. */
    public static final Rate DEFENDER = new Rate(100, 1500);

    /** Our own API and what comes before a token. */
    public static final Rate UNLIMITED = new Rate(Integer.MAX_VALUE, Integer.MAX_VALUE);

    public Rate {
        if (perMinute < 1 || perHour < 1) {
            throw new IllegalArgumentException(
                    "a rate must let somebody in, got " + perMinute + " a minute and " + perHour + " an hour");
        }
    }

    boolean isLimited() {
        return !equals(UNLIMITED);
    }
}
