package dev.lightmeter.importers.reading;

import java.io.ByteArrayInputStream;

/** Content that lies in no file. */
public final class ContentInMemory {

    private ContentInMemory() {}

    public static Content of(String name, byte[] bytes) {
        return new Content(name, bytes.length, () -> new ByteArrayInputStream(bytes), Limits.DEFAULT, null);
    }
}
