package dev.lightmeter.importers.vex;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.lightmeter.core.decision.ProductName;
import dev.lightmeter.core.decision.ProductName.PackageUrl;
import dev.lightmeter.core.decision.ProductName.Plain;
import dev.lightmeter.importers.reading.Cpe;
import dev.lightmeter.importers.reading.Texts;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what statements call products. */
final class ProductNames {

    private static final int LONGEST = 2_000;

    private ProductNames() {}

    /** A package URL or a CPE if it is one, else a plain name; empty for a blank text and for one that is too long. */
    static Optional<ProductName> parse(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) return Optional.empty();
        String name = Texts.clean(text.strip());
        Optional<ProductName> cpe = Cpe.parse(name)
                .map(parsed -> new ProductName.Cpe(parsed.vendor(), parsed.product(), parsed.version(), name));
        if (cpe.isPresent()) return cpe;
        return Optional.of(name.startsWith("pkg:") ? packageUrl(name) : new Plain(name));
    }

    private static ProductName packageUrl(String text) {
        try {
            PackageURL url = new PackageURL(text);
            Map<String, String> qualifiers = url.getQualifiers() == null ? Map.of() : url.getQualifiers();
            return new PackageUrl(
                    url.getType(),
                    orEmpty(url.getNamespace()),
                    url.getName(),
                    orEmpty(url.getVersion()),
                    qualifiers.getOrDefault("tag", ""),
                    text);
        } catch (MalformedPackageURLException _) {
            return new Plain(text);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
