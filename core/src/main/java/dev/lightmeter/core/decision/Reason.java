package dev.lightmeter.core.decision;

/** A decision that bears on a path, for somebody who asks why it counts as it does. */
public sealed interface Reason {

    /** The newest fitting statement, in its document. */
    record Stated(VexDocument document, VexStatement statement) implements Reason {}

    /** An exception that holds, be it the one that lowers most or not. */
    record Excepted(RiskException exception) implements Reason {}
}
