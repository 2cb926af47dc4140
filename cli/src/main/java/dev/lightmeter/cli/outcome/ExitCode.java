package dev.lightmeter.cli.outcome;

/** What a command tells the shell. Part of the interface: scripts rely on the numbers. */
public final class ExitCode {

    /** All was done. */
    public static final int DONE = 0;

    /** A file was refused, or the world failed: disk, network, another process. What could be done was done. */
    public static final int FAILED = 1;

    /** The command line makes no sense; nothing was done. */
    public static final int USAGE = 2;

    /** Done, but rows were left out, and it was said which. */
    public static final int PARTIAL = 3;

    /** The question was answered, and the answer is no: a gate is closed, a statement does not verify. */
    public static final int NO = 4;

    /** The question could not be answered: the data that it needs is not there. A gate must not open then. */
    public static final int CANNOT_TELL = 5;

    private ExitCode() {}

    /** Of two outcomes the one that matters more. */
    public static int worse(int one, int other) {
        return severity(one) >= severity(other) ? one : other;
    }

    private static int severity(int code) {
        return switch (code) {
            case DONE -> 0;
            case PARTIAL -> 1;
            default -> 2;
        };
    }
}
