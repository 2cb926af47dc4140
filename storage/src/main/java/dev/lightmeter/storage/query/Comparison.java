package dev.lightmeter.storage.query;

/** How one value is compared with another. */
public enum Comparison {
    EQ("="),
    NE("<>"),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    private final String sql;

    Comparison(String sql) {
        this.sql = sql;
    }

    /** True if only equal values can be told from others, not lesser from greater. */
    public boolean isEquality() {
        return this == EQ || this == NE;
    }

    /** The comparison that says the same with its sides exchanged. */
    public Comparison mirrored() {
        return switch (this) {
            case EQ, NE -> this;
            case LT -> GT;
            case LE -> GE;
            case GT -> LT;
            case GE -> LE;
        };
    }

    /** Whether it holds, given how the left side stands to the right one. */
    boolean holds(int order) {
        return switch (this) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    String sql() {
        return sql;
    }
}
