package dev.lightmeter.core;

import java.util.Locale;

/** Where an attacker must stand to use a weakness: the metric AV of CVSS. */
public enum AttackVector {
    UNKNOWN(""),
    NETWORK("N"),
    ADJACENT("A"),
    LOCAL("L"),
    PHYSICAL("P");

    private final String letter;

    AttackVector(String letter) {
        this.letter = letter;
    }

    /** The letter of the CVSS vector; empty for {@link #UNKNOWN}. */
    public String letter() {
        return letter;
    }

    /** True if the weakness counts more on an internet-facing device: from the network, or nobody knows. */
    public boolean reachableFromNetwork() {
        return this == NETWORK || this == UNKNOWN;
    }

    /** Reads the CVSS letter or word ({@code N}, {@code NETWORK}) in any letter case. */
    public static AttackVector parse(String text) {
        return switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "N", "NETWORK" -> NETWORK;
            case "A", "ADJACENT", "ADJACENT_NETWORK" -> ADJACENT;
            case "L", "LOCAL" -> LOCAL;
            case "P", "PHYSICAL" -> PHYSICAL;
            default -> UNKNOWN;
        };
    }

    /** The AV metric inside a CVSS vector of any version, such as {@code CVSS:3.1/AV:N/AC:L/…} or {@code AV:L/…}. */
    public static AttackVector ofVector(String vector) {
        for (int at = 0; at >= 0 && at < vector.length(); at = vector.indexOf('/', at) + 1) {
            if (vector.startsWith("AV:", at) && at + 3 < vector.length()) {
                return ofLetter(vector.charAt(at + 3));
            }
            if (vector.indexOf('/', at) < 0) break;
        }
        return UNKNOWN;
    }

    private static AttackVector ofLetter(char letter) {
        return switch (letter) {
            case 'N', 'n' -> NETWORK;
            case 'A', 'a' -> ADJACENT;
            case 'L', 'l' -> LOCAL;
            case 'P', 'p' -> PHYSICAL;
            default -> UNKNOWN;
        };
    }
}
