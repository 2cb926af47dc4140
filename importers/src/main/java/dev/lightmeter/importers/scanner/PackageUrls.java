package dev.lightmeter.importers.scanner;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.lightmeter.core.Software;
import dev.lightmeter.importers.reading.Texts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Software named by package URLs, such as {@code pkg:maven/org.apache.logging.log4j/log4j-core@2.13.2}. */
final class PackageUrls {

    private static final int LONGEST = 2_000;

    private PackageUrls() {}

    /** The namespace is the vendor, and where there is none the kind of package; empty for what is no package URL. */
    static Optional<Software> software(@Nullable String purl) {
        if (purl == null || purl.length() > LONGEST || !purl.startsWith("pkg:")) return Optional.empty();
        try {
            PackageURL url = new PackageURL(purl);
            String vendor = url.getNamespace() == null ? url.getType() : url.getNamespace();
            return Optional.of(
                    new Software(Texts.label(vendor), Texts.label(url.getName()), Texts.label(url.getVersion())));
        } catch (MalformedPackageURLException _) {
            return Optional.empty();
        }
    }
}
