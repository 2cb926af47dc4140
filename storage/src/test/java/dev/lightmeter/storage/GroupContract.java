package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRule.Attribute;
import dev.lightmeter.core.group.GroupRule.Operator;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import dev.lightmeter.core.report.ReportHeader.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How every store numbers device groups and keeps their arrangement. */
public abstract class GroupContract extends OpenedStore {

    @Test
    void numbersGroupsAsTheirSourceDoesWhereTheNumberIsFree() {
        report("defender", Kind.INVENTORY, day(1), sink -> {
            sink.device(device("m-1").group("Servers", 7).said());
            sink.device(device("m-2").group("Clients", 7).said());
            sink.device(device("m-3").group("Kiosks", null).said());
            sink.device(device("m-4").group("Unassigned", 0).said());
            sink.device(device("m-5").group("None", 9).said());
        });
        store.ensureGroups(List.of("Servers", "Printers", "UnassignedGroup"));

        assertThat(store.groups())
                .containsExactly(
                        DeviceGroup.UNASSIGNED,
                        new DeviceGroup(7, "Clients"),
                        new DeviceGroup(8, "Kiosks"),
                        new DeviceGroup(9, "Servers"),
                        new DeviceGroup(10, "Printers"));
        assertThat(fleet())
                .extracting(device -> device.device().sourceGroup())
                .containsExactly("Servers", "Clients", "Kiosks", null, null);
    }

    @Test
    void keepsHowTheOperatorArrangedTheGroups() {
        assertThat(store.arrangement()).isEqualTo(GroupArrangement.NONE);
        GroupArrangement arranged = arrangement();
        store.arrange(arranged);
        assertThat(store.arrangement()).isEqualTo(arranged);
        assertThat(store.groups())
                .extracting(DeviceGroup::name)
                .containsExactly("UnassignedGroup", "Servers", "Field", "Kiosks");

        store = reopened(store);
        assertThat(store.arrangement()).isEqualTo(arranged);
        store.arrange(arranged.without("Servers"));
        assertThat(store.arrangement()).isEqualTo(arranged.without("Servers"));
        assertThat(store.groups()).contains(new DeviceGroup(1, "Servers")); // nobody else gets its number
    }

    @Test
    void renamesAGroupAndKeepsItsNumber() {
        store.arrange(arrangement());
        store.renameGroup(1, " Data centre ");
        store = reopened(store);
        assertThat(store.groups()).contains(new DeviceGroup(1, "Data centre"));
        assertThat(store.arrangement()).isEqualTo(arrangement().renamed("Servers", "Data centre"));
        assertThat(store.arrangement().assignmentsOf("Data centre")).containsExactly("ops", "3f2b");
        assertThatThrownBy(() -> store.renameGroup(1, "Field"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a device group cannot be renamed to Field, the name is taken");
        assertThatThrownBy(() -> store.renameGroup(0, "Others"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no device group that could be renamed has the number 0");
        store.renameGroup(1, "Data Centre"); // another letter case of its own name
        assertThat(store.groups()).contains(new DeviceGroup(1, "Data Centre"));
    }

    private static GroupArrangement arrangement() {
        GroupRule servers =
                new GroupRule(Attribute.OS_PLATFORM, Operator.STARTS_WITH, List.of("windowsserver", "linux"));
        GroupRule production = new GroupRule(Attribute.TAG, Operator.EQUALS, List.of("prod"));
        GroupRule tested = new GroupRule(Attribute.TAG, Operator.EQUALS, List.of("test\n2"));
        GroupRule field = new GroupRule(Attribute.DOMAIN, Operator.ENDS_WITH, List.of("field.example"));
        return new GroupArrangement(
                new GroupRules(List.of(
                        new RankedGroup("Servers", List.of(servers, production, tested)),
                        new RankedGroup("Field", List.of(field)))),
                Map.of("Servers", "what must not stop"),
                Map.of(
                        "Servers",
                        List.of("ops", "3f2b"),
                        "UnassignedGroup",
                        List.of("admins"),
                        "Kiosks",
                        List.of("x")));
    }

    @Test
    void takesADeviceOutOfItsGroupWhenTheSourceSaysItHasNone() {
        report(
                "defender",
                Kind.INVENTORY,
                day(1),
                sink -> sink.device(device("m-1").group("Servers", 7).said()));
        report(
                "defender",
                Kind.INVENTORY,
                day(2),
                sink -> sink.device(device("m-1").said()));
        assertThat(only(fleet()).device().sourceGroup()).isEqualTo("Servers");
        report(
                "defender",
                Kind.INVENTORY,
                day(3),
                sink -> sink.device(device("m-1").group("None", 0).said()));
        assertThat(only(fleet()).device().sourceGroup()).isNull();
    }
}
