package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetBoxFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsDevicesAndVirtualMachinesOfADump() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.deviceIds()).containsExactly("device/12", "device/13", "vm/12");
        assertThat(read.sink.devices).noneMatch(device -> device.assessed());
        assertThat(read.sink.device("device/13").name()).isNull();
    }

    @Test
    void resolvesWhatRowsNameByNumbersWhereverItStands() throws IOException {
        TextFiles read = sample();
        read.read();

        var device = read.sink.device("device/12");
        assertThat(device.osPlatform()).isEqualTo("Example OS");
        assertThat(device.tags())
                .containsExactlyInAnyOrder("Critical service", "site:Berlin", "role:Router", "status:active");
        assertThat(device.details().get(DeviceDetail.LAST_IP_ADDRESS)).hasValue("192.0.2.7");
        assertThat(read.sink.device("vm/12").tags()).containsExactly("cluster:west", "status:active");
    }

    @Test
    void givesDevicesOfTheRestApiTheSameIds() throws IOException {
        TextFiles read = new TextFiles(folder).with("devices.json", """
                        {"count": 1, "next": null, "results": [{"id": 12,
                          "url": "https://netbox.example.com/api/dcim/devices/12/", "name": "rtr01",
                          "role": {"id": 1, "name": "Router"}, "platform": {"id": 1, "name": "Example OS"},
                          "site": {"name": "Berlin"}, "status": {"value": "active", "label": "Active"}, "tenant": null,
                          "primary_ip4": {"address": "192.0.2.7/24"}, "tags": [{"name": "Critical service"}]}]}
                        """);
        read.read();

        var device = read.sink.device("device/12");
        assertThat(device.name()).isEqualTo("rtr01");
        assertThat(device.osPlatform()).isEqualTo("Example OS");
        assertThat(device.tags()).containsExactly("role:Router", "site:Berlin", "status:active", "Critical service");
        assertThat(device.details().get(DeviceDetail.LAST_IP_ADDRESS)).hasValue("192.0.2.7");
    }

    @Test
    void readsVirtualMachinesOfTheRestApi() throws IOException {
        TextFiles read = new TextFiles(folder).with("vms.json", """
                        {"results": [{"id": 12, "name": "vm12",
                          "url": "https://netbox.example.com/api/virtualization/virtual-machines/12/"}]}
                        """);
        read.read();

        assertThat(read.sink.deviceIds()).containsExactly("vm/12");
    }

    @Test
    void refusesADumpOfAnotherProgram() throws IOException {
        TextFiles read =
                new TextFiles(folder).with("blog.json", "[{\"model\": \"blog.post\", \"pk\": 1, \"fields\": {}}]");

        assertThat(read.refusal()).isEqualTo("blog.json, has no device of NetBox in it");
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("netbox.json", new String(Samples.of("netbox"), UTF_8));
    }
}
