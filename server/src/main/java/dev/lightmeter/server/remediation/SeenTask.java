package dev.lightmeter.server.remediation;

import dev.lightmeter.core.RemediationTask;
import dev.lightmeter.core.RemediationTask.Closing;
import dev.lightmeter.core.RemediationTask.Target;
import dev.lightmeter.core.fleet.Census;
import dev.lightmeter.core.fleet.Scoreboard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A remediation task as a caller sees it: as if it had been made for the visible devices alone.
 *
 * @param targets those that the caller sees; there is at least one
 * @param groupNames names of their device groups
 */
record SeenTask(RemediationTask task, List<Target> targets, List<String> groupNames, String relatedComponent) {

    private static final Duration KEPT = Duration.ofDays(180);
    private static final String SOFTWARE = "va-_-";
    private static final String CONFIGURATION = "sca-_-";
    private static final String BETWEEN = "-_-";

    /** The task over the devices of a view; empty if none of its devices is visible. */
    static Optional<SeenTask> in(Scoreboard board, RemediationTask task) {
        List<Target> visible = task.targets().stream()
                .filter(target -> board.state(target.slot()).isPresent())
                .toList();
        if (visible.isEmpty()) return Optional.empty();
        TreeSet<String> groups = new TreeSet<>();
        visible.forEach(
                target -> groups.add(board.fleet().groupOf(target.slot()).name()));
        String product = productId(task.recommendation());
        String component = product == null ? task.recommendation() : product;
        return Optional.of(new SeenTask(
                task,
                visible,
                List.copyOf(groups),
                board.census().product(component).map(Census.Product::name).orElse(part(component, 1))));
    }

    long fixed() {
        return targets.stream().filter(Target::fixed).count();
    }

    /** The devices on which something is left to do. */
    List<Target> open() {
        return targets.stream().filter(target -> !target.fixed()).toList();
    }

    boolean isCompleted() {
        return task.closing() != null || open().isEmpty();
    }

    /** True if somebody declared it done before the sources did. */
    private boolean isClosed() {
        Closing closing = task.closing();
        return closing != null && (!open().isEmpty() || closing.at().isBefore(lastFix()));
    }

    /** Who declared it done; null if the sources did, or if it is not done. */
    @Nullable
    Closing closing() {
        return isClosed() ? task.closing() : null;
    }

    /** Null while it is not completed. Clients know the first word; the other one is ours. */
    @Nullable
    String completionMethod() {
        if (!isCompleted()) return null;
        return isClosed() ? "Manual" : "Automatic";
    }

    /** Since when the status is what it is. One that came back counts from then on. */
    Instant statusSince() {
        Closing closing = closing();
        if (closing != null) return closing.at();
        if (isCompleted()) return lastFix();
        return open().stream().map(Target::since).min(Instant::compareTo).orElse(task.createdOn());
    }

    /** True if it was completed so long ago that nobody asks for it any more, as Defender documents. */
    boolean isGone(Instant now) {
        return isCompleted() && statusSince().isBefore(now.minus(KEPT));
    }

    private Instant lastFix() {
        return targets.stream().map(Target::since).max(Instant::compareTo).orElse(task.createdOn());
    }

    boolean isAboutConfiguration() {
        return task.recommendation().startsWith(CONFIGURATION);
    }

    /** {@code scid-20000}; null if it is about software. */
    @Nullable
    String scid() {
        return isAboutConfiguration() ? task.recommendation().substring(CONFIGURATION.length()) : null;
    }

    /** {@code acme-_-portal}; null if it is not about software of a known name. */
    @Nullable
    String productId() {
        return productId(task.recommendation());
    }

    @Nullable
    String vendorId() {
        String product = productId();
        return product == null ? null : part(product, 0);
    }

    @Nullable
    String nameId() {
        String product = productId();
        return product == null ? null : part(product, 1);
    }

    private static @Nullable String productId(String recommendation) {
        boolean named = recommendation.startsWith(SOFTWARE) && recommendation.indexOf(BETWEEN, SOFTWARE.length()) > 0;
        return named ? recommendation.substring(SOFTWARE.length()) : null;
    }

    /** The vendor or the name in the id of a product; the whole text if it is none. */
    private static String part(String id, int which) {
        int between = id.indexOf(BETWEEN);
        if (between < 0) return id;
        return which == 0 ? id.substring(0, between) : id.substring(between + BETWEEN.length());
    }
}
