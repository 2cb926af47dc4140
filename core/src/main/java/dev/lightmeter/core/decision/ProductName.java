package dev.lightmeter.core.decision;

import dev.lightmeter.core.Software;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a statement calls a product. A name matches only what it surely means: a statement that is taken for another product
 * would make something look safer than it is.
 */
public sealed interface ProductName {

    /** True if it means this software. */
    boolean names(Software software);

    /** True if it means a device of this name: an image, a project, a host. */
    boolean namesDevice(String device);

    /** As it was written. */
    String text();

    /**
     * A package URL.
     *
     * @param version empty if it means all versions
     * @param tag of a container image; empty if it means all
     */
    record PackageUrl(String type, String namespace, String name, String version, String tag, String text)
            implements ProductName {

        private static final List<String> GAPS = List.of(" ", ":", "@");

        public PackageUrl {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(namespace, "namespace");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(tag, "tag");
            Objects.requireNonNull(text, "text");
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
                            : GAPS.stream().anyMatch(gap -> plain.equals(full + gap + version)));
        }
    }

    /**
     * A CPE.
     *
     * @param version empty if it means all versions
     */
    record Cpe(String vendor, String product, String version, String text) implements ProductName {

        public Cpe {
            Objects.requireNonNull(vendor, "vendor");
            Objects.requireNonNull(product, "product");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(text, "text");
        }

        @Override
        public boolean names(Software software) {
            return same(product, software.product())
                    && same(vendor, software.vendor())
                    && (version.isEmpty() || version.equals(software.version()));
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

        public Plain {
            if (text.isBlank()) throw new IllegalArgumentException("a product needs a name");
        }

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
