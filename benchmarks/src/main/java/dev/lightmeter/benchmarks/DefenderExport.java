package dev.lightmeter.benchmarks;

import dev.lightmeter.core.Software;
import dev.lightmeter.core.fleet.FleetDevice;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An export of Defender's software vulnerabilities, one record on each line, about as long as real ones. */
final class DefenderExport {

    private static final int DISK_PATHS = 4;

    private DefenderExport() {}

    /** Writes this many rows, device after device; returns the number of devices. */
    static int write(Path file, SyntheticFleet fleet, int rows) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            int written = 0;
            for (int slot = 0; ; slot++) {
                FleetDevice device = fleet.device(slot);
                for (int i = 0; i < device.weaknesses().length; i++) {
                    if (written++ == rows) return slot + Math.min(i, 1);
                    writeRow(lines, fleet, device, i);
                }
            }
        }
    }

    private static void writeRow(Writer lines, SyntheticFleet fleet, FleetDevice device, int i) throws IOException {
        int weakness = device.weaknesses()[i];
        String cve = SyntheticCatalogue.name(weakness);
        var path = fleet.dictionary().path(device.paths()[i]);
        Software software = path.software();
        String id = device.device().id();
        String diskPaths = IntStream.range(0, DISK_PATHS)
                .mapToObj(d -> "\"c:\\\\program files\\\\%s\\\\%s\\\\application %d\\\\bin64\\\\library-%d-x64.dll\""
                        .formatted(software.vendor(), software.product(), d % 2, weakness % 1000))
                .collect(Collectors.joining(","));
        lines.write("{\"id\":\"" + id + "_" + software.vendor() + "_" + software.product() + "_" + software.version()
                + "_" + cve + "\",\"deviceId\":\"" + id
                + "\",\"rbacGroupId\":" + SyntheticFleet.groupOf(device.slot())
                + ",\"rbacGroupName\":\"" + SyntheticFleet.groupName(device.slot())
                + "\",\"deviceName\":\"" + device.device().name()
                + "\",\"osPlatform\":\"Windows11\",\"osVersion\":\"10.0.26100.6584\",\"osArchitecture\":\"x64\""
                + ",\"softwareVendor\":\"" + software.vendor() + "\",\"softwareName\":\"" + software.product()
                + "\",\"softwareVersion\":\"" + software.version() + "\",\"cveId\":\"" + cve
                + "\",\"vulnerabilitySeverityLevel\":\"Medium\",\"recommendedSecurityUpdate\":\"October Security Updates\""
                + ",\"recommendedSecurityUpdateId\":\"" + (5_000_000 + weakness % 100_000)
                + "\",\"recommendedSecurityUpdateUrl\":\"https://updates.example.org/search?q=" + weakness % 100_000
                + "\",\"diskPaths\":[" + diskPaths + "],\"registryPaths\":[],\"lastSeenTimestamp\":\""
                + SyntheticFleet.DAY + " 08:52:23\",\"firstSeenTimestamp\":\""
                + SyntheticFleet.DAY.minusDays(weakness % 300)
                + " 11:18:18\",\"endOfSupportStatus\":null,\"endOfSupportDate\":null,\"exploitabilityLevel\":\"NoExploit\""
                + ",\"recommendationReference\":\"" + path.recommendation() + "\",\"cvssScore\":"
                + (20 + weakness % 80) / 10.0
                + ",\"securityUpdateAvailable\":true,\"cveMitigationStatus\":null}\n");
    }
}
