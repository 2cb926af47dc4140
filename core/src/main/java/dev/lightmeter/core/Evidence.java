package dev.lightmeter.core;

/** Evidence that a weakness is or can be exploited. Each lifts the probability to a floor (docs/scoring.md section 3). */
public record Evidence(
        boolean kev, boolean kevRansomware, boolean exploitInKit, boolean exploitVerified, boolean publicExploit) {

    public static final Evidence NONE = new Evidence(false, false, false, false, false);

    private static final int KEV = 1;
    private static final int RANSOMWARE = 2;
    private static final int IN_KIT = 4;
    private static final int VERIFIED = 8;
    private static final int PUBLIC = 16;

    /** In CISA's catalogue of known exploited vulnerabilities, with or without known ransomware use. */
    public boolean knownExploited() {
        return kev || kevRansomware;
    }

    /** Whether anybody can get an exploit: what is in a kit or used in attacks is out there too. */
    public boolean hasExploit() {
        return bits() != 0;
    }

    public Evidence and(Evidence other) {
        return ofBits(bits() | other.bits());
    }

    /** Five bits, for tables and columns; read back by {@link #ofBits}. */
    public int bits() {
        return (kev ? KEV : 0)
                | (kevRansomware ? RANSOMWARE : 0)
                | (exploitInKit ? IN_KIT : 0)
                | (exploitVerified ? VERIFIED : 0)
                | (publicExploit ? PUBLIC : 0);
    }

    public static Evidence ofBits(int bits) {
        return bits == 0
                ? NONE
                : new Evidence(
                        (bits & KEV) != 0,
                        (bits & RANSOMWARE) != 0,
                        (bits & IN_KIT) != 0,
                        (bits & VERIFIED) != 0,
                        (bits & PUBLIC) != 0);
    }
}
