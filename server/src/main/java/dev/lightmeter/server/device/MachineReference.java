package dev.lightmeter.server.device;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Query;
import dev.lightmeter.server.odata.Shape;
import dev.lightmeter.storage.query.Property;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The short form in which lists of other things tell of devices.
 *
 * @param slot the store's number of the device
 * @param osPlatform null if nobody said
 * @param rbacGroupName null where there are no device groups
 */
public record MachineReference(
        int slot,
        String id,
        String computerDnsName,
        @Nullable String osPlatform,
        @Nullable String rbacGroupName) {

    private static final Property<MachineReference> ID =
            Property.word("id", MachineReference::id).always();

    private static final Shape<MachineReference> SHAPE = Shape.<MachineReference>named("MachineReference")
            .with(ID)
            .with(Property.word("computerDnsName", MachineReference::computerDnsName)
                    .always())
            .with(Property.word("osPlatform", MachineReference::osPlatform))
            .with(Property.word("rbacGroupName", MachineReference::rbacGroupName));

    /** Lists of references, wherever they are. */
    public static final EntitySet<MachineReference> SET = EntitySet.of("MachineReferences", SHAPE, ID);

    /**
     * Answers with some of the devices of a view.
     *
     * @param slotsFrom the slots of the devices from a slot on, ascending; asked once for each pass over them
     */
    public static Reply list(Call call, Scoreboard board, IntFunction<IntStream> slotsFrom) {
        RbacGroups groups = RbacGroups.of(board);
        Query<MachineReference> query = SET.query(call);
        return query.reply(new SlotPages<>(
                        query,
                        from -> slotsFrom.apply(from).mapToObj(slot -> of(slot, board, groups)),
                        MachineReference::slot)
                .page());
    }

    private static MachineReference of(int slot, Scoreboard board, RbacGroups groups) {
        Device device = board.fleet().device(slot).orElseThrow();
        return new MachineReference(
                slot,
                device.id(),
                device.name(),
                device.osPlatform().isEmpty() ? null : device.osPlatform(),
                groups.nameOrNull(slot));
    }
}
