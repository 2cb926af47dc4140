package dev.lightmeter.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a user waits for the server, and how much memory it then has. */
final class StartRace implements Race {

    private static final Path LAUNCHER = Path.of("lightmeter").toAbsolutePath();
    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");
    private static final long PATIENCE_NANOS = 300_000_000_000L;

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
        if (!Files.isExecutable(LAUNCHER)) throw new CannotRun("there is no " + LAUNCHER);
        Program.output(List.of(LAUNCHER.toString(), "--version")); // builds it if need be
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
        int port = Program.freePort();
        Path log = course.freshFolder("serve.log");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        LAUNCHER.toString(), "serve", "--data", data.toString(), "--port", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            while (!isHealthy(port)) {
                if (!process.isAlive()) throw new IllegalStateException("serve ended: " + Files.readString(log));
                if (System.nanoTime() - start > PATIENCE_NANOS) throw new IllegalStateException("serve never answered");
                Thread.sleep(2);
            }
            long nanos = System.nanoTime() - start;
            long peak = status(process, "VmHWM");
            long heap = heapInUse(process);
            return new Start(nanos, heap, status(process, "VmRSS"), peak);
        } finally {
            Program.stop(process);
        }
    }

    /** A client from the library would take longer to start than the server. */
    private static boolean isHealthy(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(status, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    private static long heapInUse(Process process) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(process.pid());
        Program.output(List.of(jcmd, pid, "GC.run"));
        Matcher used = HEAP_USED.matcher(Program.output(List.of(jcmd, pid, "GC.heap_info")));
        if (!used.find()) throw new IllegalStateException("jcmd does not tell the heap");
        return Long.parseLong(used.group(1)) * 1024;
    }

    /** A line of what Linux tells of a process, in bytes. */
    private static long status(Process process, String name) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
