package dev.lightmeter.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the races of one run share: their scale, a folder that vanishes afterwards, and somebody who listens. */
final class Course implements AutoCloseable {

    private final Scale scale;
    private final PrintStream out;
    private final Path scratch;
    private final AtomicInteger folders = new AtomicInteger();
    private @Nullable Path largeStore;
    private final Thread cleaning = new Thread(this::deleteScratch);

    Course(Scale scale, PrintStream out) throws IOException {
        this.scale = scale;
        this.out = out;
        this.scratch = Files.createTempDirectory("lightmeter-benchmarks");
        Runtime.getRuntime().addShutdownHook(cleaning); // also when somebody loses patience
    }

    Scale scale() {
        return scale;
    }

    /** Tells whoever waits how far it is. */
    void say(String progress) {
        out.println("  " + progress);
    }

    /** A folder of this name that is not there yet. */
    Path freshFolder(String name) {
        return scratch.resolve(name + "-" + folders.incrementAndGet());
    }

    /** A data folder with the largest fleet in it, made when first asked for. Races may change a few devices in it. */
    Path largeStore() {
        Path known = largeStore;
        if (known == null) {
            known = freshFolder("large-store");
            StoredFleet.write(known, new SyntheticFleet(scale.largestFleet(), scale.findingsPerDevice()), this::say);
            largeStore = known;
        }
        return known;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(cleaning);
        deleteScratch();
    }

    private void deleteScratch() {
        try (Stream<Path> all = Files.walk(scratch)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + scratch, e);
        }
    }
}
