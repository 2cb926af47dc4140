package dev.lightmeter.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an installation does by itself: it notices a new day, tells people, looks for newer feeds, takes files out of a folder and pulls from a tenant if the operator wants that. */
final class Jobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** One alarm set for midnight would ring at a wrong time once the clock is corrected or the machine has slept. */
    private static final Duration BETWEEN_LOOKS_AT_THE_CLOCK = Duration.ofSeconds(10);

    /** Downloads and deliveries take long, and the day must not wait for them. */
    private static final int THREADS = 4;

    static final Duration BETWEEN_LOOKS_AT_THE_SCORES = Duration.ofSeconds(1);

    /** A file that did not grow for so long is taken for complete. */
    static final Duration BETWEEN_LOOKS_AT_THE_FOLDER = Duration.ofSeconds(5);

    private final ScheduledExecutorService threads;

    private Jobs(ScheduledExecutorService threads) {
        this.threads = threads;
    }

    /**
     * Starts the jobs.
     *
     * @param takeDay devices go stale and exceptions expire at midnight UTC, even if nothing else happens
     * @param jobs what is done every so often; the first time comes at once
     */
    static Jobs start(Runnable takeDay, List<Job> jobs) {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(
                THREADS, Thread.ofPlatform().daemon().name("job").factory());
        long seconds = BETWEEN_LOOKS_AT_THE_CLOCK.toSeconds();
        var _ = threads.scheduleWithFixedDelay(logged("day", takeDay), seconds, seconds, TimeUnit.SECONDS);
        for (Job job : jobs) {
            job.every().ifPresent(every -> {
                var _ = threads.scheduleWithFixedDelay(
                        logged(job.name(), job.run()), 0, every.toSeconds(), TimeUnit.SECONDS);
            });
        }
        return new Jobs(threads);
    }

    /**
     * Something that is done every so often.
     *
     * @param every empty for never
     */
    record Job(String name, Optional<Duration> every, Runnable run) {}

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** A scheduled task that throws would never run again. */
    private static Runnable logged(String event, Runnable job) {
        return () -> {
            try {
                job.run();
            } catch (RuntimeException e) {
                LOG.error("event={} outcome=failed", event, e);
            }
        };
    }
}
