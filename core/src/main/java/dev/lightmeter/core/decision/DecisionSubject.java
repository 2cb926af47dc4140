package dev.lightmeter.core.decision;

/** What an exception is about. */
public sealed interface DecisionSubject {

    /** Id of the recommendation or of the weakness. */
    String id();

    /** Everything that a recommendation would remove: {@code va-_-google-_-chrome}, {@code sca-_-scid-20000}. */
    record Recommendation(String id) implements DecisionSubject {
        public Recommendation {
            if (id.isBlank()) throw new IllegalArgumentException("an exception needs the id of a recommendation");
        }
    }

    /** One weakness, through whatever software: {@code CVE-2031-0001}. */
    record Weakness(String id) implements DecisionSubject {
        public Weakness {
            if (id.isBlank()) throw new IllegalArgumentException("an exception needs the id of a weakness");
        }
    }
}
