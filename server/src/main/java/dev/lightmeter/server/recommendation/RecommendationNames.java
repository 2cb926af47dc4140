package dev.lightmeter.server.recommendation;

import dev.lightmeter.core.fleet.Census;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.storage.Fixes;
import dev.lightmeter.storage.Store;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the recommendations of one scoreboard ask for, in a sentence. */
public final class RecommendationNames {

    private final Census census;
    private final Remedies remedies;
    private final Map<String, Said> known = new ConcurrentHashMap<>();

    private RecommendationNames(Census census, Remedies remedies) {
        this.census = census;
        this.remedies = remedies;
    }

    /**
     * What one recommendation asks for.
     *
     * @param sentence such as {@code Update Acme Portal to version 2.1}
     * @param type in Defender's words: {@code Update}, {@code Upgrade}, {@code Uninstall}, {@code ConfigurationChange}
     * @param version the smallest that fixes what is open, as far as a scanner said; empty if none did
     */
    public record Said(String sentence, String type, String version) {}

    /** Makes them of a scoreboard; to be kept with it. */
    public static Function<Scoreboard, RecommendationNames> maker(Store store, Supplier<Fixes> fixes) {
        return board ->
                new RecommendationNames(board.census(), new Remedies(board, fixes.get(), store.controlDescriptions()));
    }

    /** What a recommendation asks for; its id if it is for no device that counts. */
    public Said of(String recommendation) {
        return known.computeIfAbsent(recommendation, this::find);
    }

    private Said find(String recommendation) {
        if (recommendation.isEmpty()) return new Said("Nothing is known that removes it", "", "");
        return census.concern(recommendation)
                .map(concern ->
                        remedies.of(concern, census.exposuresThrough(concern)).remedy())
                .map(remedy -> new Said(remedy.name(), remedy.kind().wire(), remedy.version()))
                .orElseGet(() -> new Said(recommendation, "", ""));
    }
}
