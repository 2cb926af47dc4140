package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the first reading of a bill of materials learns: what it is about, when it was made, and which component each
 * reference means. Vulnerabilities may stand before the components that they affect.
 */
final class CycloneDxBom {

    private static final int LONGEST_REF = 2_000;

    /** Bounds the memory: some 400,000 components of the usual size. */
    private static final long MOST_CHARACTERS = 64_000_000;

    private final Map<String, Software> components = new HashMap<>();
    private final String fileName;
    private @Nullable CycloneDxComponent subject;
    private @Nullable Instant time;
    private @Nullable CycloneDxComponent operatingSystem;
    private boolean tellsComponents;
    private boolean tellsVulnerabilities;
    private long characters;

    /** @param fileName names what is described if the file does not say */
    CycloneDxBom(String fileName) {
        this.fileName = fileName;
    }

    void madeAt(@Nullable String timestamp) {
        time = Times.parse(timestamp).orElse(null);
    }

    /** What the whole file is about. */
    void subject(CycloneDxComponent told) throws IOException {
        subject = told;
        component(told);
    }

    void component(CycloneDxComponent told) throws IOException {
        if (told.isOperatingSystem() && operatingSystem == null) operatingSystem = told;
        if (told.ref == null || told.ref.length() > LONGEST_REF) return;
        Software software = told.software();
        characters += told.ref.length()
                + software.vendor().length()
                + software.product().length()
                + software.version().length();
        if (characters > MOST_CHARACTERS) throw new UnreadableException("has more components than any honest file");
        components.put(told.ref, software);
    }

    void tellsComponents() {
        tellsComponents = true;
    }

    void tellsVulnerabilities() {
        tellsVulnerabilities = true;
    }

    /** Name of the device: what was built or scanned, without its version, so that the next build takes its place. */
    String device() {
        return subject == null || subject.name().isEmpty() ? fileName : Texts.label(subject.fullName());
    }

    /**
     * A bill without a list of vulnerabilities lists the device; nobody looked for any. Nor did those who made statements
     * about vulnerabilities alone look for others.
     */
    void tell(ReportSink sink) throws IOException {
        String id = device();
        String flaw = Texts.flawOfId(id);
        if (flaw != null) throw new UnreadableException("the name of what is described " + flaw);
        if (time != null) sink.reportedAt(time);
        ReportedDevice device = ReportedDevice.named(id, subject == null ? id : Texts.labelOrNull(subject.name()))
                .withSeenAt(time);
        if (subject != null) device = subject.kind().map(device::withKind).orElse(device);
        if (operatingSystem != null) {
            device = device.withOsPlatform(Texts.labelOrNull(operatingSystem.name()))
                    .withDetails(device.details().with(DeviceDetail.OS_VERSION, operatingSystem.version()));
        }
        sink.device(tellsComponents && tellsVulnerabilities ? device : device.merelyListed());
    }

    /** What the bill is about, as software; unknown if it does not say. */
    Software ownSoftware() {
        return subject == null ? Software.UNKNOWN : subject.software();
    }

    /**
     * The component that a vulnerability names, be it by its reference, by a link to a bill of materials
     * ({@code urn:cdx:serial/version#ref}) or by a package URL.
     */
    Optional<Software> software(String ref) {
        Software known = components.get(ref);
        if (known == null && ref.startsWith("urn:cdx:")) known = components.get(ref.substring(ref.indexOf('#') + 1));
        return known == null ? PackageUrls.software(ref) : Optional.of(known);
    }
}
