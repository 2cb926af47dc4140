package dev.lightmeter.cli.terminal;

import dev.lightmeter.importers.Progress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far the reading of a file has come. Elsewhere it is silent: results are told at the end. */
public final class ProgressLine implements AutoCloseable {

    /** Below this nobody sees a bar before it is gone. */
    private static final long WORTH_A_BAR = 4 << 20;

    /** Leaves room in 80 columns for the bar, both rates and the time left. */
    private static final int NAME_WIDTH = 18;

    private static final int UPDATE_MILLIS = 100;
    private static final int WIDEST = 100;

    private final Surroundings surroundings;
    private @Nullable ProgressBar bar;

    public ProgressLine(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Begins the next file; how far its reading has come is to be told to the answer. */
    public Progress begin(String file, long bytes) {
        close();
        if (!surroundings.errIsTerminal() || bytes < WORTH_A_BAR) return Progress.NONE;
        ProgressBar started = new ProgressBarBuilder()
                .setTaskName(shortened(Printable.of(file)))
                .setInitialMax(bytes)
                .setUnit("MB", 1 << 20)
                .showSpeed()
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(
                        System.err, Math.min(WIDEST, surroundings.messages().columns())))
                .build();
        bar = started;
        return new Shown(started);
    }

    /** Bytes move the bar, which tells their rate and the time left; the rate of findings stands beside it. */
    private record Shown(ProgressBar bar) implements Progress {

        @Override
        public void consumed(long bytes) {
            bar.stepTo(bytes);
        }

        @Override
        public void found(long findings) {
            long millis = bar.getElapsedAfterStart().toMillis();
            if (findings > 0 && millis > UPDATE_MILLIS) {
                bar.setExtraMessage(" " + shortened(findings * 1000 / millis) + " findings/s");
            }
        }

        private static String shortened(long rate) {
            return rate < 10_000 ? Points.count(rate) : Points.count(rate / 1000) + "k";
        }
    }

    /** Takes the bar away. */
    @Override
    public void close() {
        ProgressBar shown = bar;
        if (shown != null) shown.close();
        bar = null;
    }

    /** The end of a long path tells more than its beginning. */
    private static String shortened(String file) {
        return file.length() <= NAME_WIDTH ? file : "…" + file.substring(file.length() - NAME_WIDTH + 1);
    }
}
