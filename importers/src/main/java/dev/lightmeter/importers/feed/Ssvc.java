package dev.lightmeter.importers.feed;

import dev.lightmeter.core.Evidence;
import dev.lightmeter.importers.reading.JsonReader;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What CISA decided about the exploitation of a weakness (SSVC), in the container that it adds to a CVE record. */
final class Ssvc {

    private boolean poc;
    private boolean active;

    /** Reads a metric that is no CVSS; other kinds than SSVC say nothing here. */
    void read(JsonReader json) throws IOException {
        @Nullable String[] told = new String[2];
        json.object(name -> {
            if (name.equals("type")) told[0] = json.text();
            if (name.equals("content")) {
                json.object(field -> {
                    if (field.equals("options"))
                        json.array(() -> json.object(point -> {
                            if (point.equals("exploitation")) told[1] = json.text();
                        }));
                });
            }
        });
        if (!"ssvc".equalsIgnoreCase(told[0]) || told[1] == null) return;
        switch (told[1].strip().toLowerCase(Locale.ROOT)) {
            case "poc", "public poc" -> poc = true;
            case "active" -> active = true;
            default -> {}
        }
    }

    /**
     * What it is evidence of. Active exploitation shows that an exploit works; being in the KEV catalogue is more, and for that
     * catalogue to say.
     *
     * @param publicExploit what else is known
     */
    Evidence evidence(boolean publicExploit) {
        return new Evidence(false, false, false, active, publicExploit || poc);
    }
}
