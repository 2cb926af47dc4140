package dev.lightmeter.storage;

/**
 * What a committed report changed. Counts are of paths on devices: a CVE through two products is two.
 *
 * @param report number of the report in this store, ascending
 * @param findingsUnchanged open before and still there
 * @param threatsChanged true if {@link Store#threats()} may differ from before
 * @param fixesChanged true if {@link Store#fixes()} may differ from before
 * @param aliasesChanged true if {@link Store#aliases()} may differ from before
 * @param touchedSlots devices whose findings or attributes may differ from before, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // may hold a million slots
public record ReportReceipt(
        long report,
        int devicesNew,
        int devicesKnown,
        int findingsNew,
        int findingsUnchanged,
        int findingsFixed,
        boolean threatsChanged,
        boolean fixesChanged,
        boolean aliasesChanged,
        int[] touchedSlots) {

    /** The same about other devices. */
    public ReportReceipt withTouchedSlots(int[] slots) {
        return new ReportReceipt(
                report,
                devicesNew,
                devicesKnown,
                findingsNew,
                findingsUnchanged,
                findingsFixed,
                threatsChanged,
                fixesChanged,
                aliasesChanged,
                slots);
    }
}
