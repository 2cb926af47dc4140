package dev.lightmeter.server.imports;

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

/**
 * Which statements of a document are about something that is here, for somebody who wonders why a score did not move.
 *
 * @param statements how many there are
 * @param fitting those that fit an open finding
 * @param weaknessNotFound those about a weakness that no device has
 * @param productNotFound those about a weakness that some device has, but in no product that they mean
 * @param productsNotFound the first of these
 */
public record StatementFit(
        int statements, int fitting, int weaknessNotFound, int productNotFound, List<SkippedRow> productsNotFound) {

    private static final int TOLD = 100;

    public StatementFit {
        productsNotFound = List.copyOf(productsNotFound);
    }

    /** Compares a document with all open findings: one pass over the store. */
    static StatementFit of(VexDocument document, Store store) {
        Dictionary dictionary = store.dictionary();
        Map<Integer, List<VexStatement>> open = new HashMap<>();
        for (VexStatement statement : document.statements()) {
            dictionary.findWeakness(statement.weakness()).ifPresent(weakness -> open.computeIfAbsent(
                            weakness, _ -> new ArrayList<>())
                    .add(statement));
        }
        Set<String> present = new HashSet<>();
        if (!open.isEmpty()) store.forEachDevice(device -> strike(device, open, dictionary, present));
        List<VexStatement> without =
                open.values().stream().flatMap(List::stream).toList();
        List<VexStatement> inOtherProducts = document.statements().stream()
                .filter(statement -> present.contains(statement.weakness()) && without.contains(statement))
                .toList();
        int notFound = (int) document.statements().stream()
                .filter(statement -> !present.contains(statement.weakness()))
                .count();
        return new StatementFit(
                document.statements().size(),
                document.statements().size() - notFound - inOtherProducts.size(),
                notFound,
                inOtherProducts.size(),
                inOtherProducts.stream()
                        .limit(TOLD)
                        .map(statement -> new SkippedRow(
                                document.file(),
                                statement.place(),
                                statement.weakness() + " is here, but not in this product: " + statement.product()))
                        .toList());
    }

    /** Takes out what fits a finding of the device. */
    private static void strike(
            FleetDevice device, Map<Integer, List<VexStatement>> open, Dictionary dictionary, Set<String> present) {
        for (int i = 0; i < device.weaknesses().length; i++) {
            List<VexStatement> statements = open.get(device.weaknesses()[i]);
            if (statements == null) continue;
            present.add(dictionary.weaknessName(device.weaknesses()[i]));
            var software = dictionary.path(device.paths()[i]).software();
            statements.removeIf(statement -> statement.isAbout(software, device.device()));
        }
    }
}
