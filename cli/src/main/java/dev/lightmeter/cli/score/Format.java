package dev.lightmeter.cli.score;

/** In which form results are printed. */
enum Format {
    TABLE,
    JSON,
    CSV;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
