package dev.lightmeter.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs the races, prints their tables and writes docs/benchmarks.md. Started by {@code benchmarks/run}. */
final class Benchmarks {

    static final List<Race> RACES = List.of(
            new ScoringRace(),
            new EpssDayRace(),
            new ImpactRace(),
            new AnalysisRace(),
            new HttpRace(),
            new MachinesVulnerabilitiesRace(),
            new FormatRace(),
            new ImportRace(),
            new DeviceReportRace(),
            new StartRace());

    private static final Path PAGE = Path.of("docs", "benchmarks.md");

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Race> races = new ArrayList<>();
        boolean quick = false;
        for (String arg : args) {
            if (arg.equals("--quick")) {
                quick = true;
                continue;
            }
            Race race = RACES.stream()
                    .filter(each -> each.id().equals(arg))
                    .findFirst()
                    .orElse(null);
            if (race == null) {
                System.err.println("There is no race \"" + arg + "\"; the races are " + ids() + ".");
                System.exit(2);
                return;
            }
            races.add(race);
        }
        if (!run(races.isEmpty() ? RACES : races, quick, out)) System.exit(1);
    }

    /** False if a race broke off; those behind it ran all the same, because a full run takes long. */
    private static boolean run(List<Race> races, boolean quick, PrintStream out) throws IOException {
        Machine machine = Machine.here();
        out.println(machine);
        BenchmarkPage page = new BenchmarkPage(PAGE, RACES);
        boolean allEnded = true;
        try (Course course = new Course(quick ? Scale.QUICK : Scale.FULL, out)) {
            for (Race race : races) {
                out.println();
                out.println(race.title() + " (" + race.id() + ")");
                try {
                    Race.Result result = race.run(course);
                    result.tables().forEach(out::println);
                    if (quick) continue;
                    result.targets().forEach(out::println);
                    LocalDate today = LocalDate.now(ZoneId.systemDefault());
                    page.replace(race, BenchmarkPage.section(race, result, machine, today));
                } catch (Race.CannotRun e) {
                    out.println("  Not run: " + e.getMessage());
                } catch (Exception e) {
                    allEnded = false;
                    out.println("  Broke off:");
                    e.printStackTrace(out);
                }
            }
        }
        out.println();
        out.println(
                quick ? "A quick run shows that the races run; its figures are not kept." : "Written to " + PAGE + ".");
        return allEnded;
    }

    private static String ids() {
        return RACES.stream().map(Race::id).collect(Collectors.joining(", "));
    }
}
