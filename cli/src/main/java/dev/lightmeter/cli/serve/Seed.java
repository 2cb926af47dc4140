package dev.lightmeter.cli.serve;

import dev.lightmeter.cli.load.FilesArgument;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.imports.FileImport;
import dev.lightmeter.server.imports.FileImport.Outcome;
import dev.lightmeter.server.imports.FileImports;
import dev.lightmeter.storage.Store;
import java.util.List;

/** The files that a server starts from, so that tests of other programs find the same fleet each time. */
final class Seed {

    private final List<InputFile> files;

    /** Finds the files; a {@link CommandFailure} says which one is not there. */
    Seed(List<String> names, Surroundings surroundings) {
        this.files = FilesArgument.files(names, surroundings);
    }

    /** Reads all files into a store that is empty; a {@link CommandFailure} if it is not, or if a file is refused. */
    void into(Store store) {
        if (!store.feeds().isEmpty() || hasDevices(store)) {
            throw new CommandFailure("a seed needs an empty data folder: name another one with --data, or none");
        }
        for (FileImport each : new FileImports(store).run(Intake.of(files), Progress.NONE)) {
            if (each.outcome() instanceof Outcome.Refused(var why)) throw new CommandFailure(why);
        }
    }

    private static boolean hasDevices(Store store) {
        boolean[] any = {false};
        store.forEachDevice(new int[] {0}, device -> any[0] = true);
        return any[0];
    }
}
