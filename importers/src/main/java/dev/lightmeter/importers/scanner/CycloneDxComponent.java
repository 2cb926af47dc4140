package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.Software;
import dev.lightmeter.importers.reading.Texts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A component or a service of a bill of materials, while its fields stream by. */
final class CycloneDxComponent {

    @Nullable
    String ref;

    private String type = "";
    private String group = "";
    private String publisher = "";
    private String name = "";
    private String version = "";
    private @Nullable String purl;

    /** Takes in a field with a plain value; other fields are ignored. */
    void field(String field, @Nullable String value) {
        switch (field) {
            case "bom-ref" -> ref = value;
            case "type" -> type = Texts.label(value);
            case "group" -> group = Texts.label(value);
            case "publisher" -> publisher = Texts.label(value);
            case "name" -> name = Texts.label(value);
            case "version" -> version = Texts.label(value);
            case "purl" -> purl = value;
            default -> {}
        }
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    /** The name with the group before it, which tells projects of one name apart. */
    String fullName() {
        return group.isEmpty() ? name : group + "/" + name;
    }

    /** What a bill about this is about; empty for hosts, and where the type does not tell. */
    Optional<DeviceKind> kind() {
        return switch (type) {
            case "container" -> Optional.of(DeviceKind.IMAGE);
            case "application", "library", "framework" -> Optional.of(DeviceKind.PROJECT);
            default -> Optional.empty();
        };
    }

    boolean isOperatingSystem() {
        return type.equals("operating-system");
    }

    /** False for lock files, folders and other things that scanners list so that they can hang packages below them. */
    boolean isSoftware() {
        return !type.equals("file") && !type.equals("data") && (!version.isEmpty() || purl != null);
    }

    Software software() {
        return PackageUrls.software(purl)
                .orElseGet(() -> new Software(group.isEmpty() ? publisher : group, name, version));
    }
}
