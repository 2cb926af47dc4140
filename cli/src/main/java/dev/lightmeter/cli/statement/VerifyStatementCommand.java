package dev.lightmeter.cli.statement;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.score.ScoredFiles;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.statement.Envelope;
import dev.lightmeter.server.statement.ScoreStatement;
import dev.lightmeter.server.statement.StatementKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verifies a statement. */
@Command(
        name = "verify",
        description = "Tells whether a statement is what the holder of a key signed, and whether its scores are right.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  it is; with --recompute also: the inputs give these very numbers",
            "  4  it is not",
            "",
            "Examples:",
            "  lightmeter statement verify scores.dsse.json --key our-lightmeter.pem",
            "  lightmeter statement verify scores.dsse.json --key our-lightmeter.pem \\",
            "    --recompute exports/ epss.csv.gz kev.json"
        })
public final class VerifyStatementCommand implements Callable<Integer> {

    private static final int MOST_DIFFERENCES = 20;
    private static final long LONGEST = 64L << 20;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "STATEMENT", description = "The file with the signed statement.")
    private Path statement = Path.of("");

    @Option(
            names = "--key",
            required = true,
            paramLabel = "PEM",
            description = "The public key of whoever should have signed, from someone you trust.")
    private Path key = Path.of("");

    @Option(
            names = "--recompute",
            arity = "1..*",
            paramLabel = "FILE",
            description = "The reports and feeds that went in; the scores are computed from them once more.")
    private List<String> inputs = List.of();

    @Option(
            names = "--groups",
            paramLabel = "YAML",
            description = "With --recompute: the ranked rules of device groups, where some were in force.")
    private @Nullable Path groups;

    public VerifyStatementCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PublicKey signer = StatementKey.publicKey(text(key))
                .orElseThrow(() -> new CommandFailure(
                        "the file " + key + " holds no public Ed25519 key; lightmeter statement key prints one"));
        Optional<Envelope> envelope = Envelope.parse(text(statement));
        if (envelope.isEmpty()) return refused("it is not an envelope as Lightmeter writes it, byte for byte");
        if (!envelope.get().isSignedBy(signer)) return refused("the holder of " + key + " has not signed this");
        JsonNode told = new JsonMapper().readTree(envelope.get().payload());
        if (!ScoreStatement.isOne(
                told.path("_type").asString(""), told.path("predicateType").asString(""))) {
            return refused("what was signed is no statement of scores");
        }
        PrintWriter out = surroundings.out();
        JsonNode predicate = told.path("predicate");
        out.println("signed by " + StatementKey.idOf(signer));
        out.println("as of " + predicate.path("asOf").asString() + ", "
                + Points.count(predicate.path("fleet").path("devices").asLong()) + " devices, model "
                + predicate.path("parameters").path("version").asString());
        out.println(
                "organisation " + predicate.path("organisation").path("score").asString("without a score"));
        return inputs.isEmpty() ? ExitCode.DONE : recompute(told);
    }

    private int recompute(JsonNode told) {
        Instant asOf = Instant.parse(told.path("predicate").path("asOf").asString());
        ScoredFiles scored = ScoredFiles.asStored(inputs, groups, asOf, surroundings);
        JsonNode computed = new JsonMapper().readTree(ScoreStatement.payload(scored.board()));
        List<String> differences = Difference.between(told, computed);
        if (differences.isEmpty()) {
            surroundings.out().println("recomputed: every number is the same");
            return ExitCode.DONE;
        }
        differences.stream().limit(MOST_DIFFERENCES).forEach(surroundings.out()::println);
        int more = differences.size() - MOST_DIFFERENCES;
        if (more > 0) surroundings.out().println("and " + more + " more");
        return refused("these inputs give other numbers");
    }

    private int refused(String why) {
        surroundings.err().println("lightmeter: " + statement + " is refused: " + why);
        return ExitCode.NO;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LONGEST)
                throw new CommandFailure("the file " + file + " is larger than any statement");
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            return ""; // neither a statement nor a key
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + file, e);
        } catch (IOException e) {
            throw new CommandFailure("the file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
