package dev.lightmeter.server.imports;

import dev.lightmeter.importers.Progress;

/** Tells of the reading of one file after the other as of one reading. */
final class Course implements Progress {

    private final Progress whole;
    private long bytesBefore;
    private long findingsBefore;
    private long findings;

    Course(Progress whole) {
        this.whole = whole;
    }

    /** One more is done. */
    synchronized void passed(long bytes) {
        bytesBefore += bytes;
        findingsBefore += findings;
        findings = 0;
    }

    @Override
    public synchronized void consumed(long bytes) {
        whole.consumed(bytesBefore + bytes);
    }

    @Override
    public synchronized void found(long ofThisFile) {
        findings = ofThisFile;
        whole.found(findingsBefore + findings);
    }
}
