package dev.lightmeter.importers.reading;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.function.Supplier;

/** Content that lies in no file. */
public final class ContentInMemory {

    private ContentInMemory() {}

    public static Content of(String name, byte[] bytes) {
        return of(name, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** Content that is made up while it is read. */
    public static Content of(String name, long bytes, Supplier<InputStream> opened) {
        return new Content(name, bytes, opened::get, Limits.DEFAULT, null);
    }
}
