package dev.lightmeter.server.http;

/** Ends the handling of a request with a {@link Problem}. Carries no stack trace: it is an answer and not a fault. */
public sealed class ProblemException extends RuntimeException permits Throttle.Exceeded {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
