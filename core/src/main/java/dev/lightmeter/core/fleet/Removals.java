package dev.lightmeter.core.fleet;

import java.util.function.IntFunction;

/**
 * Things that each remove some paths: the recommendations, or the products.
 *
 * @param byPath which of them removes a path
 * @param count how many there are
 * @param ids their ids; one with an empty id is none
 * @param withControls whether they are recommendations, which make controls comply too
 */
@SuppressWarnings("ArrayRecordComponent") // read a hundred million times; identity is never compared
record Removals(int[] byPath, int count, IntFunction<String> ids, boolean withControls) {

    static Removals ofRecommendations(Fleet fleet, HazardTable hazards) {
        Dictionary dictionary = fleet.dictionary();
        return new Removals(hazards.recommendation, dictionary.recommendations(), dictionary::recommendationId, true);
    }

    static Removals ofProducts(CensusKeys keys) {
        return new Removals(keys.productByPath, keys.products.size(), keys.products::get, false);
    }

    String id(int removal) {
        return ids.apply(removal);
    }
}
