package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlpiFormatTest {

    @TempDir
    Path folder;

    @Test
    void listsADeviceWithoutAssessingIt() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.intake().reports().getFirst().header().kind()).isEqualTo(Kind.INVENTORY);
        var device = read.sink.device("web01-2030-07-09-09-07-13");
        assertThat(device.assessed()).isFalse();
        assertThat(device.name()).isEqualTo("web01.example.com");
        assertThat(device.domain()).isEqualTo("example.com");
        assertThat(device.osPlatform()).isEqualTo("Example OS");
        assertThat(device.tags()).containsExactly("shop");
        assertThat(device.seenAt()).isEqualTo("2031-03-09T14:20:30Z");
    }

    @Test
    void tellsTheAddressesOfItsCards() throws IOException {
        TextFiles read = sample();
        read.read();

        var details = read.sink.devices.getFirst().details();
        assertThat(details.get(DeviceDetail.LAST_IP_ADDRESS)).hasValue("192.0.2.7");
        assertThat(details.get(DeviceDetail.IP_ADDRESSES))
                .hasValue("[{\"ipAddress\":\"192.0.2.6\",\"macAddress\":\"00:00:5e:00:53:01\",\"type\":\"ethernet\","
                        + "\"operationalStatus\":\"Down\"},{\"ipAddress\":\"192.0.2.7\","
                        + "\"macAddress\":\"00:00:5e:00:53:02\",\"type\":\"ethernet\",\"operationalStatus\":\"Up\"}]");
    }

    @Test
    void tellsInstalledSoftware() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.installed)
                .extracting(told -> told.software())
                .containsExactly(new Software("Example", "cart", "2.0.0"), new Software("", "bash", "5.2"));
        assertThat(read.sink.installed.getFirst().firstSeen()).isEqualTo(Instant.parse("2030-12-19T00:00:00Z"));
        assertThat(read.sink.installed.getFirst().diskPaths()).isEqualTo(List.of("/opt/cart"));
    }

    @Test
    void readsNetworkEquipmentWithItsFirmware() throws IOException {
        TextFiles read = new TextFiles(folder).with("switch.json", """
                        {"content": {"versionclient": "2.5",
                           "firmwares": [{"manufacturer": "Example", "name": "2530", "version": "YA.15"}],
                           "network_device": {"name": "sw01", "ips": ["192.0.2.3"], "firmware": "YA.15"}},
                         "deviceid": "sw01-2030", "action": "netinventory", "itemtype": "NetworkEquipment"}
                        """);
        read.read();

        assertThat(read.sink.device("sw01-2030").name()).isEqualTo("sw01");
        assertThat(read.sink.devices.getFirst().details().get(DeviceDetail.LAST_IP_ADDRESS))
                .hasValue("192.0.2.3");
        assertThat(read.sink.installed.getFirst().software()).isEqualTo(new Software("Example", "2530", "YA.15"));
    }

    @Test
    void refusesAnInventoryOfNoDevice() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with("none.json", "{\"action\": \"inventory\", \"content\": {\"versionclient\": \"1\"}}");

        assertThat(read.refusal()).isEqualTo("none.json, deviceid: the id of the device is missing");
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("web01.json", new String(Samples.of("glpi"), UTF_8));
    }
}
