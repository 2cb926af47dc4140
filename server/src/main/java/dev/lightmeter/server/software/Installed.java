package dev.lightmeter.server.software;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.storage.InstalledSoftware;
import dev.lightmeter.storage.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The software that inventories tell of the devices of one scoreboard that count, so far as no finding tells of it: a
 * product without weaknesses on a device is in no finding. Software of which nobody can say what weaknesses it has is not
 * here; Defender lists that apart.
 */
final class Installed {

    private final Scoreboard board;
    private final Store store;
    private final Map<String, Count> byProduct = new TreeMap<>();

    /** A product on devices that have no finding of it. */
    static final class Count {
        private Software spelling = Software.UNKNOWN;
        private int devices;
        private final Map<String, Integer> byVersion = new TreeMap<>();

        Software spelling() {
            return spelling;
        }

        /** Devices that have the product and no finding of it. */
        int devices() {
            return devices;
        }

        /** Devices that have a version and no finding of that version. */
        Map<String, Integer> byVersion() {
            return byVersion;
        }
    }

    Installed(Scoreboard board, Store store) {
        this.board = board;
        this.store = store;
        List<Software> onDevice = new ArrayList<>();
        int[] slot = {-1};
        store.forEachSoftware(0, board.fleet().slots(), row -> {
            if (row.slot() != slot[0]) {
                count(slot[0], onDevice);
                onDevice.clear();
                slot[0] = row.slot();
            }
            if (isTold(row)) onDevice.add(software(row));
        });
        count(slot[0], onDevice);
    }

    /** By {@link Software#productId}. */
    Map<String, Count> byProduct() {
        return byProduct;
    }

    /** The products that inventories tell of the device in a slot. */
    Set<String> on(int slot) {
        Set<String> products = new TreeSet<>();
        store.forEachSoftware(slot, slot + 1, row -> {
            if (isTold(row)) products.add(software(row).productId());
        });
        return products;
    }

    /** The devices from a slot on until before another that have one of these products by inventory. */
    IntStream devices(Set<String> products, int fromSlot, int toSlot) {
        List<Integer> slots = new ArrayList<>();
        store.forEachSoftware(fromSlot, toSlot, row -> {
            if (isTold(row) && products.contains(software(row).productId())) slots.add(row.slot());
        });
        return slots.stream().mapToInt(Integer::intValue);
    }

    private boolean isTold(InstalledSoftware row) {
        return row.hasProductCode()
                && board.state(row.slot()).filter(DeviceState.SCORED::equals).isPresent()
                && !software(row).productId().isEmpty();
    }

    private Software software(InstalledSoftware row) {
        return board.fleet().dictionary().software(row.software());
    }

    private void count(int slot, List<Software> onDevice) {
        if (onDevice.isEmpty()) return;
        Dictionary dictionary = board.fleet().dictionary();
        Set<Software> found = new HashSet<>();
        Set<String> productsFound = new HashSet<>();
        for (long pair : board.paths(slot)) {
            Software software = dictionary.path((int) pair).software();
            if (found.add(software)) productsFound.add(software.productId());
        }
        Map<String, Software> products = new HashMap<>();
        for (Software software : onDevice) {
            String product = software.productId();
            Count count = byProduct.computeIfAbsent(product, added -> new Count());
            count.spelling = first(count.spelling, software);
            if (found.add(software)) count.byVersion.merge(software.version(), 1, Integer::sum);
            if (!productsFound.contains(product) && products.put(product, software) == null) count.devices++;
        }
    }

    /** Of several spellings of a product the first in the alphabet, whatever the order of arrival. */
    private static Software first(Software one, Software other) {
        if (one.product().isEmpty()) return other;
        return (one.vendor() + "\n" + one.product()).compareTo(other.vendor() + "\n" + other.product()) <= 0
                ? one
                : other;
    }
}
