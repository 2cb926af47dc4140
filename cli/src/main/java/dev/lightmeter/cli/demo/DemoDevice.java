package dev.lightmeter.cli.demo;

import dev.lightmeter.cli.demo.DemoCatalogue.Entry;
import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedFinding.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One machine of the demo: everything about it follows from its profile and its number. */
final class DemoDevice {

    /** Pseudo-weakness of software that no longer gets fixes, by product. */
    static final String END_OF_SUPPORT = "EOS-";

    private static final long SEED = 20261;
    private static final String DOMAIN = "harbour.example";

    private static final List<Control> CONTROLS = List.of(
            new Control("disk-encryption-on", 8, false),
            new Control("local-admin-password-rotated", 9, false),
            new Control("remote-desktop-needs-second-factor", 9, false),
            new Control("screen-locks-after-ten-minutes", 3, false),
            new Control("smb-signing-required", 7, false),
            new Control("tamper-protection-on", 10, false));

    private final Profile profile;
    private final int number;
    private final DemoTime time;
    private final DemoCatalogue catalogue;
    private final SplittableRandom random;
    private final Profile.Platform platform;
    private final int behind;

    DemoDevice(Profile profile, int number, DemoTime time, DemoCatalogue catalogue) {
        this.profile = profile;
        this.number = number;
        this.time = time;
        this.catalogue = catalogue;
        this.random = new SplittableRandom(SEED * 31 * profile.prefix().hashCode() + number);
        this.platform = profile.platforms().get(number % profile.platforms().size());
        this.behind = random.nextInt(profile.behind().least(), profile.behind().most() + 1)
                + DemoStory.monthsBehind(profile, number, time);
    }

    void reportTo(ReportSink sink) {
        String id = "%s-%04d".formatted(profile.prefix(), number);
        boolean unseen = random.nextDouble() < profile.unseen();
        boolean never = unseen && random.nextInt(3) == 0;
        Duration ago = unseen ? Duration.ofDays(random.nextInt(35, 80)) : Duration.ofMinutes(random.nextInt(30, 4000));
        boolean facing = random.nextDouble() < profile.facing();
        sink.device(new ReportedDevice(
                id,
                id + "." + DOMAIN,
                DemoStory.group(profile, number, time),
                null,
                facing ? List.of(profile.prefix(), "internet") : List.of(profile.prefix()),
                platform.name(),
                DOMAIN,
                value(),
                facing,
                false,
                !never,
                time.seen(ago),
                controls()));
        if (never) return;
        platform.products().forEach(product -> findings(id, product, sink));
        for (Profile.Application application : profile.applications()) {
            if (random.nextDouble() < application.share()) findings(id, application.product(), sink);
        }
    }

    /** One in twelve matters more than its neighbours: it belongs to somebody important. */
    private DeviceValue value() {
        boolean raised = profile.value() == DeviceValue.NORMAL && random.nextInt(12) == 0;
        return raised ? DeviceValue.HIGH : profile.value();
    }

    private List<Control> controls() {
        List<Control> controls = new ArrayList<>();
        for (Control control : CONTROLS) {
            controls.add(new Control(control.id(), control.weight(), random.nextDouble() < profile.failing()));
        }
        return controls;
    }

    /** Fixes come in monthly blocks; a device lacks the newest ones. Those against attacks under way are put in earlier. */
    private void findings(String id, String product, ReportSink sink) {
        List<Entry> known = catalogue.of(product);
        List<YearMonth> months = known.stream()
                .filter(entry -> !entry.isUrgent())
                .map(Entry::published)
                .distinct()
                .toList();
        YearMonth patched = behind >= months.size()
                ? YearMonth.of(2017, 1)
                : months.isEmpty() ? YearMonth.of(2017, 1) : months.get(months.size() - 1 - behind);
        Software software = software(product, patched);
        String recommendation = "va-_-" + software.vendor() + "-_-" + software.product();
        for (Entry entry : known) {
            boolean missing = entry.isUrgent()
                    ? random.nextDouble() < profile.urgentMissing()
                    : entry.published().isAfter(patched);
            if (missing || DemoStory.hasNews(profile, number, entry, time))
                sink.finding(finding(id, entry, software, recommendation));
        }
        if (!platform.supported() && platform.products().contains(product)) {
            FindingPath path = FindingPath.open(software, "replace-" + software.product());
            sink.finding(ReportedFinding.present(id, END_OF_SUPPORT + software.product(), path));
        }
    }

    private ReportedFinding finding(String id, Entry entry, Software software, String recommendation) {
        RemediationException exception = exception(software);
        boolean alert = entry.ransomware() && profile.facing() > 0.5 && random.nextInt(40) == 0;
        FindingPath path = exception == null && !alert
                ? FindingPath.open(software, recommendation)
                : new FindingPath(software, recommendation, FindingStatus.OPEN, alert, exception);
        return new ReportedFinding(id, entry.id(), path, Change.PRESENT, firstSeen(entry));
    }

    /** A finding is as old as the weakness, but no older than the machine's first scan. */
    private Instant firstSeen(Entry entry) {
        Instant published =
                entry.published().atDay(14).atStartOfDay(ZoneOffset.UTC).toInstant();
        if (entry.id().equals(DemoStory.NEWS)) return DemoStory.newsSince(time);
        Instant firstScan = time.now().minus(Duration.ofDays(400 + number % 90));
        return published.isAfter(firstScan) ? published : firstScan;
    }

    private @Nullable RemediationException exception(Software software) {
        LocalDate today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
        return switch (software.product()) {
            case "weblogic_server" -> new RemediationException(Justification.THIRD_PARTY_CONTROL, today.plusDays(90));
            case "java_se" ->
                profile.prefix().equals("pos")
                        ? new RemediationException(Justification.ALTERNATE_MITIGATION, today.plusDays(30))
                        : null;
            case "internet_explorer" ->
                profile.prefix().equals("ward")
                        ? new RemediationException(Justification.PLANNED_REMEDIATION, today.plusDays(60))
                        : null;
            default -> null;
        };
    }

    private static Software software(String product, YearMonth patched) {
        int slash = product.indexOf('/');
        String version = String.format(Locale.ROOT, "%d.%02d", patched.getYear(), patched.getMonthValue());
        return new Software(product.substring(0, slash), product.substring(slash + 1), version);
    }
}
