package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XccdfFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsRulesThatPassedOrFailedAsControls() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.device("web-01.example.com").controls())
                .containsExactly(
                        new Control("xccdf_org.example_rule_tmp", 10, true),
                        new Control("xccdf_org.example_rule_var", 2, false),
                        new Control("xccdf_org.example_rule_home", 5, false));
        assertThat(read.sink.controls)
                .contains(new ControlDescription(
                        "xccdf_org.example_rule_tmp", "Mount /tmp apart", "OS", null, "Make a partition for /tmp."));
    }

    @Test
    void listsTheDeviceWithoutCallingItAssessed() throws IOException {
        TextFiles read = sample();
        assertThat(read.intake().reports().getFirst().header().kind()).isEqualTo(Kind.INVENTORY);
        read.read();

        ReportedDevice device = read.sink.device("web-01.example.com");
        assertThat(device.assessed()).isFalse();
        assertThat(device.details().get(DeviceDetail.LAST_IP_ADDRESS)).contains("192.0.2.10");
        assertThat(device.seenAt()).isEqualTo("2031-03-08T09:00:00Z");
        assertThat(read.sink.findings).isEmpty();
    }

    @Test
    void refusesABenchmarkThatWasNotEvaluated() throws IOException {
        TextFiles read = new TextFiles(folder).with("guide", """
                        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2"><Rule id="r"><title>x</title></Rule></Benchmark>
                        """);

        assertThat(read.refusal()).isEqualTo("guide, has rules but no TestResult; give the results of an evaluation");
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("results", new String(Samples.of("openscap"), UTF_8));
    }
}
