package dev.lightmeter.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Other programs that take part. */
final class Program {

    private Program() {}

    /** Makes sure that a program can be called; where to get it is part of what is said if not. */
    static void require(String name, String debianPackage) throws Race.CannotRun {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .anyMatch(Files::isExecutable);
        if (!found) {
            throw new Race.CannotRun(name + " is missing; on Debian and Ubuntu: apt-get install " + debianPackage);
        }
    }

    /** Runs a program to its end and returns what it printed. */
    static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (var printed = process.inputReader()) {
            output = printed.readAllAsString();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
        }
        return output;
    }

    /** Ends a program that listens, by asking first. */
    static void stop(Process process) {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
    }

    /** A port that nobody listens on at this moment. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
