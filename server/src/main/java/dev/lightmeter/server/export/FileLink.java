package dev.lightmeter.server.export;

import dev.lightmeter.server.http.FormFields;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which part of which export a file holds, for whom, and until when: all of it stands in the address, signed, so that the
 * server keeps nothing for it. Who holds the address may read the file, as with the addresses that Defender hands out.
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

    private static final String ALGORITHM = "HmacSHA256";
    private static final String EVERYTHING = "*";
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd/HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    FileLink {
        groups = groups.map(TreeSet::new);
    }

    /** Path and query, without scheme and host. */
    String address(String tenant, byte[] key) {
        String query = "sv=1&gt=%d&pt=%d&sf=%d&st=%d&gr=%s&se=%d"
                .formatted(generated.getEpochSecond(), part, fromSlot, toSlot, groupsText(), expires.getEpochSecond());
        return "/exports/%s/%s/json/OrgId=%s/part-%05d.c000.json.gz?%s&sig=%s"
                .formatted(DAY_AND_TIME.format(generated), folder, tenant, part, query, signature(key));
    }

    /** The link that an address holds; empty if it was not signed with this key. */
    static Optional<FileLink> of(String folder, FormFields query, byte[] key) {
        try {
            FileLink link = new FileLink(
                    folder,
                    Instant.ofEpochSecond(number(query, "gt")),
                    (int) number(query, "pt"),
                    (int) number(query, "sf"),
                    (int) number(query, "st"),
                    groups(query.first("gr").orElse("")),
                    Instant.ofEpochSecond(number(query, "se")));
            byte[] told = query.first("sig").orElse("").getBytes(StandardCharsets.US_ASCII);
            byte[] right = link.signature(key).getBytes(StandardCharsets.US_ASCII);
            return MessageDigest.isEqual(told, right) ? Optional.of(link) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty(); // numbers that are none: somebody made the address up
        }
    }

    /** Name of the file for those who save it. */
    String fileName() {
        return "%s-%05d.json.gz".formatted(folder, part);
    }

    private String signature(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            String signed = String.join(
                    "\n",
                    folder,
                    Long.toString(generated.getEpochSecond()),
                    Integer.toString(part),
                    Integer.toString(fromSlot),
                    Integer.toString(toSlot),
                    groupsText(),
                    Long.toString(expires.getEpochSecond()));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK knows " + ALGORITHM, e);
        }
    }

    private String groupsText() {
        return groups.map(numbers -> numbers.stream().map(Object::toString).collect(Collectors.joining(".")))
                .orElse(EVERYTHING);
    }

    private static Optional<Set<Integer>> groups(String text) {
        if (text.equals(EVERYTHING)) return Optional.empty();
        Set<Integer> numbers = new TreeSet<>();
        if (!text.isEmpty()) for (String number : text.split("\\.", -1)) numbers.add(Integer.valueOf(number));
        return Optional.of(numbers);
    }

    private static long number(FormFields query, String name) {
        return Long.parseLong(query.first(name).orElse(""));
    }
}
