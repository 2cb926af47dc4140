package dev.lightmeter.importers.feed;

import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a record of a weakness tells people, in the forms that NVD and the CVE program share. */
final class Prose {

    private static final int MOST_ADDRESSES = 100;

    private final List<String> exploitUris = new ArrayList<>();
    private @Nullable String description;
    private boolean namesExploit;

    @Nullable
    String published;

    @Nullable
    String updated;

    /** Reads a list of descriptions in several languages; the first English one counts. */
    void descriptions(JsonReader json) throws IOException {
        json.array(() -> {
            @Nullable String[] told = new String[2];
            json.object(name -> {
                if (name.equals("lang")) told[0] = json.text();
                if (name.equals("value")) told[1] = json.text();
            });
            boolean english =
                    told[0] != null && told[0].toLowerCase(Locale.ROOT).startsWith("en");
            if (english && description == null) description = Texts.proseOrNull(told[1]);
        });
    }

    /** Reads a list of references; those that are tagged as exploits are kept. */
    void references(JsonReader json) throws IOException {
        json.array(() -> {
            @Nullable String[] address = new String[1];
            boolean[] exploit = new boolean[1];
            json.object(name -> {
                if (name.equals("url")) address[0] = json.text();
                if (name.equals("tags")) json.array(() -> exploit[0] |= "exploit".equalsIgnoreCase(json.text()));
            });
            namesExploit |= exploit[0];
            String uri = address[0] == null ? "" : address[0].strip();
            if (exploit[0] && isWeb(uri) && exploitUris.size() < MOST_ADDRESSES) exploitUris.add(uri);
        });
    }

    /** True if a reference is tagged as an exploit, whether or not it is an address to click on. */
    boolean namesExploit() {
        return namesExploit;
    }

    /** All of it, with the vector of the score. */
    WeaknessText about(String weakness, @Nullable String vector) {
        return new WeaknessText(
                weakness,
                description,
                vector,
                Times.parse(published).orElse(null),
                Times.parse(updated).orElse(null),
                exploitUris);
    }

    /** Other addresses are nothing to click on. */
    private static boolean isWeb(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        boolean web = lower.startsWith("https://") || lower.startsWith("http://");
        return web && Texts.flawOfId(address) == null;
    }
}
