package dev.lightmeter.storage.staging;

import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.report.Feed;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Which of the texts about a weakness counts. */
public final class Texts {

    /** The feeds that describe weaknesses, best first. */
    public static final List<Feed> RANKED = List.of(Feed.NVD, Feed.CVE, Feed.KEV);

    /** Of several texts about one weakness in one edition the first one counts. */
    public static final Comparator<WeaknessText> NEWEST_FIRST = Comparator.comparing(
                    WeaknessText::updatedOn, Comparator.nullsLast(Comparator.<Instant>reverseOrder()))
            .thenComparing(WeaknessText::description, Comparator.nullsLast(Comparator.<String>reverseOrder()));

    private Texts() {}

    /** The same text as every store keeps it; times to the microsecond. */
    public static WeaknessText storable(WeaknessText text) {
        return new WeaknessText(
                Text.storable(text.weakness()),
                Text.storableOrNull(text.description()),
                Text.storableOrNull(text.cvssVector()),
                micros(text.publishedOn()),
                micros(text.updatedOn()),
                text.exploitUris().stream()
                        .map(uri -> Text.storable(uri).replace('\n', ' '))
                        .filter(uri -> !uri.isBlank())
                        .distinct()
                        .toList());
    }

    /** One text out of those of several feeds: each part from the best feed that has it, the addresses of all. */
    public static WeaknessText merged(SortedMap<Integer, WeaknessText> byRank) {
        return byRank.values().stream().reduce(Texts::orElse).orElseThrow();
    }

    private static WeaknessText orElse(WeaknessText one, WeaknessText other) {
        Set<String> uris = new LinkedHashSet<>(one.exploitUris());
        uris.addAll(other.exploitUris());
        return new WeaknessText(
                one.weakness(),
                either(one.description(), other.description()),
                either(one.cvssVector(), other.cvssVector()),
                either(one.publishedOn(), other.publishedOn()),
                either(one.updatedOn(), other.updatedOn()),
                List.copyOf(uris));
    }

    private static <T> @Nullable T either(@Nullable T one, @Nullable T other) {
        return one != null ? one : other;
    }

    private static @Nullable Instant micros(@Nullable Instant time) {
        return time == null ? null : Micros.instant(Micros.of(time));
    }
}
