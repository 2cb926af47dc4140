package dev.lightmeter.importers;

/** Hears how far the reading has come, for a progress bar. May be called from several threads, one at a time. */
@FunctionalInterface
public interface Progress {

    /** Nobody watches. */
    Progress NONE = bytes -> {};

    /**
     * The reading has come this far.
     *
     * @param bytes of the files as they lie there (packed files count packed), from the beginning; never falls
     */
    void consumed(long bytes);

    /**
     * So many findings were handed on.
     *
     * @param findings from the beginning; never falls
     */
    default void found(long findings) {} // a bar of bytes does without
}
