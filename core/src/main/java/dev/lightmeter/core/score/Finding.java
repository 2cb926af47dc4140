package dev.lightmeter.core.score;

import dev.lightmeter.core.FindingPath;
import java.util.Objects;

/** One path of one weakness on a device. */
public record Finding(String weakness, FindingPath path) {

    public Finding {
        Objects.requireNonNull(weakness, "weakness");
        Objects.requireNonNull(path, "path");
    }
}
