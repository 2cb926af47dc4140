package dev.lightmeter.cli.exception;

import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes an exception. */
@Command(
        name = "add",
        description = "Makes an exception, and tells what it does to the scores.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nWhat it counts:%n",
        footer = {
            "  third_party_control, alternate_mitigation   a quarter of the hazard is left",
            "  risk_accepted, planned_remediation          all of it is: known, not gone",
            "  no_patch                                    all of it is; for a CVE alone",
            "",
            "Examples:",
            "  lightmeter exceptions add --recommendation va-_-google-_-chrome \\",
            "      --justification third_party_control --until 2026-12-31 --preview",
            "  lightmeter exceptions add --cve CVE-2024-3094 --justification no_patch \\",
            "      --group Servers --group \"Domain Controllers\" --note \"not reachable\""
        })
public final class AddExceptionCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private Desk desk = new Desk();

    @ArgGroup(multiplicity = "1")
    private Excepted excepted = new Excepted();

    /** What the exception is about: the one or the other. */
    static final class Excepted {
        @Option(
                names = "--recommendation",
                paramLabel = "ID",
                description = "All that this recommendation would remove.")
        private @Nullable String recommendation;

        @Option(names = "--cve", paramLabel = "ID", description = "This weakness, through whatever software.")
        private @Nullable String weakness;
    }

    @Option(
            names = "--justification",
            paramLabel = "WORD",
            required = true,
            description = "third_party_control, alternate_mitigation, risk_accepted, planned_remediation or no_patch.")
    private String justification = "";

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "A device group for which it holds; may be repeated. Default: everywhere.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--from", paramLabel = "DAY", description = "Its first day (UTC). Default: today.")
    private @Nullable LocalDate from;

    @Option(names = "--until", paramLabel = "DAY", description = "Its last day (UTC). Default: it does not end.")
    private @Nullable LocalDate until;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for whoever asks later.")
    private @Nullable String note;

    @Option(names = "--preview", description = "Only tells what it would do to the scores.")
    private boolean preview;

    public AddExceptionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        JsonNode decided = desk.add(surroundings, wanted(), preview ? Desk.Making.PREVIEW : Desk.Making.FOR_GOOD);
        if (desk.format() == Desk.Format.JSON) {
            surroundings.out().println(decided.toPrettyString());
            return ExitCode.DONE;
        }
        if (!preview) {
            ExceptionWords made = new ExceptionWords(decided);
            surroundings
                    .screen()
                    .line("  exception " + made.id() + ": " + made.excepted() + ", " + made.scope() + ", "
                            + made.when());
        }
        Effect.print(decided, surroundings.screen());
        return ExitCode.DONE;
    }

    private byte[] wanted() {
        ObjectNode wanted = new JsonMapper().createObjectNode();
        if (excepted.recommendation != null) wanted.put("recommendationId", excepted.recommendation);
        if (excepted.weakness != null) wanted.put("cveId", excepted.weakness);
        wanted.put("justification", justification);
        if (!groups.isEmpty()) {
            ArrayNode names = wanted.putArray("deviceGroups");
            groups.forEach(names::add);
        }
        if (from != null) wanted.put("firstDay", from.toString());
        if (until != null) wanted.put("lastDay", until.toString());
        if (note != null) wanted.put("note", note);
        return wanted.toString().getBytes(StandardCharsets.UTF_8);
    }
}
