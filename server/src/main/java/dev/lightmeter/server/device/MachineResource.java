package dev.lightmeter.server.device;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.odata.EntitySet;
import dev.lightmeter.server.odata.Query;
import dev.lightmeter.storage.merged.MergedStore;
import dev.lightmeter.storage.query.Comparison;
import dev.lightmeter.storage.query.Filter;
import dev.lightmeter.storage.query.Place;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Answers with the machines that a caller sees. */
public final class MachineResource {

    public static final Access ACCESS = Access.needs(new Permission(
            List.of("Machine.Read.All", "Machine.ReadWrite.All"), List.of("Machine.Read", "Machine.ReadWrite")));

    /** The list, for those who describe all lists. */
    public static final EntitySet<?> MACHINES = MachineSet.MACHINES;

    private final Views views;
    private final MergedStore store;
    private final Clock clock;

    public MachineResource(Views views, MergedStore store, Clock clock) {
        this.views = views;
        this.store = store;
        this.clock = clock;
    }

    /** All of them. */
    public Reply list(Call call) {
        Query<Machine> query = MachineSet.MACHINES.query(call);
        return query.reply(machines(call).page(query, Filter.everything()));
    }

    /** How many there are, as a bare number. */
    public Reply count(Call call) {
        Query<Machine> query = MachineSet.MACHINES.query(call);
        return Query.countReply(machines(call).count(query.filter()));
    }

    /** One of them, by its id or its name; also one that was merged into another one, by its id. */
    public Reply one(Call call) {
        Scoreboard board = views.of(call.caller().orElseThrow());
        String idOrName = call.parameter("id");
        Optional<Machine> gone = board.fleet().slotsOf(idOrName).isEmpty()
                ? new MergedAway(store, board).machine(idOrName, clock.instant())
                : Optional.empty();
        return MachineSet.MACHINES.entity(call, gone.orElseGet(() -> known(board, idOrName)));
    }

    private Machine known(Scoreboard board, String idOrName) {
        int slot = NamedDevice.slot(board, idOrName);
        return new Machines(board, store, clock.instant()).at(slot).getFirst();
    }

    /** Those with the tag {@code tag}, or with one that starts so if {@code useStartsWithFilter} is true. */
    public Reply byTag(Call call) {
        String tag = call.query()
                .firstIgnoringCase("tag")
                .filter(given -> !given.isBlank())
                .orElseThrow(() -> new ProblemException(
                        new Problem(400, "MissingRequiredParameter", "The query needs the parameter tag")));
        Filter<String> matches = startsWith(call)
                ? new Filter.Matches<>(Filter.AnyOf.ELEMENT, Place.START, tag)
                : Filter.compare(Filter.AnyOf.ELEMENT, Comparison.EQ, tag);
        Query<Machine> query = MachineSet.MACHINES.query(call);
        return query.reply(machines(call).page(query, new Filter.AnyOf<>(MachineSet.TAGS, matches)));
    }

    private static boolean startsWith(Call call) {
        String given = call.query().firstIgnoringCase("useStartsWithFilter").orElse("false");
        if (given.equalsIgnoreCase("true")) return true;
        if (given.isEmpty() || given.equalsIgnoreCase("false")) return false;
        throw new ProblemException(
                new Problem(400, "InvalidInput", "useStartsWithFilter must be true or false, got something else"));
    }

    private Machines machines(Call call) {
        return new Machines(views.of(call.caller().orElseThrow()), store, clock.instant());
    }
}
