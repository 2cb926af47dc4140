package dev.lightmeter.server.imports;

import dev.lightmeter.core.report.Feed;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.storage.ImportRun;
import dev.lightmeter.storage.Journal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes uploaded files: reports and feeds alike, one file as it is or several in a bundle; and tells what became of earlier
 * uploads. A body is spooled to disk first, because recognition and reading each need a fresh look at it.
 */
public final class ImportResource implements AutoCloseable {

    /** Writing what everybody sees takes a permission of its own. */
    public static final Access ACCESS = Access.needs(Permission.of("Lightmeter.Import.All", "Lightmeter.Import"));

    private static final Access READ = Access.needs(Permission.READ);
    private static final String PATH = "/lightmeter/v1/imports";
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private static final String RESULT = """
            {"imports":[{"files":["trivy.json"],"format":"trivy","version":"2",
              "recognisedBy":["SchemaVersion","ArtifactName"],"bytes":482113,"milliseconds":290,
              "outcome":"report","source":"trivy","devicesNew":1,"devicesKnown":0,
              "findingsNew":214,"findingsUnchanged":0,"findingsFixed":0,
              "weaknesses":180,"withoutCve":3,"withoutEpss":21,"withoutCvss":14,
              "records":214,"skipped":0,"skippedByReason":{},"skippedRows":[]}]}
            """;

    private static final String RUN = """
            "id":12,"name":"trivy.json","state":"finished","bytes":48211,
              "by":{"kind":"application","appId":"5f0d…","objectId":"9b1c…","user":""},
              "startedAt":"2026-03-04T05:06:07.120Z","finishedAt":"2026-03-04T05:06:07.410Z","milliseconds":290,
              "reports":1,"feeds":0,"refused":0""";

    private final Supplier<FileImports> imports;
    private final ImportRuns runs;
    private final Journal journal;
    private final Path spoolFolder;
    private final long mostBytes;
    private final WaitingUploads waiting = new WaitingUploads();

    /**
     * Serves one installation.
     *
     * @param imports asked before anything of an upload is read, so that it can say that none can be taken yet
     * @param mostBytes a longer body is refused
     */
    public ImportResource(
            Supplier<FileImports> imports, ImportRuns runs, Journal journal, Path spoolFolder, long mostBytes) {
        this.imports = imports;
        this.runs = runs;
        this.journal = journal;
        this.spoolFolder = spoolFolder;
        this.mostBytes = mostBytes;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(PATH, ACCESS, this::upload)
                        .about("Takes a report or a feed; the body is the file")
                        .takes("name", ParameterType.TEXT, "what messages call the file")
                        .takes("bundle", ParameterType.TRUTH, "true if the body is a zip that carries several files")
                        .takes(
                                "wait",
                                ParameterType.TRUTH,
                                "false to get 202 at once, with the address that tells the rest")
                        .answers(200, RESULT),
                Route.get(PATH, READ, this::list)
                        .about("Earlier uploads, newest first")
                        .takes("before", ParameterType.NUMBER, "only uploads with smaller ids; the next link uses it")
                        .takes("top", ParameterType.NUMBER, "how many, 1 to 500; 50 without it")
                        .answers(200, "{\"imports\":[{" + RUN + "}],\"nextLink\":null}"),
                Route.get(PATH + "/{id}", READ, this::one)
                        .about("One upload and what became of each of its files")
                        .answers(200, "{" + RUN + ",\n \"result\":" + RESULT.strip() + "}"));
    }

    /** Deletes what uploads left behind when the process before was killed; for the start, before anybody can upload. */
    public void clearSpool() {
        try {
            Spool.clear(spoolFolder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of uploads cannot be cleared", e);
        }
    }

    /** Lets the upload that is being read come to its end, for a while. */
    @Override
    public void close() {
        waiting.close();
    }

    /**
     * {@code name} in the query is what messages call the file. With {@code bundle=true} the body is a zip that only
     * carries several files, whatever they are, and messages call each by its name in there.
     */
    private Reply upload(Call call) {
        call.callerWhoSeesEverything(); // a report may be about any device, and move it to another device group
        FileImports into = imports.get();
        boolean wait =
                call.query().first("wait").filter("false"::equalsIgnoreCase).isEmpty();
        String name = call.query()
                .first("name")
                .map(ImportResource::oneLine)
                .filter(given -> !given.isBlank())
                .orElse("upload");
        Spool spool = spool();
        boolean handedOver = false;
        try {
            List<InputFile> files = take(call, spool, name);
            ImportRun run = runs.begin(AuditLog.actor(call.knownCaller()), name, files);
            if (wait) return ended(call, runs.run(run, into, files, Progress.NONE));
            later(run, into, files, spool);
            handedOver = true;
            return accepted(call, run);
        } catch (IOException e) {
            throw new UncheckedIOException("the upload could not be spooled", e);
        } finally {
            if (!handedOver) spool.close();
        }
    }

    /** Takes a file that must be an edition of one feed and nothing else. */
    public Reply uploadFeed(Call call, Feed feed) {
        FileImports into = imports.get();
        var actor = AuditLog.actor(call.callerWhoSeesEverything());
        try (Spool spool = spool()) {
            List<InputFile> files = List.of(spool.take(feed.wire(), call.bodyStream()));
            Intake intake = Intake.of(files);
            if (intake.feeds().stream().anyMatch(pending -> pending.feed() != feed)
                    || !intake.reports().isEmpty()
                    || !intake.statements().isEmpty()) {
                throw new ProblemException(
                        Problem.badRequest("The body is not an edition of " + feed.wire() + "; nothing was stored"));
            }
            return ended(call, runs.run(into, actor, feed.wire(), files, Progress.NONE));
        } catch (IOException e) {
            throw new UncheckedIOException("the upload could not be spooled", e);
        }
    }

    private Spool spool() {
        try {
            return new Spool(spoolFolder, mostBytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of uploads cannot be made", e);
        }
    }

    private List<InputFile> take(Call call, Spool spool, String name) throws IOException {
        InputStream body = call.bodyStream();
        boolean bundle =
                call.query().first("bundle").filter("true"::equalsIgnoreCase).isPresent();
        return bundle ? spool.takeBundle(body) : List.of(spool.take(name, body));
    }

    private void later(ImportRun run, FileImports into, List<InputFile> files, Spool spool) {
        try {
            waiting.add(() -> {
                try (spool) {
                    runs.run(run, into, files, Progress.NONE);
                }
            });
        } catch (ProblemException e) {
            runs.giveUp(run);
            throw e;
        }
    }

    private static String oneLine(String name) {
        return name.replaceAll("\\p{Cntrl}+", " ");
    }

    private static Reply ended(Call call, ImportRuns.Ended ended) {
        boolean allRefused = ended.imports().stream().allMatch(FileImport::isRefused);
        return Reply.json(allRefused ? 422 : 200, ImportDocument.toJson(ended.imports()))
                .withHeader("Location", address(call, ended.run()));
    }

    private Reply accepted(Call call, ImportRun run) {
        return Reply.json(202, Json.object(json -> ImportRunDocument.write(json, run, true)))
                .withHeader("Location", address(call, run));
    }

    private Reply list(Call call) {
        var _ = call.callerWhoSeesEverything();
        long before = call.number("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
        int top = (int) call.number("top", USUAL, 1, MOST);
        List<ImportRun> page = journal.importRuns(before, top);
        return Reply.json(200, Json.object(json -> {
            json.writeName("imports");
            json.writeStartArray();
            for (ImportRun run : page) {
                json.writeStartObject();
                ImportRunDocument.write(json, run, runs.isGoing(run));
                json.writeEndObject();
            }
            json.writeEndArray();
            if (page.size() < top) {
                json.writeNullProperty("nextLink");
            } else {
                json.writeStringProperty(
                        "nextLink",
                        call.baseUrl() + PATH + "?top=" + top + "&before="
                                + page.getLast().number());
            }
        }));
    }

    private Reply one(Call call) {
        var _ = call.callerWhoSeesEverything();
        String id = call.parameter("id");
        ImportRun run = (id.matches("[1-9][0-9]{0,17}")
                        ? journal.importRun(Long.parseLong(id))
                        : Optional.<ImportRun>empty())
                .orElseThrow(
                        () -> new ProblemException(Problem.unknownResource("There is no upload with the id " + id)));
        return Reply.json(200, Json.object(json -> {
            ImportRunDocument.write(json, run, runs.isGoing(run));
            ImportRunDocument.writeResult(json, run);
        }));
    }

    private static String address(Call call, ImportRun run) {
        return call.baseUrl() + PATH + "/" + run.number();
    }
}
