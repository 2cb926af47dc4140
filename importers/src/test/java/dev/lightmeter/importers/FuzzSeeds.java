package dev.lightmeter.importers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files out of which a fuzzer makes others: our samples, and for the intake some of them packed. */
final class FuzzSeeds {

    private FuzzSeeds() {}

    /** Contents by names that fit a file. */
    static Map<String, byte[]> of(String id) throws IOException {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        if (!id.equals(FuzzedReading.INTAKE)) {
            add(id, seeds);
            return seeds;
        }
        for (String each : FuzzedReading.ids()) {
            if (!each.equals(FuzzedReading.INTAKE)) add(each, seeds);
        }
        seeds.put("packed-by-gzip", gzip(Samples.of("trivy")));
        seeds.put("packed-by-zip", zip(Map.of("a/machines.json", Samples.of("defender"))));
        seeds.put(
                "packed-twice",
                zip(Map.of("epss.csv.gz", gzip(Samples.of("epss-csv")), "x.nessus", Samples.of("nessus"))));
        return seeds;
    }

    private static void add(String id, Map<String, byte[]> seeds) {
        seeds.put(id, Samples.of(id));
        if (Samples.ids().toList().contains(id)) seeds.put(id + "-bad-row", Samples.withABadRow(id));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            for (String name : List.copyOf(entries.keySet())) {
                out.putNextEntry(new ZipEntry(name));
                out.write(entries.get(name));
            }
        }
        return packed.toByteArray();
    }
}
