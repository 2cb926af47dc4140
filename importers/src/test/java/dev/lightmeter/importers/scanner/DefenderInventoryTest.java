package dev.lightmeter.importers.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.SupportStatus;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Defender's answers and exports tell beyond the score. */
class DefenderInventoryTest {

    @TempDir
    Path folder;

    @Test
    void readsAllPropertiesOfAMachine() throws IOException {
        TextFiles read = new TextFiles(folder).with("machines", """
                {"@odata.context": "https://x.securitycenter.windows.com/api/$metadata#Machines", "value": [{
                  "id": "m-1", "mergedIntoMachineId": null, "isPotentialDuplication": false, "isExcluded": false,
                  "exclusionReason": null, "computerDnsName": "pc-1.example.com",
                  "firstSeen": "2030-01-02T03:04:05.123456Z", "lastSeen": "2031-03-09T10:20:30.1234Z",
                  "osPlatform": "Windows11", "osVersion": null, "osProcessor": "x64", "version": "24H2",
                  "lastIpAddress": "192.0.2.7", "lastExternalIpAddress": "198.51.100.7", "agentVersion": "10.8800.1",
                  "osBuild": 26100, "healthStatus": "Active", "deviceValue": "Normal", "rbacGroupId": 0,
                  "rbacGroupName": null, "riskScore": "None", "exposureLevel": "Low", "isAadJoined": true,
                  "aadDeviceId": "11111111-2222-3333-4444-555555555555", "machineTags": [],
                  "defenderAvStatus": "Updated", "onboardingStatus": "Onboarded", "osArchitecture": "64-bit",
                  "managedBy": "Intune", "managedByStatus": "Unknown",
                  "ipAddresses": [{"ipAddress": "192.0.2.7", "macAddress": null, "type": "Ethernet",
                    "operationalStatus": "Up"}],
                  "vmMetadata": null}]}""");
        read.read();

        ReportedDevice machine = read.sink.device("m-1");
        assertThat(machine.firstSeen()).isEqualTo("2030-01-02T03:04:05.123456Z");
        assertThat(machine.details())
                .isEqualTo(DeviceDetails.NONE
                        .with(DeviceDetail.IS_POTENTIAL_DUPLICATION, "false")
                        .with(DeviceDetail.OS_PROCESSOR, "x64")
                        .with(DeviceDetail.VERSION, "24H2")
                        .with(DeviceDetail.LAST_IP_ADDRESS, "192.0.2.7")
                        .with(DeviceDetail.LAST_EXTERNAL_IP_ADDRESS, "198.51.100.7")
                        .with(DeviceDetail.AGENT_VERSION, "10.8800.1")
                        .with(DeviceDetail.OS_BUILD, "26100")
                        .with(DeviceDetail.HEALTH_STATUS, "Active")
                        .with(DeviceDetail.RISK_SCORE, "None")
                        .with(DeviceDetail.IS_AAD_JOINED, "true")
                        .with(DeviceDetail.AAD_DEVICE_ID, "11111111-2222-3333-4444-555555555555")
                        .with(DeviceDetail.DEFENDER_AV_STATUS, "Updated")
                        .with(DeviceDetail.ONBOARDING_STATUS, "Onboarded")
                        .with(DeviceDetail.OS_ARCHITECTURE, "64-bit")
                        .with(DeviceDetail.MANAGED_BY, "Intune")
                        .with(DeviceDetail.MANAGED_BY_STATUS, "Unknown")
                        .with(
                                DeviceDetail.IP_ADDRESSES,
                                "[{\"ipAddress\":\"192.0.2.7\",\"macAddress\":null,\"type\":\"Ethernet\","
                                        + "\"operationalStatus\":\"Up\"}]"));
    }

    @Test
    void readsSoftwareAndUpdatesFromTheRowsOfFindings() throws IOException {
        TextFiles read = new TextFiles(folder).with("export", """
                {"DeviceId":"m-1","OSPlatform":"Windows11","OSVersion":"10.0.26100.1","OSArchitecture":"x64","SoftwareVendor":"acme","SoftwareName":"lib","SoftwareVersion":"1","CveId":"CVE-2031-0001","DiskPaths":["c:\\\\lib"],"RegistryPaths":["HKLM\\\\lib"],"EndOfSupportStatus":"EOS Version","EndOfSupportDate":"2031-01-01","RecommendedSecurityUpdate":"March updates","RecommendedSecurityUpdateId":"5001","RecommendedSecurityUpdateUrl":"https://updates.example.org/5001"}
                {"DeviceId":"m-1","OSPlatform":"Windows11","OSVersion":"10.0.26100.1","OSArchitecture":"x64","SoftwareVendor":"acme","SoftwareName":"lib","SoftwareVersion":"1","CveId":"CVE-2031-0002","DiskPaths":["c:\\\\lib"],"RegistryPaths":["HKLM\\\\lib"],"EndOfSupportStatus":"EOS Version"}
                {"DeviceId":"m-1","OSPlatform":"Windows11","OSVersion":"10.0.26100.1","OSArchitecture":"x64","SoftwareVendor":"acme","SoftwareName":"plain","SoftwareVersion":"2","CveId":"CVE-2031-0003"}
                {"DeviceId":"m-1","OSPlatform":"Windows11","OSVersion":"10.0.26100.1","OSArchitecture":"x64","SoftwareVendor":"acme","SoftwareName":"sound","SoftwareVersion":"3","CveId":null}
                """);
        read.read();

        assertThat(read.sink.installed)
                .containsExactlyInAnyOrder(
                        new ReportedSoftware(
                                "m-1",
                                new Software("acme", "lib", "1"),
                                true,
                                SupportStatus.EOS_VERSION,
                                LocalDate.parse("2031-01-01"),
                                null,
                                List.of("c:\\lib"),
                                List.of("HKLM\\lib")),
                        ReportedSoftware.named("m-1", new Software("acme", "sound", "3")));
        assertThat(read.sink.fixes)
                .containsExactly("CVE-2031-0001 acme/lib/1 -> 5001, March updates, https://updates.example.org/5001");
        assertThat(read.sink.device("m-1").details())
                .isEqualTo(DeviceDetails.NONE
                        .with(DeviceDetail.OS_VERSION, "10.0.26100.1")
                        .with(DeviceDetail.OS_ARCHITECTURE, "x64"));
        assertThat(read.sink.findings).hasSize(3);
    }

    @Test
    void readsTheUpdateThatAPageOfVulnerabilitiesNames() throws IOException {
        TextFiles read = new TextFiles(folder).with("page", """
                {"value": [{"id": "x", "cveId": "CVE-2031-0001", "machineId": "m-1", "fixingKbId": "5002",
                  "productName": "lib", "productVendor": "acme", "productVersion": "1", "severity": "Low"}]}""");
        read.read();

        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 acme/lib/1 -> 5002");
        assertThat(read.sink.installed).isEmpty();
    }

    @Test
    void readsTheSoftwareOfDevices() throws IOException {
        TextFiles read = new TextFiles(folder).with("software", """
                {"value": [{"deviceId": "m-1", "deviceName": "pc-1", "rbacGroupName": "None", "osPlatform": "Linux",
                  "softwareVendor": "acme", "softwareName": "lib", "softwareVersion": "1", "numberOfWeaknesses": 0,
                  "diskPaths": [], "registryPaths": [], "softwareFirstSeenTimestamp": "2030-12-30 11:07:15",
                  "endOfSupportStatus": null, "endOfSupportDate": "2031-05-11T00:00:00+00:00"}]}""");
        assertThat(read.intake().reports().getFirst().header()).isEqualTo(new ReportHeader("defender", Kind.INVENTORY));
        read.read();

        assertThat(read.sink.installed)
                .containsExactly(new ReportedSoftware(
                        "m-1",
                        new Software("acme", "lib", "1"),
                        true,
                        null,
                        LocalDate.parse("2031-05-11"),
                        Instant.parse("2030-12-30T11:07:15Z"),
                        List.of(),
                        List.of()));
    }

    @Test
    void knowsSoftwareThatNoDatabaseOfWeaknessesKnows() throws IOException {
        TextFiles read = new TextFiles(folder).with("software", """
                {"value": [{"deviceId": "m-1", "rbacGroupId": 7, "rbacGroupName": "G", "deviceName": "pc-1",
                  "osPlatform": "Linux", "softwareVendor": "own", "softwareName": "tool", "softwareVersion": "",
                  "softwareLastSeenTimestamp": "2031-03-01 10:00:00"}]}""");
        read.read();

        assertThat(read.sink.installed)
                .extracting(ReportedSoftware::hasProductCode)
                .containsExactly(false);
        assertThat(read.sink.device("m-1").seenAt()).isEqualTo("2031-03-01T10:00:00Z");
    }

    @Test
    void readsConfigurationResultsAndWhatControlsAreCalled() throws IOException {
        TextFiles read = new TextFiles(folder).with("controls", """
                {"value": [
                 {"deviceId": "m-1", "deviceName": "pc-1", "osPlatform": "Windows11", "timestamp": "2031-03-01 09:47:58.854",
                  "configurationId": "scid-1", "configurationCategory": "Security controls",
                  "configurationSubcategory": "Antivirus", "configurationImpact": 9, "configurationName": "Turn it on",
                  "isApplicable": true, "isCompliant": false, "recommendationReference": "sca-_-scid-1"},
                 {"deviceId": "m-1", "deviceName": "pc-1", "osPlatform": "Windows11", "timestamp": "2031-03-02 09:47:58.854",
                  "configurationId": "scid-2", "configurationCategory": "OS", "configurationSubcategory": "",
                  "configurationImpact": "5", "configurationName": "Lock it", "isApplicable": true, "isCompliant": "true"},
                 {"deviceId": "m-1", "configurationId": "scid-3", "configurationImpact": 3, "isApplicable": false,
                  "isCompliant": false},
                 {"deviceId": "m-1", "configurationId": "scid-4", "configurationImpact": "high", "isCompliant": false}]}""");
        assertThat(read.intake().reports().getFirst().header().kind()).isEqualTo(Kind.INVENTORY);

        assertThat(read.skipped())
                .containsExactly("controls, value[3]: the impact of a control must be a number in 0..1000 'scid-4'");
        ReportedDevice device = read.sink.device("m-1");
        assertThat(device.controls())
                .containsExactly(new Control("sca-_-scid-1", 9, true), new Control("sca-_-scid-2", 5, false));
        assertThat(device.seenAt()).isEqualTo("2031-03-02T09:47:58.854Z");
        assertThat(read.sink.controls)
                .contains(
                        new ControlDescription("sca-_-scid-1", "Turn it on", "SecurityControls", "Antivirus", null),
                        new ControlDescription("sca-_-scid-2", "Lock it", "OS", null, null));
    }
}
