package dev.lightmeter.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long a user waits for the server, and how much memory it then has. */
final class StartRace implements Race {

    @Override
    public String id() {
        return "start";
    }

    @Override
    public String title() {
        return "From the command to the first answer";
    }

    @Override
    public String about() {
        return """
                `./lightmeter serve` as a process of its own, from exec until `GET /health` says 200, which it does when \
                there are scores. Then, after a full collection, the heap in use, and the memory that the process has \
                and had at most (RSS), DuckDB's included.""";
    }

    @Override
    public Result run(Course course) throws Exception {
        ServeProcess.build();
        Table table = new Table("data folder", "first answer", "heap in use", "RSS", "RSS at most");
        List<Start> empty = new ArrayList<>();
        for (int i = 0; i <= course.scale().slowRounds().counted(); i++)
            empty.add(start(course, course.freshFolder("empty")));
        empty.removeFirst();
        Times onEmpty = row(table, "empty", empty);
        Path large = course.largeStore();
        List<Start> loaded = new ArrayList<>();
        for (int i = 0; i < course.scale().slowRounds().counted(); i++) loaded.add(start(course, large));
        row(table, Figures.count(course.scale().largestFleet()) + " devices", loaded);
        return new Result(
                List.of(table),
                List.of(Target.atMost(1.5, "seconds to the first answer on an empty folder", onEmpty.median() / 1e9)));
    }

    private record Start(long nanos, long heapBytes, long rssBytes, long peakBytes) {}

    private static Times row(Table table, String folder, List<Start> starts) {
        Times times = new Times(starts.stream().mapToLong(Start::nanos).toArray());
        Start last = starts.getLast();
        table.row(
                folder,
                times.withRange(),
                Figures.bytes(last.heapBytes),
                Figures.bytes(last.rssBytes),
                Figures.bytes(last.peakBytes));
        return times;
    }

    private static Start start(Course course, Path data) throws Exception {
        try (ServeProcess server = new ServeProcess(course, data)) {
            long peak = server.peakRssBytes();
            long heap = server.heapBytes();
            return new Start(server.nanosUntilHealthy(), heap, server.rssBytes(), peak);
        }
    }
}
