package dev.lightmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** docs/cli.md tells of every command, and of no command or option that there is not. */
class CommandLinePageTest {

    private static final Path PAGE = Path.of("..", "docs", "cli.md");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
    private static final String HEADING = "### lightmeter ";

    private final Map<String, CommandSpec> commands = commands();

    @Test
    void tellsOfEveryCommandOnceByAnExample() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);

        assertThat(lines.stream()
                        .filter(line -> line.startsWith(HEADING))
                        .map(line -> line.substring(HEADING.length())))
                .containsExactlyInAnyOrderElementsOf(commands.keySet());
        commands.keySet().forEach(command -> assertThat(section(lines, command))
                .as("section of %s", command)
                .anyMatch(line -> line.startsWith("lightmeter " + command)));
    }

    @Test
    void namesOnlyOptionsThatTheCommandHas() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);

        commands.forEach((command, spec) -> {
            for (String line : section(lines, command)) {
                Matcher option = OPTION.matcher(line);
                while (option.find()) {
                    assertThat(spec.optionsMap())
                            .as("options of lightmeter %s, for: %s", command, line)
                            .containsKey(option.group());
                }
            }
        });
    }

    @Test
    void showsExamplesThatTheProgramUnderstands() throws IOException {
        for (String line : Files.readAllLines(PAGE)) {
            if (!line.startsWith("lightmeter ")) continue;
            List<String> words = words(line.replaceFirst("\\s+[#>].*", ""));
            assertThat(commandLine()
                            .parseArgs(words.subList(1, words.size()).toArray(String[]::new))
                            .subcommand())
                    .as(line)
                    .isNotNull();
        }
    }

    private static List<String> section(List<String> lines, String command) {
        int begin = lines.indexOf(HEADING + command);
        List<String> section = new ArrayList<>();
        for (int i = begin + 1; i < lines.size() && !lines.get(i).startsWith("##"); i++) section.add(lines.get(i));
        return section;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\"|\\S+").matcher(line);
        while (word.find()) words.add(word.group(1) == null ? word.group() : word.group(1));
        return words;
    }

    /** By its words: every command that does something and is shown in the help. */
    private static Map<String, CommandSpec> commands() {
        Map<String, CommandSpec> commands = new TreeMap<>();
        collect("", commandLine(), commands);
        return commands;
    }

    private static void collect(String words, CommandLine line, Map<String, CommandSpec> commands) {
        line.getSubcommands().forEach((name, command) -> {
            CommandSpec spec = command.getCommandSpec();
            if (name.equals("help") || spec.usageMessage().hidden()) return;
            if (command.getSubcommands().isEmpty()) commands.put((words + " " + name).strip(), spec);
            else collect(words + " " + name, command, commands);
        });
    }

    private static CommandLine commandLine() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return Main.commandLine(new Surroundings(
                Map.of(),
                Path.of("nowhere"),
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                false,
                false,
                Surroundings.UNLIMITED,
                Clock.systemUTC()));
    }
}
