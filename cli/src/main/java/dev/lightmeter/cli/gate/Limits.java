package dev.lightmeter.cli.gate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a gate asks for; options of the command line that are not given ask for nothing. */
final class Limits {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int PLACES_OF_A_SHARE = 7;

    @Option(names = "--max", paramLabel = "POINTS", description = "The score may be this at most, 0 to 100.")
    private @Nullable BigDecimal max;

    @Option(
            names = "--max-high-devices",
            paramLabel = "N",
            description = "So many devices may have level High at most.")
    private @Nullable Integer maxHighDevices;

    @Option(
            names = "--min-coverage",
            paramLabel = "PERCENT",
            description = "At least this share of the group's weight must be assessed.")
    private @Nullable BigDecimal minCoverage;

    @Option(names = "--no-kev", description = "No device may be exposed to a weakness that is known to be exploited.")
    private boolean noKnownExploited;

    /** One limit and how the group stands to it. */
    sealed interface Check {

        /** One phrase for people. */
        String phrase();

        record Met(String name, String phrase) implements Check {}

        record NotMet(String name, String phrase) implements Check {}

        /** What the limit is about is not known. */
        record Unknown(String name, String phrase) implements Check {}
    }

    /** A sentence about options that make no sense; null if they do. */
    @Nullable
    String misuse() {
        if (max == null && maxHighDevices == null && minCoverage == null && !noKnownExploited) {
            return "a gate needs a limit: --max, --max-high-devices, --min-coverage or --no-kev";
        }
        if (max != null && isNoPercentage(max)) return "--max must lie in 0..100, got " + max;
        if (minCoverage != null && isNoPercentage(minCoverage)) {
            return "--min-coverage must lie in 0..100, got " + minCoverage;
        }
        if (maxHighDevices != null && maxHighDevices < 0) {
            return "--max-high-devices must not be negative, got " + maxHighDevices;
        }
        return null;
    }

    /** Holds what is known of a group against every limit, exactly. */
    List<Check> check(Reading group) {
        List<Check> checks = new ArrayList<>();
        if (max != null) checks.add(score(group, max));
        if (maxHighDevices != null) checks.add(highDevices(group, maxHighDevices));
        if (minCoverage != null) checks.add(coverage(group, minCoverage));
        if (noKnownExploited) checks.add(knownExploited(group));
        return checks;
    }

    private static Check score(Reading group, BigDecimal most) {
        BigDecimal score = group.score();
        if (score == null) return new Check.Unknown("max", "no score, for no device counts");
        return score.compareTo(most) <= 0
                ? new Check.Met("max", "score " + plain(score) + " of at most " + plain(most))
                : new Check.NotMet("max", "score " + plain(score) + " is above " + plain(most));
    }

    private static Check highDevices(Reading group, int most) {
        if (group.score() == null) return new Check.Unknown("max-high-devices", "no device counts");
        String devices = count(group.devicesHigh()) + " with level High";
        return group.devicesHigh() <= most
                ? new Check.Met("max-high-devices", devices)
                : new Check.NotMet("max-high-devices", devices + ", allowed " + most);
    }

    private static Check coverage(Reading group, BigDecimal least) {
        BigDecimal share = group.coverage();
        if (share == null) return new Check.Unknown("min-coverage", "no coverage, for there are no devices");
        BigDecimal percent = share.movePointRight(2).setScale(PLACES_OF_A_SHARE, java.math.RoundingMode.UNNECESSARY);
        return percent.compareTo(least) >= 0
                ? new Check.Met("min-coverage", "coverage " + plain(percent) + "%")
                : new Check.NotMet("min-coverage", "coverage " + plain(percent) + "% is below " + plain(least) + "%");
    }

    /** None found means something only where the catalogue is known. */
    private static Check knownExploited(Reading group) {
        if (group.knownExploited() > 0) {
            return new Check.NotMet("no-kev", count(group.knownExploited()) + " exposed to a known exploited weakness");
        }
        if (group.score() == null) return new Check.Unknown("no-kev", "no device counts");
        return group.catalogueKnown()
                ? new Check.Met("no-kev", "no device exposed to a known exploited weakness")
                : new Check.Unknown("no-kev", "KEV is not loaded, so what is known to be exploited is not known");
    }

    private static boolean isNoPercentage(BigDecimal number) {
        return number.signum() < 0 || number.compareTo(HUNDRED) > 0;
    }

    private static String count(int devices) {
        return devices + (devices == 1 ? " device" : " devices");
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
