package dev.lightmeter.cli.demo;

import dev.lightmeter.core.DeviceValue;
import java.util.List;

/**
 * What the machines of one device group have in common.
 *
 * @param prefix of the names of its devices
 * @param platforms one of them is taken for each device
 * @param applications each is installed on its share of the devices
 * @param behind by how many months of fixes the devices are behind, at least and at most
 * @param urgentMissing chance that a fix is missing although attackers use the weakness
 * @param facing share of the devices that the internet reaches
 * @param unseen share of the devices that no scan has reached for weeks, or ever
 * @param failing share of the controls that a device fails
 */
record Profile(
        String group,
        String prefix,
        int devices,
        DeviceValue value,
        List<Platform> platforms,
        List<Application> applications,
        Behind behind,
        double urgentMissing,
        double facing,
        double unseen,
        double failing) {

    /** An operating system and what it brings along. */
    record Platform(String name, List<String> products, boolean supported) {}

    record Application(double share, String product) {}

    record Behind(int least, int most) {}

    private static final Platform WINDOWS_11 =
            new Platform("Windows11", List.of("microsoft/windows", "microsoft/windows_11"), true);
    private static final Platform WINDOWS_10 =
            new Platform("Windows10", List.of("microsoft/windows", "microsoft/windows_10"), true);
    private static final Platform SERVER_2019 =
            new Platform("WindowsServer2019", List.of("microsoft/windows", "microsoft/windows_server_2019"), true);
    private static final Platform SERVER_2022 =
            new Platform("WindowsServer2022", List.of("microsoft/windows", "microsoft/windows_server_2022"), true);
    private static final Platform DEBIAN =
            new Platform("Linux", List.of("debian/debian_linux", "linux/linux_kernel", "gnu/glibc"), true);
    private static final Platform UBUNTU =
            new Platform("Linux", List.of("canonical/ubuntu_linux", "linux/linux_kernel", "openssl/openssl"), true);
    private static final Platform MAC = new Platform("macOS", List.of("apple/macos"), true);
    private static final Platform WINDOWS_7 = new Platform("Windows7", List.of("microsoft/windows_7"), false);
    private static final Platform SERVER_2012 =
            new Platform("WindowsServer2012R2", List.of("microsoft/windows_server_2012"), false);

    /** The fleet: about two thousand devices, from well kept to forgotten. */
    static List<Profile> all() {
        return List.of(
                new Profile(
                        "Finance",
                        "fin",
                        240,
                        DeviceValue.NORMAL,
                        List.of(WINDOWS_11),
                        List.of(
                                new Application(1, "microsoft/office"),
                                new Application(1, "google/chrome"),
                                new Application(0.6, "adobe/acrobat_reader"),
                                new Application(0.3, "oracle/java_se")),
                        new Behind(0, 2),
                        0.002,
                        0,
                        0.01,
                        0.15),
                new Profile(
                        "Domain Controllers",
                        "dc",
                        24,
                        DeviceValue.HIGH,
                        List.of(SERVER_2019, SERVER_2022),
                        List.of(),
                        new Behind(1, 4),
                        0.02,
                        0,
                        0,
                        0.2),
                new Profile(
                        "DMZ",
                        "dmz",
                        90,
                        DeviceValue.HIGH,
                        List.of(DEBIAN, SERVER_2019, UBUNTU),
                        List.of(
                                new Application(0.5, "apache/http_server"),
                                new Application(0.3, "apache/tomcat"),
                                new Application(0.2, "fortinet/fortios"),
                                new Application(0.15, "paloaltonetworks/pan-os"),
                                new Application(0.15, "citrix/netscaler_gateway"),
                                new Application(0.15, "ivanti/connect_secure"),
                                new Application(0.2, "microsoft/exchange_server"),
                                new Application(0.2, "atlassian/confluence"),
                                new Application(0.05, "progress/moveit_transfer")),
                        new Behind(1, 6),
                        0.11,
                        0.85,
                        0.03,
                        0.3),
                new Profile(
                        "Engineering laptops",
                        "eng",
                        520,
                        DeviceValue.NORMAL,
                        List.of(MAC, UBUNTU, WINDOWS_11),
                        List.of(
                                new Application(0.9, "google/chrome"),
                                new Application(0.7, "mozilla/firefox"),
                                new Application(0.6, "golang/go"),
                                new Application(0.8, "python/cpython"),
                                new Application(0.2, "rarlab/winrar")),
                        new Behind(0, 4),
                        0.008,
                        0,
                        0.04,
                        0.35),
                new Profile(
                        "Point of Sale",
                        "pos",
                        460,
                        DeviceValue.LOW,
                        List.of(WINDOWS_10),
                        List.of(new Application(1, "oracle/java_se"), new Application(0.4, "google/chrome")),
                        new Behind(4, 9),
                        0.02,
                        0.02,
                        0.05,
                        0.45),
                new Profile(
                        "Hospital wards",
                        "ward",
                        330,
                        DeviceValue.HIGH,
                        List.of(WINDOWS_10, WINDOWS_10, WINDOWS_11),
                        List.of(
                                new Application(1, "microsoft/office"),
                                new Application(0.9, "google/chrome"),
                                new Application(0.3, "microsoft/internet_explorer"),
                                new Application(0.5, "oracle/java_se"),
                                new Application(0.4, "adobe/acrobat_reader")),
                        new Behind(2, 8),
                        0.035,
                        0,
                        0.08,
                        0.4),
                new Profile(
                        "Cloud build hosts",
                        "build",
                        260,
                        DeviceValue.NORMAL,
                        List.of(DEBIAN, UBUNTU),
                        List.of(
                                new Application(0.3, "jenkins/jenkins"),
                                new Application(0.3, "jetbrains/teamcity"),
                                new Application(0.2, "gitlab/gitlab"),
                                new Application(0.8, "golang/go"),
                                new Application(0.9, "python/cpython"),
                                new Application(0.5, "djangoproject/django"),
                                new Application(0.4, "redislabs/redis"),
                                new Application(0.5, "sudo_project/sudo")),
                        new Behind(1, 6),
                        0.03,
                        0.15,
                        0.02,
                        0.25),
                new Profile(
                        "Retired but running",
                        "old",
                        76,
                        DeviceValue.NORMAL,
                        List.of(WINDOWS_7, SERVER_2012),
                        List.of(
                                new Application(0.8, "microsoft/internet_explorer"),
                                new Application(0.4, "oracle/java_se"),
                                new Application(0.3, "oracle/weblogic_server"),
                                new Application(0.3, "apache/log4j"),
                                new Application(0.3, "microsoft/.net_framework")),
                        new Behind(8, 40),
                        0.35,
                        0.05,
                        0.3,
                        0.7));
    }
}
