package dev.lightmeter.importers;

import dev.lightmeter.importers.feed.ThreatFeedFormat;
import dev.lightmeter.importers.feed.ThreatFeeds;
import dev.lightmeter.importers.scanner.ScannerFormat;
import dev.lightmeter.importers.scanner.ScannerFormats;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/** The small file of each format that its contract tests read. */
public final class Samples {

    private Samples() {}

    /** Ids of all formats. */
    public static Stream<String> ids() {
        return Stream.concat(
                ScannerFormats.ALL.stream().map(ScannerFormat::id),
                ThreatFeeds.ALL.stream().map(ThreatFeedFormat::id));
    }

    public static byte[] of(String id) {
        return resource(id + ending(id));
    }

    static byte[] withABadRow(String id) {
        return resource(id + "-bad-row" + ending(id));
    }

    static boolean isTable(String id) {
        return id.endsWith("-csv");
    }

    /** Place and reason that the importer gives for the bad row. */
    static String badRow(String id) {
        Properties properties = new Properties();
        try (InputStream in = Samples.class.getResourceAsStream("samples/bad-rows.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(id);
    }

    /** A file with these bytes, under a name that tells nothing. */
    public static InputFile file(Path folder, byte[] bytes) throws IOException {
        Path path = Files.createTempFile(folder, "file", ".tmp");
        Files.write(path, bytes);
        return new InputFile("given", path);
    }

    private static String ending(String id) {
        if (isTable(id)) return ".csv";
        return Samples.class.getResource("samples/" + id + ".xml") == null ? ".json" : ".xml";
    }

    private static byte[] resource(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("samples/" + name)) {
            if (in == null) throw new AssertionError("a format needs a sample: there is no samples/" + name);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
