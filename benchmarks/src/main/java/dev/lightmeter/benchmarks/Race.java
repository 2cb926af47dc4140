package dev.lightmeter.benchmarks;

import java.util.List;

/** One question about speed, answered by letting contestants run on the same data in turn. */
interface Race {

    /** The word for it on the command line. */
    String id();

    /** Heading of its section on the page. */
    String title();

    /** What runs, on what, and what is measured: one paragraph for the page. */
    String about();

    /** Runs it. What the machine lacks for it is a {@link CannotRun}. */
    Result run(Course course) throws Exception;

    /** The tables and the targets of one run. */
    record Result(List<Table> tables, List<Target> targets) {

        public Result {
            tables = List.copyOf(tables);
            targets = List.copyOf(targets);
        }
    }

    /** A race cannot take place here; the message says what is missing. */
    final class CannotRun extends Exception {

        private static final long serialVersionUID = 1;

        CannotRun(String message) {
            super(message);
        }
    }
}
