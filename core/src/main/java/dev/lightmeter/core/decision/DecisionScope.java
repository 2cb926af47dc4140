package dev.lightmeter.core.decision;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** For which devices an exception holds. */
public sealed interface DecisionScope {

    /** Every device, in groups of today and of tomorrow. */
    Global GLOBAL = new Global();

    /** Whether it holds for the devices of the group with this number. */
    boolean covers(int group);

    /** Every device, in groups of today and of tomorrow. */
    record Global() implements DecisionScope {
        @Override
        public boolean covers(int group) {
            return true;
        }
    }

    /** The devices that are in one of these groups, by their numbers. */
    record Groups(SortedSet<Integer> numbers) implements DecisionScope {

        public Groups {
            if (numbers.isEmpty()) throw new IllegalArgumentException("an exception needs at least one device group");
            numbers = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
        }

        public static Groups of(Set<Integer> numbers) {
            return new Groups(new TreeSet<>(numbers));
        }

        @Override
        public boolean covers(int group) {
            return numbers.contains(group);
        }
    }
}
