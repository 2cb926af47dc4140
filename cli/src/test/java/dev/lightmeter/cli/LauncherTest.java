package dev.lightmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a made-up project, with JDKs that are a shell script and a release file. */
class LauncherTest {

    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir
    Path folder;

    private Path project;

    @BeforeEach
    void aProjectThatIsBuilt() throws IOException {
        assumeTrue(Files.isExecutable(SHELL), "skipped: there is no /bin/sh to run the launcher with");
        project = Files.createDirectories(folder.resolve("project"));
        Files.copy(launcher(), project.resolve("lightmeter"));
        executable(project.resolve("lightmeter"));
        Path built = Files.createDirectories(project.resolve("cli/target/lightmeter/lib"));
        Files.writeString(built.resolve("lightmeter.jar"), "");
        for (String module : List.of("core", "importers", "storage", "server", "cli")) {
            Files.createDirectories(project.resolve(module + "/src/main"));
        }
        Files.writeString(project.resolve("cli/target/lightmeter/stamp"), "");
    }

    @Test
    void saysInOneSentenceWhatToInstallWhereNoJdkIsNewEnough() throws Exception {
        Path old = jdk("old", "17.0.9");

        Ended run = run(Map.of("JAVA_HOME", old.toString(), "LIGHTMETER_JDKS", ""), "score");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output().lines()).hasSize(1);
        assertThat(run.output()).contains("needs a JDK 25 or newer and found none: install one");
    }

    @Test
    void findsANewerJdkBesideAnOldJavaHome() throws Exception {
        Path old = jdk("old", "17.0.9");
        Path fitting = jdk("fitting", "25.0.1");

        Ended run = run(
                Map.of("JAVA_HOME", old.toString(), "LIGHTMETER_JDKS", old + " " + fitting), "score", "a file.json");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("fitting ran").contains("[score] [a file.json]");
    }

    @Test
    void runsFromAnyFolderAndThroughSymbolicLinks() throws Exception {
        Path fitting = jdk("fitting", "26");
        Path elsewhere = Files.createDirectories(folder.resolve("else/where"));
        Files.createSymbolicLink(folder.resolve("else/first"), Path.of("../project/lightmeter"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("lm"), Path.of("../first"));

        Ended run = started(elsewhere, Map.of("JAVA_HOME", fitting.toString()), List.of(link.toString(), "doctor"));

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains(project.toRealPath() + "/cli/target/lightmeter/lib/lightmeter.jar");
    }

    @Test
    void saysInOneSentenceThatMavenIsMissingWhenItMustBuild() throws Exception {
        Path fitting = jdk("fitting", "25");
        Files.delete(project.resolve("cli/target/lightmeter/stamp"));

        Ended run = run(Map.of("JAVA_HOME", fitting.toString()), "score");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output().lines()).hasSize(1);
        assertThat(run.output()).contains("found no mvn on the PATH");
    }

    @Test
    void showsTheEndOfTheLogWhenTheBuildFails() throws Exception {
        Path fitting = jdk("fitting", "25");
        Files.writeString(project.resolve("core/src/main/New.java"), "newer than the program");
        Files.setLastModifiedTime(project.resolve("cli/target/lightmeter/stamp"), FileTime.fromMillis(0));
        script(folder.resolve("bin/mvn"), "echo \"[ERROR] no such luck\"; exit 1");

        Ended run = run(Map.of("JAVA_HOME", fitting.toString()), "score");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("[ERROR] no such luck").contains("the build failed; the whole log is ");
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(SHELL.toString(), project.resolve("lightmeter").toString()));
        command.addAll(List.of(arguments));
        return started(folder, environment, command);
    }

    private Ended started(Path in, Map<String, String> environment, List<String> command) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + toolsWithoutJavaAndMaven());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output));
    }

    /** The tools that the launcher uses, and nothing else that may lie beside them. */
    private Path toolsWithoutJavaAndMaven() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of(
                "sh",
                "cat",
                "date",
                "dirname",
                "find",
                "head",
                "kill",
                "ls",
                "mkdir",
                "mv",
                "readlink",
                "rm",
                "rmdir",
                "sed",
                "sleep",
                "stty",
                "tail",
                "touch",
                "uname")) {
            for (String place : List.of("/usr/bin/", "/bin/")) {
                Path real = Path.of(place + tool);
                if (Files.exists(real) && !Files.exists(tools.resolve(tool))) {
                    script(tools.resolve(tool), "exec " + real + " \"$@\"");
                }
            }
        }
        return tools;
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve("jdks").resolve(name));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "printf '" + name + " ran'; for a in \"$@\"; do printf ' [%s]' \"$a\"; done");
        script(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path launcher() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("lightmeter"))) return at.resolve("lightmeter");
        }
        throw new AssertionError("the launcher is not in this folder or above");
    }

    private record Ended(int exitCode, String output) {}
}
