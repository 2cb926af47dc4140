package dev.lightmeter.importers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.decision.Decisions;
import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.importers.ImportResult.Complete;
import dev.lightmeter.importers.ImportResult.Partial;
import dev.lightmeter.importers.ImportResult.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Files written by a test, and everything that is read from them. */
public final class TextFiles {

    public final RecordingSink sink = new RecordingSink();
    public final List<VexDocument> documents = new ArrayList<>();
    public final List<InputFile> files = new ArrayList<>();
    private final Path folder;

    public TextFiles(Path folder) {
        this.folder = folder;
    }

    public TextFiles with(String name, String text) throws IOException {
        return with(name, text.getBytes(UTF_8));
    }

    public TextFiles with(String name, byte[] bytes) throws IOException {
        Path path = folder.resolve(name);
        Files.write(path, bytes);
        files.add(new InputFile(name, path));
        return this;
    }

    public Intake intake() {
        return Intake.of(files);
    }

    /** Reads the only report, feed or document of statements. */
    public ImportResult read() {
        Intake intake = intake();
        if (!intake.refused().isEmpty())
            throw new AssertionError(intake.refused().toString());
        if (intake.reports().size()
                        + intake.feeds().size()
                        + intake.statements().size()
                != 1) {
            throw new AssertionError(intake.toString());
        }
        if (!intake.statements().isEmpty()) {
            return intake.statements().getFirst().read(documents::add, Progress.NONE);
        }
        return intake.feeds().isEmpty()
                ? intake.reports().getFirst().read(sink, Progress.NONE)
                : intake.feeds().getFirst().read(sink, Progress.NONE);
    }

    /** What is reported of bad rows. */
    public List<String> skipped() {
        return switch (read()) {
            case Complete _ -> List.of();
            case Partial partial ->
                partial.skipped().rows().stream().map(Object::toString).toList();
            case Refused(String why) -> throw new AssertionError(why);
        };
    }

    /** What the paths of the only report count as under all statements, in the order of its findings. */
    public List<FindingPath> decided() {
        Intake intake = intake();
        intake.reports().getFirst().read(sink, Progress.NONE);
        intake.statements().forEach(statements -> statements.read(documents::add, Progress.NONE));
        LocalDate day = LocalDate.EPOCH;
        Decisions decisions = Decisions.of(List.of(), documents, Parameters.DEFAULT, day);
        return sink.findings.stream()
                .map(finding -> decisions.over(device(finding.device()), 0, finding.weakness(), finding.path()))
                .toList();
    }

    private Device device(String id) {
        String name = sink.devices.stream()
                .filter(device -> device.id().equals(id) && device.name() != null)
                .map(ReportedDevice::name)
                .findFirst()
                .orElse(id);
        return new Device(id, name, List.of(), "", "", DeviceValue.NORMAL, false, false, null, null, List.of());
    }

    /** Why the file is refused while it is read. */
    public String refusal() {
        return read() instanceof Refused(String why) ? why : "not refused";
    }
}
