package dev.lightmeter.importers.vex;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.lightmeter.core.Software;
import dev.lightmeter.importers.reading.Cpe;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a statement calls a product. A name matches only what it surely means: a statement that is taken for another product
 * would make something look safer than it is.
 */
sealed interface ProductName {

    /** True if it means this software. */
    boolean names(Software software);

    /** True if it means a device of this name: an image, a project, a host. */
    boolean namesDevice(String device);

    /** As it was written. */
    String text();

    /** A package URL or a CPE if it is one, else a plain name; empty for a blank text and for one that is too long. */
    static Optional<ProductName> parse(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > Plain.LONGEST) return Optional.empty();
        String name = text.strip();
        Optional<ProductName> cpe = Cpe.parse(name).map(parsed -> new OfCpe(parsed, name));
        if (cpe.isPresent()) return cpe;
        return Optional.of(name.startsWith("pkg:") ? OfPackage.parse(name) : new Plain(name));
    }

    /**
     * A package URL.
     *
     * @param version empty if it means all versions
     * @param tag of a container image; empty if it means all
     */
    record OfPackage(String type, String namespace, String name, String version, String tag, String text)
            implements ProductName {

        private static ProductName parse(String text) {
            try {
                PackageURL url = new PackageURL(text);
                Map<String, String> qualifiers = url.getQualifiers() == null ? Map.of() : url.getQualifiers();
                return new OfPackage(
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

        @Override
        public boolean names(Software software) {
            boolean sameName = fullNames().contains(software.product().toLowerCase(Locale.ROOT));
            return sameName && (version.isEmpty() || version.equals(software.version()));
        }

        /** Scanners write the namespace before the name, behind a slash or a colon, or not at all. */
        private List<String> fullNames() {
            String plain = name.toLowerCase(Locale.ROOT);
            String space = namespace.toLowerCase(Locale.ROOT);
            return space.isEmpty() ? List.of(plain) : List.of(plain, space + "/" + plain, space + ":" + plain);
        }

        @Override
        public boolean namesDevice(String device) {
            boolean isImage = type.equals("oci") || type.equals("docker");
            return isImage ? namesImage(device) : namesProject(device);
        }

        /** {@code registry/path/name:tag@digest}. */
        private boolean namesImage(String device) {
            String reference = device.split("@", 2)[0];
            String last = reference.substring(reference.lastIndexOf('/') + 1);
            String[] parts = last.split(":", 2);
            boolean sameTag = tag.isEmpty() || (parts.length == 2 && parts[1].equals(tag));
            boolean sameVersion = version.isEmpty()
                    || device.endsWith("@" + version)
                    || (parts.length == 2 && parts[1].equals(version));
            return parts[0].equalsIgnoreCase(name) && sameTag && sameVersion;
        }

        private boolean namesProject(String device) {
            String plain = device.toLowerCase(Locale.ROOT);
            return fullNames().stream()
                    .anyMatch(full -> version.isEmpty()
                            ? plain.equals(full)
                            : List.of(" ", ":", "@").stream().anyMatch(gap -> plain.equals(full + gap + version)));
        }
    }

    /** A CPE. */
    record OfCpe(Cpe cpe, String text) implements ProductName {

        @Override
        public boolean names(Software software) {
            return same(cpe.product(), software.product())
                    && same(cpe.vendor(), software.vendor())
                    && (cpe.version().isEmpty() || cpe.version().equals(software.version()));
        }

        private static boolean same(String one, String other) {
            return one.replace('_', ' ').equalsIgnoreCase(other.replace('_', ' '));
        }

        @Override
        public boolean namesDevice(String device) {
            return false;
        }
    }

    /** What people call it: {@code Generic App 1.0.0}. */
    record Plain(String text) implements ProductName {

        private static final int LONGEST = 2_000;

        @Override
        public boolean names(Software software) {
            String withVersion = software.product() + " " + software.version();
            return text.equalsIgnoreCase(withVersion)
                    || text.equalsIgnoreCase(software.vendor() + " " + withVersion)
                    || text.equalsIgnoreCase(software.product());
        }

        @Override
        public boolean namesDevice(String device) {
            return text.equalsIgnoreCase(device);
        }
    }
}
