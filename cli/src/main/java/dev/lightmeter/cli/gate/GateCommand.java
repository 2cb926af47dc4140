package dev.lightmeter.cli.gate;

import dev.lightmeter.cli.installation.InstallationOption;
import dev.lightmeter.cli.installation.RemoteServerOption;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.score.ScoredFiles;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.config.ConfigurationException;
import dev.lightmeter.server.standing.StandingResource;
import dev.lightmeter.server.standing.Standings;
import dev.lightmeter.storage.StoreException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers a pipeline whether a device group is good enough. */
@Command(
        name = "gate",
        description = "Checks a device group against limits: one line, and an exit code that stops a pipeline.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  every limit is met",
            "  4  a limit is not met; the line says which",
            "  5  it cannot be told: no such group, no score, no server. A pipeline",
            "     should stop then too.",
            "",
            "Examples:",
            "  lightmeter gate --max 40 --no-kev trivy.json epss.csv.gz kev.json",
            "  lightmeter gate --group Servers --max 40 --min-coverage 95",
            "  lightmeter gate --group Shop --max 40 --server https://meter.example.org",
            "",
            "A server elsewhere is asked as the client whose LIGHTMETER_TENANT, _CLIENT_ID",
            "and _CLIENT_SECRET stand in the environment, with role Lightmeter.Read.All."
        })
public final class GateCommand implements Callable<Integer> {

    private static final String ROUTE = "/lightmeter/v1/standings";

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Reports and feeds to judge, as lightmeter score takes them, instead of an installation.")
    private List<String> files = List.of();

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "The device group, in any letter case. Default: the organisation.")
    private String group = GroupScore.ORGANISATION;

    @Mixin
    private Limits limits = new Limits();

    @Mixin
    private InstallationOption installation = new InstallationOption();

    @Mixin
    private RemoteServerOption remote = new RemoteServerOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "line",
            description = "${COMPLETION-CANDIDATES}. Default: line.")
    private Format format = Format.LINE;

    /** In which form the answer is printed. */
    enum Format {
        LINE,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public GateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String misuse = limits.misuse();
        if (misuse == null && remote.isGiven() && (!files.isEmpty() || installation.isGiven())) {
            misuse = "--server, --data and files are three places to look; give one";
        }
        if (misuse != null) throw new ParameterException(spec.commandLine(), misuse);
        Verdict verdict = verdict();
        surroundings.out().println(format == Format.JSON ? verdict.json() : verdict.line());
        return verdict.exitCode();
    }

    /** Whatever goes wrong on the way to the scores, the pipeline learns that the question has no answer. */
    private Verdict verdict() {
        try {
            return Reading.of(standings(), group)
                    .<Verdict>map(reading -> new Verdict.Checked(reading, limits.check(reading)))
                    .orElseGet(() -> new Verdict.CannotTell(group, "there is no such device group"));
        } catch (CommandFailure | StoreException | ConfigurationException e) {
            return new Verdict.CannotTell(group, String.valueOf(e.getMessage()));
        }
    }

    private JsonNode standings() {
        if (!files.isEmpty()) return ofFiles();
        return installation.ask(
                remote,
                surroundings,
                server -> server.get(ROUTE, Map.of()),
                opened -> document(opened.exposure().current()));
    }

    /** A score over half of the files is not the one that was asked for. */
    private JsonNode ofFiles() {
        ScoredFiles scored = ScoredFiles.of(files, installation.configuration(), null, surroundings);
        if (scored.exitCode() == ExitCode.FAILED) throw new CommandFailure("not all files could be read");
        return document(scored.board());
    }

    private static JsonNode document(Scoreboard board) {
        Standings standings = Standings.of(board);
        return new JsonMapper().readTree(StandingResource.toJson(standings, standings.all()));
    }
}
