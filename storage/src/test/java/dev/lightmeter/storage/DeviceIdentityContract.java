package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedFinding;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How every store recognises devices, and what it makes of what sources say about them. */
public abstract class DeviceIdentityContract extends OpenedStore {

    @Test
    void recognisesADeviceByItsDnsNameOnlyIfTheSourceHasNoIdForItYet() {
        report("defender", Kind.INVENTORY, day(1), sink -> {
            sink.device(device("m-1").name("web.example.org").said());
            sink.device(device("m-2").name("web.example.org").said());
        });
        report("trivy", Kind.FULL, day(2), sink -> {
            sink.device(device("t-3").name("web.example.org").said());
            sink.device(device("t-1").name("web.example.org").said());
            sink.device(device("t-2").name("web.example.org").said());
        });

        // both of defender are two devices; trivy's go with them in the order of their ids, and the third one is new
        assertThat(fleet()).extracting(device -> device.device().id()).containsExactly("m-1", "m-2", "t-3");
    }

    @Test
    void takesNoAddressVersionOrPlainWordForADnsName() {
        for (String name :
                List.of("web", "10.0.0.1", "app-1.2", "localhost.localdomain", "my.server name", "alpine:3.10")) {
            report(
                    "defender",
                    Kind.INVENTORY,
                    day(1),
                    sink -> sink.device(device("d " + name).name(name).said()));
            report(
                    "trivy",
                    Kind.FULL,
                    day(1),
                    sink -> sink.device(device("t " + name).name(name).said()));
        }

        assertThat(fleet()).hasSize(12);
    }

    @Test
    void givesEveryDeviceAnIdOfItsOwn() {
        report(
                "defender",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("web").said()));
        report("trivy", Kind.INVENTORY, day(1), sink -> {
            sink.device(device("web").said());
            sink.device(device("trivy:web").said());
        });
        report(
                "grype",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("web").said()));

        assertThat(fleet())
                .extracting(device -> device.device().id())
                .containsExactly("web", "trivy:web", "trivy:web#2", "grype:web");
    }

    @Test
    void keepsWhatANewerReportDoesNotSay() {
        report(
                "defender",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("web")
                        .name("web.example.org")
                        .os("Linux")
                        .tags("red", "blue")
                        .value(DeviceValue.HIGH)
                        .internetFacing(true)
                        .excluded(true)
                        .group("Servers", 7)
                        .said()));
        ReportReceipt receipt = report(
                "defender",
                Kind.INVENTORY,
                day(2),
                sink -> sink.device(device("web").tags().internetFacing(false).said()));

        assertThat(receipt.touchedSlots()).containsExactly(0);
        var web = only(fleet()).device();
        assertThat(web.name()).isEqualTo("web.example.org");
        assertThat(web.osPlatform()).isEqualTo("Linux");
        assertThat(web.tags()).isEmpty();
        assertThat(web.value()).isEqualTo(DeviceValue.HIGH);
        assertThat(web.internetFacing()).isFalse();
        assertThat(web.excluded()).isTrue();
        assertThat(web.sourceGroup()).isEqualTo("Servers");
    }

    @Test
    void letsAnOlderReportOfAnotherSourceFillGapsButNotOverrule() {
        report(
                "defender",
                Kind.INVENTORY,
                day(10),
                sink -> sink.device(
                        device("m-1").name("web.example.org").os("Linux").said()));
        report(
                "trivy",
                Kind.FULL,
                day(5),
                sink -> sink.device(device("t-1")
                        .name("web.example.org")
                        .os("Windows")
                        .tags("blue")
                        .said()));

        assertThat(only(fleet()).device().osPlatform()).isEqualTo("Linux");
        assertThat(only(fleet()).device().tags()).containsExactly("blue");
    }

    @Test
    void putsTogetherWhatOneReportSaysAboutADeviceInSeveralPlaces() {
        report("defender", Kind.INVENTORY, day(10), sink -> {
            sink.device(device("m-1").name("newer").seenAt(day(9)).said());
            for (int i = 0; i < 100; i++) {
                sink.device(device("m-1")
                        .name("older")
                        .seenAt(day(3).plusSeconds(i))
                        .said());
            }
            sink.device(device("m-1").os("Linux").seenAt(day(1)).said());
        });

        assertThat(only(fleet()).device().name()).isEqualTo("newer");
        assertThat(only(fleet()).device().osPlatform()).isEqualTo("Linux");
    }

    @Test
    void makesNoDeviceAssessedByAnInventoryOfASourceThatReportsNoFindings() {
        report(
                "assets",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("web").said()));

        assertThat(only(fleet()).device().assessedOn()).isNull();
    }

    @Test
    void believesTheInventoryOfASourceOnceItHasReportedFindings() {
        report("defender", Kind.INVENTORY, day(3), sink -> {
            sink.device(device("m-1").seenAt(day(2)).said());
            sink.device(device("m-2").notAssessed().said());
        });
        ReportReceipt receipt = report(
                "defender",
                Kind.FULL,
                day(4),
                sink -> sink.finding(ReportedFinding.present("m-3", LOG4SHELL, LOG4J_OLD)));

        assertThat(receipt.touchedSlots()).containsExactly(0, 2);
        assertThat(fleet())
                .extracting(device -> device.device().assessedOn())
                .containsExactly(LocalDate.parse("2026-06-02"), null, LocalDate.parse("2026-06-04"));

        ReportReceipt later = report(
                "defender",
                Kind.INVENTORY,
                day(8),
                sink -> sink.device(device("m-1").said()));
        assertThat(later.touchedSlots()).containsExactly(0);
        assertThat(fleet().getFirst().device().assessedOn()).isEqualTo(LocalDate.parse("2026-06-08"));
    }

    @Test
    void ignoresFindingsInAnInventory() {
        report(
                "assets",
                Kind.INVENTORY,
                day(1),
                sink -> sink.finding(ReportedFinding.present("web", LOG4SHELL, LOG4J_OLD)));

        assertThat(fleet()).isEmpty();
    }

    @Test
    void replacesTheControlsOfASourceAsAWholeAndShowsTheWorstOfAllSources() {
        report(
                "defender",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("m-1")
                        .name("web.example.org")
                        .controls(
                                new Control("tls", 5, false),
                                new Control("disk", 3, true),
                                new Control("tls", 4, false))
                        .said()));
        report(
                "audit",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("a-1")
                        .name("web.example.org")
                        .controls(new Control("tls", 2, true))
                        .said()));
        assertThat(only(fleet()).device().controls())
                .containsExactly(new Control("disk", 3, true), new Control("tls", 2, true));

        report(
                "defender",
                Kind.INVENTORY,
                day(2),
                sink -> sink.device(device("m-1").said()));
        assertThat(only(fleet()).device().controls()).hasSize(2);

        ReportReceipt receipt = report(
                "defender",
                Kind.INVENTORY,
                day(3),
                sink -> sink.device(
                        device("m-1").controls(new Control("tls", 5, false)).said()));
        assertThat(receipt.touchedSlots()).containsExactly(0);
        assertThat(only(fleet()).device().controls()).containsExactly(new Control("tls", 2, true));

        report(
                "audit",
                Kind.INVENTORY,
                day(4),
                sink -> sink.device(device("a-1").controls().said()));
        assertThat(only(fleet()).device().controls()).containsExactly(new Control("tls", 5, false));
    }
}
