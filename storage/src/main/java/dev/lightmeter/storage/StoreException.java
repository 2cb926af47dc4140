package dev.lightmeter.storage;

/** The world failed the store: the disk, the file, another process. The message is one sentence for the operator. */
public final class StoreException extends RuntimeException {

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
