package dev.lightmeter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import dev.lightmeter.cli.RunningCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    Path folder;

    @Test
    void printsCommandsToPasteAndTidiesUpAfterItself() throws Exception {
        Path data;
        try (RunningCommand demo = RunningCommand.start(folder.resolve("env"), "demo")) {
            String said = demo.out();
            assertThat(said)
                    .contains("2 000 made-up devices in 8 groups")
                    .contains(demo.environment().get("BASE") + "/api/exposureScore/ByMachineGroups")
                    .contains("client_secret=" + demo.environment().get("CLIENT_SECRET"))
                    .contains("explain \"Retired but running\" --data ")
                    .contains("why Finance --data ");
            data = Path.of(said.lines()
                    .filter(line -> line.contains("data folder"))
                    .map(line -> line.strip().split("\\s+")[2])
                    .findFirst()
                    .orElseThrow());
            assertThat(data).isDirectory();

            CommandRun explained = RunningCommand.beside("explain", "Retired but running", "--data", data.toString());
            assertThat(explained.exitCode()).as(explained.err()).isZero();
            assertThat(explained.out()).contains("High").contains("replace-windows_7");

            CommandRun why = RunningCommand.beside("why", "finance", "--since", "7d", "--data", data.toString());
            assertThat(why.exitCode()).as(why.err()).isZero();
            assertThat(why.out())
                    .contains("Finance rose by ", "known exploited (KEV)", "CVE-2025-14174", "Update Google Chrome")
                    .doesNotContain("while nothing was recorded");
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void leavesAFolderAloneThatHoldsAnythingElse() throws Exception {
        Path report = Files.writeString(folder.resolve("own.json"), "{\"devices\": [{\"id\": \"mine\"}]}");
        String data = folder.resolve("data").toString();
        assertThat(CommandRun.of("import", "--data", data, report.toString()).exitCode())
                .isZero();

        CommandRun demo = CommandRun.of("demo", "--port", "0", "--data", data);

        assertThat(demo.exitCode()).isEqualTo(1);
        assertThat(demo.err()).contains("holds devices that are not of the demo");
        assertThat(CommandRun.of("explain", "mine", "--data", data).exitCode()).isZero();
    }
}
