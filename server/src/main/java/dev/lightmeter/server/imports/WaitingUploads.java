package dev.lightmeter.server.imports;

import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads that nobody waits for, read one after the other. */
final class WaitingUploads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingUploads.class);

    /** They lie on the disk meanwhile. */
    private static final int MOST = 100;

    private static final int SECONDS_TO_END = 30;

    private final ThreadPoolExecutor reader = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST),
            Thread.ofVirtual().name("upload").factory());

    /** Reads an upload when its turn comes; a problem with status 503 if too many are waiting. */
    void add(Runnable upload) {
        try {
            reader.execute(() -> readLogged(upload));
        } catch (RejectedExecutionException e) {
            throw new ProblemException(
                    Problem.unavailable(MOST + " uploads are waiting already; try again when some of them are read"));
        }
    }

    /** What fails here has nobody else to tell. */
    private static void readLogged(Runnable upload) {
        try {
            upload.run();
        } catch (RuntimeException e) {
            LOG.error("event=upload outcome=failed", e);
        }
    }

    /** Those that wait are cut off; the one that is being read gets a while to end. */
    @Override
    public void close() {
        reader.getQueue().clear();
        reader.shutdown();
        try {
            if (!reader.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) LOG.warn("event=upload outcome=cut-off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
