package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.storage.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which devices of two sources are one, over every store. The rules are in docs/decisions/0021. */
public abstract class IdentityContract {

    private static final Instant NOW = StoreContract.CLOCK.instant();
    private static final FindingPath PATH = FindingPath.open(new Software("example", "thing", "1"), "update-thing");
    private static final String CLOUD_A = "i-0aaaaaaaaaaaaaaaa";
    private static final String CLOUD_B = "i-0bbbbbbbbbbbbbbbb";

    private Store store;

    /** A store with nothing in it. */
    protected abstract Store newStore() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = newStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest(name = "{4}: {0} / {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // name; cloud id; MAC; address; system        | of the other source                   | days apart |
                // devices | why
                "web.example.org;;;;                      | WEB.example.org.;;;;                  | 0 | 1 | a qualified name",
                "web.example.org;;;;Windows Server 2022   | web.example.org;;;;Linux              | 0 | 1 | a scanner that guesses the system wrong",
                "web.example.org;i-1;;;                   | 10.1.2.3;i-1;;;                       | 0 | 1 | an id in the cloud",
                "web.example.org;i-1;;;                   | ip-10-1-2-3.ec2.internal;i-1;;;       | 0 | 1 | a name that the cloud gave beside its own",
                "web;;aa:bb:cc:00:00:01;;                 | web.example.org;;AA-BB-CC-00-00-01;;  | 0 | 1 | a short name and a network card",
                "web;;;10.1.2.3;                          | web.example.org;;;10.1.2.3;           | 0 | 1 | a short name and an address of the same day",
                "web;;;10.1.2.3;                          | web.example.org;;;10.1.2.3;           | 9 | 2 | an address of another week",
                "web;;;;Linux                             | web.example.org;;;;Linux              | 0 | 2 | a short name alone",
                "web;;;10.1.2.3;Linux                     | web.example.org;;;10.1.2.3;Windows 11 | 0 | 2 | systems that differ",
                "web;;;172.17.0.1;                        | web.example.org;;;172.17.0.1;         | 0 | 2 | an address that many machines have",
                "10.1.2.3;;;10.1.2.3;                     | web.example.org;;;10.1.2.3;           | 0 | 2 | an address alone",
                "10.1.2.3;;;10.1.2.3;                     | 10.1.2.3;;;10.1.2.3;                  | 0 | 2 | an address as a name",
                "web.example.org;;;;                      | web.example.net;;;;                   | 0 | 2 | two qualified names",
                "web.example.org;;aa:bb:cc:00:00:01;;     | web.example.net;;aa:bb:cc:00:00:01;;  | 0 | 2 | two qualified names of one network card",
                "web.example.org;i-1;;;                   | web.example.net;i-1;;;                | 0 | 2 | two qualified names in one cloud id",
                "web.example.org;i-1;;;                   | web.example.org;i-2;;;                | 0 | 2 | two ids in the cloud",
                "localhost;;aa:bb:cc:00:00:01;;           | localhost;;aa:bb:cc:00:00:01;;        | 0 | 2 | a name that nobody gave",
                "web;;00:00:00:00:00:00;;                 | web;;00:00:00:00:00:00;;              | 0 | 2 | a network card of nobody"
            })
    void makesOneDeviceOfTwoOnlyOnEvidence(String one, String other, int daysApart, int devices, String why)
            throws Exception {
        for (List<String> order : List.of(List.of(one, other), List.of(other, one))) {
            try (Store fresh = newStore()) {
                report(fresh, "nessus", NOW.minus(Duration.ofDays(daysApart)), device("a", order.getFirst()));
                report(fresh, "defender", NOW, device("b", order.getLast()));
                assertThat(devices(fresh)).as(why).hasSize(devices);
            }
        }
    }

    @ParameterizedTest(name = "{0} / {1}")
    @CsvSource({
        "registry.example.org/shop:1.4, Registry.example.org/shop:1.4, image, 1",
        "nginx:1.27, docker.io/library/nginx:1.27, image, 1",
        "registry.example.org/shop:1.4, registry.example.org/shop:1.5, image, 2",
        "shop.example.org, shop.example.org, host, 2",
        "shop.example.org, shop.example.org, project, 2"
    })
    void makesOneDeviceOfImagesOfOneReferenceAndNeverOfAnImageAndAnythingElse(
            String one, String other, String kind, int devices) throws Exception {
        DeviceKind second = DeviceKind.ofWire(kind).orElseThrow();
        report(store, "trivy", NOW, ReportedDevice.named("a", one).withKind(DeviceKind.IMAGE));
        report(store, "grype", NOW, ReportedDevice.named("b", other).withKind(second));

        assertThat(devices(store)).hasSize(devices);
        List<DeviceKind> kinds = new ArrayList<>();
        store.forEachDevice(device -> kinds.add(device.device().kind()));
        assertThat(kinds).startsWith(DeviceKind.IMAGE).contains(second);
    }

    @Test
    void learnsWithTheNextReportThatAKnownDeviceIsAnImage() {
        report(store, "trivy", NOW.minusSeconds(60), ReportedDevice.named("shop:1.4", "shop:1.4"));
        ReportReceipt receipt;
        try (ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.FULL))) {
            report.device(ReportedDevice.named("shop:1.4", "shop:1.4").withKind(DeviceKind.IMAGE));
            receipt = report.commit();
        }

        assertThat(receipt.touchedSlots()).containsExactly(0);
        store.forEachDevice(device -> assertThat(device.device().kind()).isEqualTo(DeviceKind.IMAGE));
    }

    @Test
    void leavesDevicesApartWhereThereIsAChoice() {
        report(store, "nessus", NOW, device("n", "web;;;10.1.2.3;"));
        report(store, "defender", NOW, device("d1", "web;;;10.1.2.3;"), device("d2", "web;;;10.1.2.3;"));
        assertThat(devices(store)).hasSize(3);

        report(store, "wazuh", NOW, device("w", "web;;;10.1.2.3;"));
        assertThat(devices(store)).hasSize(4);
    }

    @Test
    void neverMakesOneDeviceOfTwoIdsOfOneSource() {
        report(store, "defender", NOW, device("d1", "web.example.org;" + CLOUD_A + ";;;"));
        report(store, "defender", NOW, device("d2", "web.example.org;" + CLOUD_A + ";;;"));

        assertThat(devices(store)).containsExactly("d1", "d2");
    }

    @Test
    void prefersTheCloudToTheName() {
        report(
                store,
                "inspector",
                NOW,
                device("x", "web.example.org;" + CLOUD_A + ";;;"),
                device("y", "10.0.0.1;" + CLOUD_B + ";;;"));
        report(store, "defender", NOW, device("d", "web.example.org;" + CLOUD_B + ";;;"));

        assertThat(devices(store)).containsExactly("x", "y");
        assertThat(store.records(new int[] {1}).getFirst().name()).isEqualTo("web.example.org");
    }

    @Test
    void remembersTheQualifiedNameWhenAnotherSourceSaysLess() {
        report(store, "defender", NOW.minusSeconds(60), device("d", "web.example.org;" + CLOUD_A + ";;;"));
        report(store, "inspector", NOW, device("i", "10.1.2.3;" + CLOUD_A + ";;;"));
        report(store, "wazuh", NOW, device("w", "WEB.example.org;;;;"));

        assertThat(devices(store)).containsExactly("d");
        assertThat(store.records(new int[] {0}).getFirst().name()).isEqualTo("WEB.example.org");
    }

    /** Every machine has its facts; each source tells some of them, and leaves others out. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void neverMakesOneOfTwoMachinesOfRandomFleetsInWhateverOrderTheyCome(long seed) throws Exception {
        List<Machine> machines = Machine.fleet(new Random(seed));
        Random random = new Random(seed * 31);
        List<ReportedDevice> ofOne = told(machines, "n", random);
        List<ReportedDevice> ofOther = told(machines, "d", random);

        Set<Set<String>> first = partition(newStore(), "nessus", ofOne, "defender", ofOther);
        assertThat(partition(new InMemoryStore(StoreContract.CLOCK), "nessus", ofOne, "defender", ofOther))
                .isEqualTo(first);
        Collections.shuffle(ofOne, random);
        Collections.shuffle(ofOther, random);
        Set<Set<String>> second = partition(newStore(), "defender", ofOther, "nessus", ofOne);

        assertThat(second).isEqualTo(first);
        for (Set<String> together : first) {
            Set<String> truth =
                    together.stream().map(id -> id.substring(1)).collect(Collectors.toCollection(TreeSet::new));
            assertThat(truth).as("one device of %s, seed %d", together, seed).hasSize(1);
        }
        assertThat(first.stream().filter(together -> together.size() == 2))
                .as("devices found to be one")
                .isNotEmpty();
    }

    private static List<ReportedDevice> told(List<Machine> machines, String prefix, Random random) {
        List<ReportedDevice> told = new ArrayList<>();
        for (Machine machine : machines) {
            if (random.nextInt(10) > 0) told.add(machine.told(prefix, random));
        }
        return told;
    }

    /** The sources' ids of each device of an empty store, told by findings that name who reported them. */
    private static Set<Set<String>> partition(
            Store store, String one, List<ReportedDevice> ofOne, String other, List<ReportedDevice> ofOther) {
        try (Store fresh = store) {
            report(fresh, one, NOW, ofOne.toArray(ReportedDevice[]::new));
            report(fresh, other, NOW, ofOther.toArray(ReportedDevice[]::new));
            Set<Set<String>> partition = new HashSet<>();
            fresh.forEachDevice(device -> partition.add(Arrays.stream(device.weaknesses())
                    .mapToObj(fresh.dictionary()::weaknessName)
                    .collect(Collectors.toSet())));
            return partition;
        }
    }

    private static Set<String> devices(Store store) {
        Set<String> ids = new TreeSet<>();
        store.forEachDevice(device -> ids.add(device.device().id()));
        return ids;
    }

    private static void report(Store store, String source, Instant at, ReportedDevice... devices) {
        try (ReportTransaction report = store.beginReport(new ReportHeader(source, Kind.FULL))) {
            report.reportedAt(at);
            for (ReportedDevice device : devices) {
                report.device(device);
                report.finding(ReportedFinding.present(device.id(), device.id(), PATH));
            }
            report.commit();
        }
    }

    private static ReportedDevice device(String id, String facts) {
        String[] told = facts.strip().split(";", -1);
        return device(id, told[0], told[1], told[2], told[3], told[4]);
    }

    static ReportedDevice device(String id, String name, String cloud, String mac, String address, String os) {
        DeviceDetails details = DeviceDetails.NONE
                .with(DeviceDetail.VM_METADATA, cloud.isEmpty() ? "" : "{\"vmId\":\"instance-" + cloud + "\"}")
                .with(DeviceDetail.IP_ADDRESSES, mac.isEmpty() ? "" : "[{\"macAddress\":\"" + mac + "\"}]")
                .with(DeviceDetail.LAST_IP_ADDRESS, address);
        return ReportedDevice.named(id, name)
                .withOsPlatform(os.isEmpty() ? null : os)
                .withDetails(details);
    }

    /** A machine as it is, whatever scanners make of it. Short names, and addresses of other sites, occur more than once. */
    private record Machine(
            int number, String shortName, String domain, String cloud, String mac, String address, String os) {

        static List<Machine> fleet(Random random) {
            List<Machine> machines = new ArrayList<>();
            Map<String, Integer> sites = new HashMap<>();
            for (int number = 0; number < 60; number++) {
                String shortName = "host" + random.nextInt(30);
                int site = sites.merge(shortName, 1, Integer::sum);
                machines.add(new Machine(
                        number,
                        shortName,
                        "site" + site + ".example.org",
                        random.nextBoolean() ? "vm-" + number : "",
                        "aa:bb:cc:00:00:%02x".formatted(number),
                        // private networks of several sites have the same addresses
                        "10.0." + site + "." + random.nextInt(250),
                        random.nextBoolean() ? "Windows Server 2022" : "Ubuntu 24.04"));
            }
            return machines;
        }

        ReportedDevice told(String prefix, Random random) {
            String name =
                    switch (random.nextInt(4)) {
                        case 0, 1 -> shortName + "." + domain;
                        case 2 -> shortName;
                        default -> address;
                    };
            return device(
                    prefix + number,
                    name,
                    random.nextBoolean() ? cloud : "",
                    random.nextInt(3) == 0 ? mac : "",
                    random.nextInt(3) > 0 ? address : "",
                    random.nextBoolean() ? os : "");
        }
    }
}
