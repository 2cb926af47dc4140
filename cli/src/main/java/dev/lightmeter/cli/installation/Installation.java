package dev.lightmeter.cli.installation;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.storage.DataFolder;
import dev.lightmeter.storage.DataFolder.Holder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How to get at what lies in a data folder: through the server that holds it, or directly. */
public sealed interface Installation {

    /** A server holds the folder and answers here. */
    record Served(URI base) implements Installation {}

    /** Nobody holds the folder; it may not exist yet. */
    record Free() implements Installation {}

    /** Looks who holds a folder. A {@link CommandFailure} if it is a process that nobody can talk to. */
    static Installation in(Path folder) {
        Optional<Holder> holder = Files.isDirectory(folder) ? DataFolder.holder(folder) : Optional.empty();
        if (holder.isEmpty()) return new Free();
        return holder.get()
                .address()
                .<Installation>map(Served::new)
                .orElseThrow(() -> new CommandFailure(
                        "the data folder " + folder + " is in use by " + holder.get() + "; try again when it is done"));
    }
}
