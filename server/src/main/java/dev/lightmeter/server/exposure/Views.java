package dev.lightmeter.server.exposure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Sight;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest scoreboard as a caller may see it: the one that would be if only the devices of the caller's device groups
 * existed. Everything that is told to a caller comes from here, so nothing tells of a device that is not theirs, not even by
 * a sum.
 */
public final class Views {

    /** Views share the columns of the fleet, but each has its own list of devices: 8 MB for a million. */
    private static final int MOST = 64;

    private final Supplier<Optional<Scoreboard>> newest;
    private final Function<DeviceGroup, Collection<String>> assignments;

    private volatile @Nullable Restricted latest;

    /**
     * @param newest the newest scoreboard over everything; empty while the fleet is being loaded
     * @param assignments who is assigned to a device group: ids or names of groups of users, or of users; nobody means that
     *     everybody sees it
     */
    public Views(Supplier<Optional<Scoreboard>> newest, Function<DeviceGroup, Collection<String>> assignments) {
        this.newest = newest;
        this.assignments = assignments;
    }

    /** The scoreboards made of one by leaving out device groups. */
    private record Restricted(Scoreboard of, Cache<Set<DeviceGroup>, Scoreboard> views) {}

    /** The newest scoreboard for a caller; a problem with status 503 while the fleet is being loaded. */
    public Scoreboard of(Caller caller) {
        return ifReady(caller).orElseThrow(Views::notLoaded);
    }

    /** Another scoreboard as a caller may see it: one that was made for a question. */
    public Scoreboard of(Caller caller, Scoreboard board) {
        Sight sight = caller.sight();
        if (sight instanceof Sight.Everything) return board;
        Set<DeviceGroup> visible = visible(board, group -> sight.sees(group.name(), assignments.apply(group)));
        return visible.size() == board.groups().size() ? board : board.restrictedTo(visible);
    }

    /** The newest scoreboard for a caller; empty while the fleet is being loaded. */
    public Optional<Scoreboard> ifReady(Caller caller) {
        Sight sight = caller.sight();
        return sight instanceof Sight.Everything
                ? newest.get()
                : newest.get()
                        .map(board -> restricted(board, group -> sight.sees(group.name(), assignments.apply(group))));
    }

    /**
     * The newest scoreboard over the device groups with these numbers, over all if empty; for who was shown them before. A
     * problem with status 503 while the fleet is being loaded.
     */
    public Scoreboard ofGroups(Optional<Set<Integer>> numbers) {
        Scoreboard board = newest.get().orElseThrow(Views::notLoaded);
        return numbers.map(chosen -> restricted(board, group -> chosen.contains(group.id())))
                .orElse(board);
    }

    public boolean isReady() {
        return newest.get().isPresent();
    }

    private static ProblemException notLoaded() {
        return new ProblemException(Problem.unavailable("The fleet is being loaded; ask again in a moment"));
    }

    private Scoreboard restricted(Scoreboard board, Predicate<DeviceGroup> sees) {
        Set<DeviceGroup> visible = visible(board, sees);
        return visible.size() == board.groups().size() ? board : viewsOf(board).get(visible, board::restrictedTo);
    }

    private static Set<DeviceGroup> visible(Scoreboard board, Predicate<DeviceGroup> sees) {
        Set<DeviceGroup> visible = new LinkedHashSet<>();
        for (GroupScore score : board.groups()) {
            DeviceGroup group = score.group();
            if (group != null && sees.test(group)) visible.add(group);
        }
        return visible;
    }

    @SuppressWarnings("ReferenceEquality") // another scoreboard is another moment, however equal
    private Cache<Set<DeviceGroup>, Scoreboard> viewsOf(Scoreboard board) {
        Restricted known = latest;
        if (known == null || known.of != board) {
            known = new Restricted(
                    board, Caffeine.newBuilder().maximumSize(MOST).build());
            latest = known;
        }
        return known.views;
    }
}
