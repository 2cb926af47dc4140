package dev.lightmeter.importers.scanner;

import dev.lightmeter.importers.reading.Json;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * A file with one JSON object on each line, cut at line ends into chunks that several threads parse. Each thread fetches its
 * next chunk itself, so memory is one chunk for each thread.
 */
final class ParallelLines {

    private static final int CHUNK = 1 << 20;
    private static final int LONGEST_LINE = 1 << 24;
    private static final int MOST_THREADS = 8;

    private final int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());

    /** Guards what follows. */
    private final Object lock = new Object();

    private final InputStream in;
    private byte[] rest = new byte[0];
    private int chunks;
    private boolean ended;
    /** Lines of each chunk, known when it has been parsed: the number of a line is told when all before it have been. */
    private final Map<Integer, Integer> lines = new HashMap<>();

    private @Nullable BrokenLine firstBroken;

    ParallelLines(InputStream in) {
        this.in = in;
    }

    /** Reads all lines. The first thing that goes wrong in any thread stops them all and comes out of here. */
    void read(Function<Tally, DefenderRows> rowsOfThread, Tally tally) throws IOException {
        List<Tally> tallies = new ArrayList<>();
        List<Callable<Void>> works = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Tally own = new Tally();
            tallies.add(own);
            works.add(() -> work(rowsOfThread.apply(own)));
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (Future<Void> work : executor.invokeAll(works)) await(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableException("the reading was interrupted");
        }
        synchronized (lock) {
            if (firstBroken != null)
                throw new UnreadableException(place(firstBroken.chunk, firstBroken.line), firstBroken.reason);
        }
        tally.add(tallies);
    }

    private static void await(Future<Void> work) throws IOException, InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException unreadable -> throw unreadable;
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private Void work(DefenderRows rows) throws IOException {
        Chunk chunk = new Chunk();
        try {
            while (next(chunk)) parse(chunk, rows);
            rows.finish();
            return null;
        } catch (IOException | RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    private void parse(Chunk chunk, DefenderRows rows) throws IOException {
        try (JsonParser parser = Json.parser(chunk.bytes, 0, chunk.length)) {
            try {
                parse(parser, chunk.number, rows);
            } catch (JacksonException e) {
                broken(new BrokenLine(chunk.number, parser.currentLocation().getLineNr(), reason(e)));
            }
        }
    }

    private void parse(JsonParser parser, int chunk, DefenderRows rows) throws IOException {
        while (parser.nextToken() != null) {
            int line = parser.currentTokenLocation().getLineNr();
            rows.read(parser, ((long) chunk << 32) + line, () -> place(chunk, line));
        }
        parsed(chunk, parser.currentLocation().getLineNr() - 1);
    }

    private static String reason(JacksonException e) {
        return e instanceof UnexpectedEndOfInputException
                ? "the record does not end on its line; is the file truncated?"
                : UnreadableException.reason(e);
    }

    private void parsed(int chunk, int lineEnds) {
        synchronized (lock) {
            lines.put(chunk, lineEnds);
        }
    }

    /** Chunks before this one may still be in work, and one of them may be broken too: the first one is told. */
    private void broken(BrokenLine broken) {
        synchronized (lock) {
            ended = true;
            if (firstBroken == null || broken.chunk < firstBroken.chunk) firstBroken = broken;
        }
    }

    private void stop() {
        synchronized (lock) {
            ended = true;
        }
    }

    private String place(int chunk, int line) {
        synchronized (lock) {
            long before = 0;
            for (int i = 0; i < chunk; i++) before += lines.getOrDefault(i, 0);
            return "line " + (before + line);
        }
    }

    private boolean next(Chunk chunk) throws IOException {
        synchronized (lock) {
            if (ended) return false;
            chunk.startWith(rest);
            int end = -1;
            while (end < 0) {
                chunk.length += in.readNBytes(chunk.bytes, chunk.length, chunk.bytes.length - chunk.length);
                ended = chunk.length < chunk.bytes.length;
                end = ended ? chunk.length : chunk.lastLineEnd();
                if (end < 0) chunk.grow();
            }
            rest = Arrays.copyOfRange(chunk.bytes, end, chunk.length);
            chunk.length = end;
            chunk.number = chunks++;
            return chunk.length > 0;
        }
    }

    private record BrokenLine(int chunk, int line, String reason) {}

    private static final class Chunk {

        private byte[] bytes = new byte[CHUNK];
        private int length;
        private int number;

        void startWith(byte[] first) {
            if (first.length >= bytes.length) bytes = new byte[first.length * 2];
            System.arraycopy(first, 0, bytes, 0, first.length);
            length = first.length;
        }

        /** Index behind the last line end; -1 if there is none. */
        int lastLineEnd() {
            for (int i = length; i > 0; i--) {
                if (bytes[i - 1] == '\n') return i;
            }
            return -1;
        }

        void grow() throws IOException {
            if (length >= LONGEST_LINE) {
                throw new UnreadableException("a line is longer than " + LONGEST_LINE + " bytes, which no record is");
            }
            bytes = Arrays.copyOf(bytes, length * 2);
        }
    }
}
