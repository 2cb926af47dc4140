package dev.lightmeter.server.device;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Position;
import dev.lightmeter.server.odata.Query;
import dev.lightmeter.server.odata.Shape;
import dev.lightmeter.storage.query.Property;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A device as the lists of other resources name it.
 *
 * @param slot its place in the list; not told to clients
 * @param rbacGroupName null in a fleet without device groups
 */
public record MachineReference(
        int slot,
        String id,
        String computerDnsName,
        @Nullable String osPlatform,
        @Nullable String rbacGroupName) {

    private static final Property<MachineReference> ID =
            Property.word("id", MachineReference::id).always();

    public static final Shape<MachineReference> SHAPE = Shape.<MachineReference>named("MachineReference")
            .with(ID)
            .with(Property.word("computerDnsName", MachineReference::computerDnsName))
            .with(Property.word("osPlatform", MachineReference::osPlatform))
            .with(Property.text("rbacGroupName", MachineReference::rbacGroupName));

    public static final EntitySet<MachineReference> SET =
            EntitySet.of("MachineReferences", SHAPE, ID).at("").inOneOrder();

    /** Some devices, ascending. */
    @FunctionalInterface
    public interface Slots {
        /** Those at this slot and behind it. */
        IntStream from(int slot);
    }

    /** The answer to a request for references to these devices. */
    public static Reply list(Call call, Scoreboard board, Slots slots) {
        Query<MachineReference> query = SET.query(call);
        boolean grouped = board.groups().stream()
                .anyMatch(group -> group.group() != null && !group.group().equals(DeviceGroup.UNASSIGNED));
        int from = query.after().map(MachineReference::behind).orElse(0);
        return query.reply(query.page(
                slots.from(from)
                        .mapToObj(slot -> of(board, slot, grouped))
                        .filter(query.filter()::test)
                        .iterator(),
                row -> Position.of(Integer.toString(row.slot)),
                () -> query.count(slots.from(0).mapToObj(slot -> of(board, slot, grouped)))));
    }

    private static MachineReference of(Scoreboard board, int slot, boolean grouped) {
        Device device = board.fleet().device(slot).orElseThrow();
        return new MachineReference(
                slot,
                device.id(),
                device.name(),
                device.osPlatform().isEmpty() ? null : device.osPlatform(),
                grouped ? board.fleet().groupOf(slot).name() : null);
    }

    private static int behind(Position position) {
        try {
            return Integer.parseInt(position.values().getFirst()) + 1;
        } catch (RuntimeException e) {
            throw Query.foreignToken(); // the client changed it
        }
    }
}
