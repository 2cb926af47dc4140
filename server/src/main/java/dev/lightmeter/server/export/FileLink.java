package dev.lightmeter.server.export;

import dev.lightmeter.server.secret.Seal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which part of which export a file holds, for whom, and until when: all of it stands in the address, sealed, so that the
 * server keeps nothing for it and nobody can change or read it. Who holds the address may read the file, as with the
 * addresses that Defender hands out.
 *
 * @param folder {@link Export#folder}
 * @param part number of the file among those handed out together
 * @param fromSlot of the first device
 * @param toSlot behind the last device
 * @param groups numbers of the only device groups whose devices are told; empty if all are
 */
record FileLink(
        String folder,
        Instant generated,
        int part,
        int fromSlot,
        int toSlot,
        Optional<Set<Integer>> groups,
        Instant expires) {

    private static final String EVERYTHING = "*";
    private static final int FIELDS = 7;
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd/HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    FileLink {
        groups = groups.map(TreeSet::new);
    }

    /** Path and query, without scheme and host. */
    String address(String tenant, Seal seal) {
        String sealed = seal.close(String.join(
                "\n",
                folder,
                Long.toString(generated.getEpochSecond()),
                Integer.toString(part),
                Integer.toString(fromSlot),
                Integer.toString(toSlot),
                groups.map(FileLink::joined).orElse(EVERYTHING),
                Long.toString(expires.getEpochSecond())));
        return "/exports/%s/%s/json/OrgId=%s/part-%05d.c000.json.gz?se=%s&sig=%s"
                .formatted(DAY_AND_TIME.format(generated), folder, tenant, part, expires, sealed);
    }

    /** The link that an address holds; empty if it is none of ours. */
    static Optional<FileLink> of(String sealed, Seal seal) {
        return seal.open(sealed)
                .map(text -> List.of(text.split("\n", -1)))
                .filter(fields -> fields.size() == FIELDS)
                .map(fields -> new FileLink(
                        fields.get(0),
                        Instant.ofEpochSecond(Long.parseLong(fields.get(1))),
                        Integer.parseInt(fields.get(2)),
                        Integer.parseInt(fields.get(3)),
                        Integer.parseInt(fields.get(4)),
                        groups(fields.get(5)),
                        Instant.ofEpochSecond(Long.parseLong(fields.get(6)))));
    }

    /** Name of the file for those who save it. */
    String fileName() {
        return "%s-%05d.json.gz".formatted(folder, part);
    }

    private static String joined(Set<Integer> numbers) {
        return numbers.stream().map(Object::toString).collect(Collectors.joining("."));
    }

    private static Optional<Set<Integer>> groups(String text) {
        if (text.equals(EVERYTHING)) return Optional.empty();
        Set<Integer> numbers = new TreeSet<>();
        if (!text.isEmpty()) for (String number : text.split("\\.", -1)) numbers.add(Integer.valueOf(number));
        return Optional.of(numbers);
    }
}
