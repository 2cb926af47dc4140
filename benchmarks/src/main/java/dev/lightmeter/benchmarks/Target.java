package dev.lightmeter.benchmarks;

/**
 * A number that was promised beside the one that was measured.
 *
 * @param what the measured thing with its unit, such as {@code scorer at 1,000,000 devices, in bare loops}
 */
record Target(String what, Sense sense, double wanted, double measured) {

    enum Sense {
        AT_MOST("at most"),
        AT_LEAST("at least");

        private final String words;

        Sense(String words) {
            this.words = words;
        }
    }

    static Target atMost(double wanted, String what, double measured) {
        return new Target(what, Sense.AT_MOST, wanted, measured);
    }

    static Target atLeast(double wanted, String what, double measured) {
        return new Target(what, Sense.AT_LEAST, wanted, measured);
    }

    boolean met() {
        return switch (sense) {
            case AT_MOST -> measured <= wanted;
            case AT_LEAST -> measured >= wanted;
        };
    }

    /** One sentence: met or missed, and by what. */
    @Override
    public String toString() {
        return "%s: %s: %s; target %s %s."
                .formatted(met() ? "Met" : "Missed", what, Figures.plain(measured), sense.words, Figures.plain(wanted));
    }
}
