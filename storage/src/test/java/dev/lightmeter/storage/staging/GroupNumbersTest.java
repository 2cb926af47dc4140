package dev.lightmeter.storage.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.report.ReportedDevice;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupNumbersTest {

    @Test
    void doNotDependOnTheOrderOfArrival() {
        List<ReportedDevice> statements =
                List.of(said("Zoo", null), said("Bar", 3), said("Bar", 2), said("Ant", 2), said("Ant", null));
        GroupNumbers forwards = new GroupNumbers(List.of(DeviceGroup.UNASSIGNED));
        forwards.addAll(statements);
        GroupNumbers backwards = new GroupNumbers(List.of(DeviceGroup.UNASSIGNED));
        backwards.addAll(statements.reversed());

        assertThat(forwards.all()).isEqualTo(backwards.all());
        assertThat(forwards.added())
                .containsExactly(new DeviceGroup(2, "Ant"), new DeviceGroup(3, "Bar"), new DeviceGroup(4, "Zoo"));
    }

    @Test
    void findAFreeNumberBelowTheLastOne() {
        GroupNumbers numbers = new GroupNumbers(List.of(DeviceGroup.UNASSIGNED));
        numbers.addAll(List.of(said("Last", Integer.MAX_VALUE), said("Negative", -7)));

        assertThat(numbers.numberOf("Last")).isEqualTo(Integer.MAX_VALUE);
        assertThat(numbers.numberOf(" Negative ")).isEqualTo(1);
        assertThat(numbers.numberOf("none")).isZero();
    }

    @Test
    void refuseANameThatNobodyAdded() {
        assertThatThrownBy(() -> new GroupNumbers(List.of()).numberOf("Servers"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no device group is called Servers");
    }

    private static ReportedDevice said(String group, Integer number) {
        return new ReportedDevice("d", null, group, number, null, null, null, null, null, null, true, null, null);
    }
}
