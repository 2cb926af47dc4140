package dev.lightmeter.cli.report;

import dev.lightmeter.cli.installation.InstallationOption;
import dev.lightmeter.cli.installation.RemoteServerOption;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.server.explanation.Explanations;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.report.AnalystTables;
import dev.lightmeter.server.report.Past;
import dev.lightmeter.server.report.Reports;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes reports. */
@Command(
        name = "report",
        description = "Writes a page for a device group that a manager can read, or tables for analysts.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter report --out organisation.html",
            "  lightmeter report --group \"Domain Controllers\" --out dc.pdf",
            "  lightmeter report --all --out everything.pdf",
            "  lightmeter report --format parquet --out tables/",
            "",
            "Tables are devices, groups and findings, one row each; docs/tables.md tells",
            "their columns."
        })
public final class ReportCommand implements Callable<Integer> {

    private static final String PAGES = "/lightmeter/v1/reports";
    private static final String TABLES = "/lightmeter/v1/tables/";

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "The device group, in any letter case. Default: the organisation.")
    private String group = GroupScore.ORGANISATION;

    @Option(names = "--all", description = "The organisation and every device group, a page each.")
    private boolean all;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to write: a file that ends with .html or .pdf; for tables a folder.")
    private Path out = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "page",
            description = "${COMPLETION-CANDIDATES}. Default: page.")
    private Format format = Format.PAGE;

    @Mixin
    private InstallationOption installation = new InstallationOption();

    @Mixin
    private RemoteServerOption remote = new RemoteServerOption();

    /** What is written. */
    enum Format {
        PAGE,
        CSV,
        PARQUET;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (format == Format.PAGE) {
            writePage(form());
        } else {
            writeTables(format == Format.CSV ? AnalystTables.Form.CSV : AnalystTables.Form.PARQUET);
        }
        return ExitCode.DONE;
    }

    private Reports.Form form() {
        String name = out.toString().toLowerCase(Locale.ROOT);
        for (Reports.Form form : Reports.Form.values()) {
            if (name.endsWith("." + form.name().toLowerCase(Locale.ROOT))) return form;
        }
        throw new ParameterException(spec.commandLine(), "--out must end with .html or .pdf, got " + out);
    }

    private void writePage(Reports.Form form) throws IOException {
        String ending = "." + form.name().toLowerCase(Locale.ROOT);
        String path = all
                ? PAGES + ending
                : PAGES + "/" + URLEncoder.encode(group, StandardCharsets.UTF_8).replace("+", "%20") + ending;
        byte[] page = installation.ask(remote, surroundings, server -> server.bytes(path), opened -> {
            LiveExposure live = opened.exposure();
            Reports reports = new Reports(new Explanations(opened.store(), live::fixes)::names, Past.UNKNOWN);
            return all
                    ? reports.all(live.current(), form)
                    : reports.one(live.current(), group, form)
                            .orElseThrow(() -> new CommandFailure("there is no device group " + group));
        });
        Files.write(out, page);
    }

    private void writeTables(AnalystTables.Form form) throws IOException {
        Files.createDirectories(out);
        for (AnalystTables table : AnalystTables.values()) {
            String file = table.file(form);
            byte[] rows = installation.ask(
                    remote,
                    surroundings,
                    server -> server.bytes(TABLES + file),
                    opened -> table.bytes(opened.exposure().current(), form));
            Files.write(out.resolve(file), rows);
        }
    }
}
