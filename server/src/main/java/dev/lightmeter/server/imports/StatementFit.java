package dev.lightmeter.server.imports;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.decision.Aliases;
import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.decision.VexStatement;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.report.SkippedRow;
import dev.lightmeter.storage.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which statements of a document are about something that is here, for somebody who wonders why a score did not move.
 *
 * @param statements how many there are
 * @param fitting those that fit an open finding
 * @param weaknessNotFound those about a weakness that no device has, by no name that is known
 * @param weaknessesNotFound the first of these
 * @param productNotFound those about a weakness that some device has, but in no product that they mean
 * @param productsNotFound the first of these
 */
public record StatementFit(
        int statements,
        int fitting,
        int weaknessNotFound,
        List<SkippedRow> weaknessesNotFound,
        int productNotFound,
        List<SkippedRow> productsNotFound) {

    private static final int TOLD = 100;

    public StatementFit {
        weaknessesNotFound = List.copyOf(weaknessesNotFound);
        productsNotFound = List.copyOf(productsNotFound);
    }

    /** Compares a document with all open findings: one pass over the store. */
    static StatementFit of(VexDocument document, Store store) {
        Aliases aliases = store.aliases();
        Open open = new Open(document, store.dictionary(), aliases);
        if (!open.byWeakness.isEmpty()) store.forEachDevice(open::strike);
        List<VexStatement> nowhere = document.statements().stream()
                .filter(statement ->
                        aliases.meantBy(statement.weakness()).stream().noneMatch(open.present::contains))
                .toList();
        Set<VexStatement> unknown = new HashSet<>(nowhere);
        List<VexStatement> inOtherProducts = document.statements().stream()
                .filter(statement -> !unknown.contains(statement) && !open.fitting.contains(statement))
                .toList();
        return new StatementFit(
                document.statements().size(),
                document.statements().size() - nowhere.size() - inOtherProducts.size(),
                nowhere.size(),
                rows(document, nowhere, statement -> "no device has " + named(statement, aliases)),
                inOtherProducts.size(),
                rows(
                        document,
                        inOtherProducts,
                        statement -> named(statement, aliases) + " is here, but not in this product: "
                                + statement.product()));
    }

    private static List<SkippedRow> rows(
            VexDocument document, List<VexStatement> statements, Function<VexStatement, String> why) {
        return statements.stream()
                .limit(TOLD)
                .map(statement -> new SkippedRow(document.file(), statement.place(), why.apply(statement)))
                .toList();
    }

    /** With the other names that were looked for, so that nobody wonders whether they were. */
    private static String named(VexStatement statement, Aliases aliases) {
        List<String> others = aliases.meantBy(statement.weakness()).stream()
                .filter(name -> !name.equals(statement.weakness()))
                .toList();
        return statement.weakness() + (others.isEmpty() ? "" : " (" + String.join(", ", others) + ")");
    }

    /** Statements on their way through the devices. */
    private static final class Open {

        private final Dictionary dictionary;
        private final Map<Integer, List<VexStatement>> byWeakness = new HashMap<>();
        private final Set<VexStatement> fitting = new HashSet<>();
        private final Set<String> present = new HashSet<>();

        Open(VexDocument document, Dictionary dictionary, Aliases aliases) {
            this.dictionary = dictionary;
            for (VexStatement statement : document.statements()) {
                for (String name : aliases.meantBy(statement.weakness())) {
                    dictionary.findWeakness(name).ifPresent(weakness -> byWeakness
                            .computeIfAbsent(weakness, _ -> new ArrayList<>())
                            .add(statement));
                }
            }
        }

        /** Takes out what fits a finding of the device. */
        void strike(FleetDevice device) {
            for (int i = 0; i < device.weaknesses().length; i++) {
                List<VexStatement> statements = byWeakness.get(device.weaknesses()[i]);
                if (statements == null) continue;
                present.add(dictionary.weaknessName(device.weaknesses()[i]));
                var software = dictionary.path(device.paths()[i]).software();
                statements.removeIf(statement -> fits(statement, software, device.device()));
            }
        }

        private boolean fits(VexStatement statement, Software software, Device device) {
            if (!statement.isAbout(software, device)) return false;
            fitting.add(statement);
            return true;
        }
    }
}
