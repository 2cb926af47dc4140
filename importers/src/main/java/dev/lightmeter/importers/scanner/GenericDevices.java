package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.importers.reading.Json;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the devices of the generic format with their findings, one device at a time. */
final class GenericDevices {

    /** What a device may have is bounded so that a file cannot fill the memory. */
    private static final int MOST_FINDINGS = 1_000_000;

    private static final int LONGEST_AGE_DAYS = 36_500;
    private static final int LONGEST_DETAIL = 16_384;

    private static final Map<String, DeviceDetail> DETAILS = Arrays.stream(DeviceDetail.values())
            .collect(Collectors.toMap(detail -> Json.plainName(detail.wire()), detail -> detail));

    private final @Nullable Instant asOf;
    private final String file;
    private final ReportSink sink;
    private final Tally tally;

    GenericDevices(@Nullable Instant asOf, String file, ReportSink sink, Tally tally) {
        this.asOf = asOf;
        this.file = file;
        this.sink = sink;
        this.tally = tally;
    }

    void read(JsonReader json) throws IOException {
        tally.record();
        String place = json.place();
        DeviceText device = new DeviceText();
        json.object(name -> device.field(name, json));
        String flaw = Texts.flawOfId(device.id);
        if (device.id == null || flaw != null) {
            tally.flaw(file, place, "the id of the device " + flaw, device.id);
            return;
        }
        String id = device.id;
        Instant seenAt = seenAt(device, place);
        sink.device(new ReportedDevice(
                id,
                device.name,
                device.group,
                null,
                device.tags,
                device.osPlatform,
                device.domain,
                value(device, place),
                device.internetFacing,
                device.excluded,
                !device.neverAssessed,
                seenAt,
                device.controls,
                new DeviceDetails(device.details),
                Times.parse(device.firstSeen).orElse(null)));
        for (Finding finding : device.findings) {
            sink.finding(ReportedFinding.present(id, finding.weakness, finding.path));
            if (finding.fixedVersion != null) {
                sink.fix(finding.weakness, finding.path.software(), SecurityUpdate.to(finding.fixedVersion));
            }
            tally.finding();
        }
        for (GenericSoftware software : device.software) sink.software(software.on(id));
    }

    private @Nullable DeviceValue value(DeviceText device, String place) {
        if (device.value == null) return null;
        DeviceValue value = DeviceValue.parse(device.value).orElse(null);
        if (value == null) tally.flaw(file, place, "unknown device value", device.value);
        return value;
    }

    /** Null for a device that was assessed at the time of the report. */
    private @Nullable Instant seenAt(DeviceText device, String place) throws IOException {
        if (device.days == null) return null;
        int days;
        try {
            days = Integer.parseInt(device.days.strip());
        } catch (NumberFormatException _) {
            days = -1;
        }
        if (days < 0 || days > LONGEST_AGE_DAYS) {
            tally.flaw(
                    file,
                    place,
                    "daysSinceAssessed is not a number of days, so the device is not assessed",
                    device.days);
            device.neverAssessed = true;
            return null;
        }
        if (days == 0) return asOf;
        if (asOf == null)
            throw new UnreadableException(place, "daysSinceAssessed counts back from asOf, which is missing");
        return asOf.minus(Duration.ofDays(days));
    }

    private record Finding(
            String weakness, FindingPath path, @Nullable String fixedVersion) {}

    /** One device as it is written. */
    private final class DeviceText {

        private final List<Finding> findings = new ArrayList<>();
        private @Nullable String id;
        private @Nullable String name;
        private @Nullable String group;
        private @Nullable List<String> tags;
        private @Nullable String osPlatform;
        private @Nullable String domain;
        private @Nullable String value;
        private @Nullable Boolean internetFacing;
        private @Nullable Boolean excluded;
        private @Nullable String days;
        private boolean neverAssessed;
        private @Nullable List<Control> controls;
        private @Nullable String firstSeen;
        private final Map<DeviceDetail, String> details = new EnumMap<>(DeviceDetail.class);
        private final List<GenericSoftware> software = new ArrayList<>();

        void field(String field, JsonReader json) throws IOException {
            switch (field) {
                case "id" -> id = json.text();
                case "name" -> name = Texts.labelOrNull(json.text());
                case "group" -> group = Texts.labelOrNull(json.text());
                case "osplatform" -> osPlatform = Texts.labelOrNull(json.text());
                case "domain" -> domain = Texts.labelOrNull(json.text());
                case "value" -> value = json.text();
                case "internetfacing" -> internetFacing = json.isNull() ? null : json.isTrue();
                case "excluded" -> excluded = json.isNull() ? null : json.isTrue();
                case "dayssinceassessed" -> {
                    neverAssessed = json.isNull();
                    days = json.text();
                }
                case "tags" -> {
                    List<String> told = new ArrayList<>();
                    json.array(() -> told.add(json.label()));
                    tags = told;
                }
                case "config" -> {
                    List<Control> told = new ArrayList<>();
                    json.array(() -> control(json, told));
                    controls = told;
                }
                case "findings" -> json.list(() -> finding(json));
                case "firstseen" -> firstSeen = json.text();
                case "software" -> json.list(() -> software(json));
                default -> detail(field, json);
            }
        }

        private void detail(String field, JsonReader json) {
            DeviceDetail detail = DETAILS.get(field);
            if (detail == null || json.isNull()) return;
            String text = json.isObject() || json.isArray() ? json.json() : json.label();
            if (!text.isBlank() && text.length() <= LONGEST_DETAIL) details.put(detail, text);
        }

        private void software(JsonReader json) throws IOException {
            String place = json.place();
            GenericSoftware told = GenericSoftware.read(json);
            String flaw = told.flaw();
            if (flaw != null) tally.flaw(file, place, flaw, null);
            if (software.size() == MOST_FINDINGS) {
                throw new UnreadableException(place, "a device has more than " + MOST_FINDINGS + " pieces of software");
            }
            if (told.isNamed()) software.add(told);
        }

        private void control(JsonReader json, List<Control> told) throws IOException {
            String place = json.place();
            @Nullable String[] texts = new String[3];
            json.object(name -> {
                switch (name) {
                    case "id" -> texts[0] = json.text();
                    case "weight" -> texts[1] = json.text();
                    case "failed" -> texts[2] = json.text();
                    default -> {}
                }
            });
            String flaw = Texts.flawOfId(texts[0]);
            if (texts[0] == null || flaw != null) {
                tally.flaw(file, place, "the id of the control " + flaw, texts[0]);
                return;
            }
            int weight = weight(texts[1]);
            if (weight < 0)
                tally.flaw(file, place, "the weight of a control must be a whole number in 0..1000", texts[1]);
            else told.add(new Control(texts[0], weight, Boolean.parseBoolean(texts[2])));
        }

        private static int weight(@Nullable String text) {
            if (text == null) return -1;
            try {
                int weight = Integer.parseInt(text.strip());
                return weight > Control.MAX_WEIGHT ? -1 : weight;
            } catch (NumberFormatException _) {
                return -1;
            }
        }

        private void finding(JsonReader json) throws IOException {
            tally.record();
            String place = json.place();
            FindingText finding = new FindingText();
            json.object(name -> finding.field(name, json, place));
            String flaw = Texts.flawOfId(finding.cve);
            if (finding.cve == null || flaw != null) {
                tally.flaw(file, place, "the id of the weakness " + flaw, finding.cve);
            } else if (findings.size() == MOST_FINDINGS) {
                throw new UnreadableException(place, "a device has more than " + MOST_FINDINGS + " findings");
            } else {
                findings.add(new Finding(finding.cve, finding.path(), finding.fixedVersion));
            }
        }
    }

    /** One finding as it is written. */
    private final class FindingText {

        private @Nullable String cve;
        private String recommendation = "";
        private String vendor = "";
        private String product = "";
        private String version = "";
        private FindingStatus status = FindingStatus.OPEN;
        private boolean alert;
        private @Nullable String fixedVersion;
        private @Nullable RemediationException exception;

        void field(String name, JsonReader json, String place) throws IOException {
            switch (name) {
                case "cve" -> cve = Texts.weaknessId(json.text());
                case "rec" -> recommendation = json.label();
                case "vendor" -> vendor = json.label();
                case "product" -> product = json.label();
                case "version" -> version = json.label();
                case "fixedversion" -> fixedVersion = Texts.labelOrNull(json.text());
                case "status" -> status(json.text(), place);
                case "alert" -> alert = json.isTrue();
                case "exception" -> exception(json, place);
                default -> {}
            }
        }

        FindingPath path() {
            boolean derived = recommendation.isEmpty() && !product.isEmpty();
            return new FindingPath(
                    new Software(vendor, product, version),
                    derived ? Texts.updateOf(vendor, product) : recommendation,
                    status,
                    alert,
                    exception);
        }

        private void status(@Nullable String text, String place) {
            if (text == null) return;
            status = FindingStatus.parse(text).orElse(FindingStatus.OPEN);
            if (FindingStatus.parse(text).isEmpty()) tally.flaw(file, place, "unknown status, taken as open:", text);
        }

        /** An exception that cannot be read does not hold: it must not make anything look safer. */
        private void exception(JsonReader json, String place) throws IOException {
            if (!json.isObject()) return;
            @Nullable String[] texts = new String[2];
            json.object(name -> {
                if (name.equals("type")) texts[0] = json.text();
                if (name.equals("expires")) texts[1] = json.isNull() ? null : String.valueOf(json.text());
            });
            Justification justification =
                    texts[0] == null ? null : Justification.parse(texts[0]).orElse(null);
            if (justification == null) {
                tally.flaw(file, place, "unknown type of exception, which is ignored:", texts[0]);
                return;
            }
            try {
                LocalDate expires = texts[1] == null ? null : LocalDate.parse(texts[1].strip());
                exception = new RemediationException(justification, expires);
            } catch (DateTimeException _) {
                tally.flaw(file, place, "an exception is ignored because of its date", texts[1]);
            }
        }
    }
}
