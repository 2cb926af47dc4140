package dev.lightmeter.cli.load;

import dev.lightmeter.cli.installation.Installation;
import dev.lightmeter.cli.installation.OpenedFolder;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.cli.terminal.ProgressLine;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.imports.ImportDocument;
import dev.lightmeter.server.imports.ImportRuns;
import dev.lightmeter.storage.Actor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Brings files into the installation of a data folder; what became of them is the same document either way. */
final class Loading {

    private static final String ROUTE = "/lightmeter/v1/imports";

    private final Surroundings surroundings;
    private final Path folder;

    Loading(Surroundings surroundings, Path folder) {
        this.surroundings = surroundings;
        this.folder = folder;
    }

    JsonNode load(List<InputFile> files) {
        long bytes = files.stream().mapToLong(file -> Math.max(0, file.size())).sum();
        try (ProgressLine progress = new ProgressLine(surroundings)) {
            Progress soFar = progress.begin(what(files), bytes);
            return switch (Installation.in(folder)) {
                case Installation.Served(var base) -> upload(base, files, soFar);
                case Installation.Free() -> write(files, soFar);
            };
        }
    }

    private JsonNode upload(URI base, List<InputFile> files, Progress progress) {
        try (RunningServer server = RunningServer.at(base, folder, surroundings.clock())) {
            Upload upload = new Upload(files, progress::consumed);
            return server.post(ROUTE, upload.query(), upload::open);
        }
    }

    private JsonNode write(List<InputFile> files, Progress progress) {
        Clock clock = surroundings.clock();
        try (OpenedFolder opened = OpenedFolder.atOrNew(folder, clock)) {
            ImportRuns runs =
                    new ImportRuns(opened.store(), new AuditLog(opened.store().journal(), clock), clock);
            ImportRuns.Ended ended = runs.run(opened.imports(), Actor.COMMAND_LINE, what(files), files, progress);
            return new JsonMapper().readTree(ImportDocument.toJson(ended.imports()));
        }
    }

    private static String what(List<InputFile> files) {
        return files.size() == 1 ? files.getFirst().name() : files.size() + " files";
    }
}
