package dev.lightmeter.server.report;

import static dev.lightmeter.server.report.Markup.text;

import dev.lightmeter.core.Level;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.core.score.GroupSum.Bounds;
import dev.lightmeter.server.report.GroupReport.Action;
import dev.lightmeter.server.report.GroupReport.Carrier;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes pages as XHTML that browsers show, printers print and the PDF is made of; nothing in it runs or is fetched. */
final class ReportPage {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final GroupReport report;

    private ReportPage(GroupReport report) {
        this.report = report;
    }

    /** One document with a page for each report. */
    static String html(List<GroupReport> reports) {
        String title = reports.size() == 1
                ? "Exposure of " + reports.getFirst().standing().name()
                : "Exposure report";
        return """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/><title>%s</title><style>
            %s</style></head><body>
            %s</body></html>
            """.formatted(
                text(title),
                ReportStyle.CSS,
                reports.stream().map(report -> new ReportPage(report).page()).collect(Collectors.joining()));
    }

    private String page() {
        return "<div class=\"page\">" + head() + summary() + trend() + actions() + worst() + carriers()
                + "<div class=\"last\">" + unknown() + foot() + "</div></div>\n";
    }

    private String head() {
        return """
                <table class="head"><tr><td><div class="kind">Exposure report</div><h1>%s</h1></td>
                <td class="right"><div class="mark">Lightmeter</div><div class="quiet">%s</div></td></tr></table>
                """.formatted(text(title()), MINUTE.format(report.board().asOf()));
    }

    private String title() {
        GroupScore score = report.standing().score();
        return score.group() == null ? "The organisation" : score.name();
    }

    private String summary() {
        GroupScore score = report.standing().score();
        String points = score.score().isPresent() ? Figure.points(score.score().getAsLong()) : "&#8211;";
        String level = score.level()
                .map(known -> "<div class=\"level %s\">%s</div>"
                        .formatted(known.name().toLowerCase(Locale.ROOT), known.wire()))
                .orElse("<div class=\"level none\">No score</div>");
        return """
                <table class="summary"><tr><td class="dial">%s<div class="points">%s</div><div class="quiet">of 100, lower is better</div>%s</td>
                <td><p class="lead">%s</p><table class="facts">%s</table></td></tr></table>
                """.formatted(Drawing.gauge(score.score()), points, level, lead(), facts());
    }

    private String lead() {
        GroupScore score = report.standing().score();
        if (score.score().isEmpty()) {
            return score.devices() == 0
                    ? "There are no devices here."
                    : "No device here has been assessed lately, so there is no score.";
        }
        String what = report.standing().knownExploited() == 0
                ? "No device is exposed to a weakness that is known to be exploited."
                : "<b>%s</b> exposed to a weakness that is known to be exploited."
                        .formatted(devicesAre(report.standing().knownExploited()));
        if (report.actions().isEmpty()) return what;
        Action first = report.actions().getFirst();
        return what
                + " The first step below alone brings the score from <b>%s</b> to <b>%s</b>."
                        .formatted(
                                Figure.points(score.score().getAsLong()),
                                Figure.points(score.score().getAsLong() - first.savesNano()));
    }

    private String facts() {
        GroupScore score = report.standing().score();
        return fact("Devices", Figure.count(score.devices()))
                + fact("with level High", Figure.count(score.devicesHigh()))
                + fact(
                        "exposed to known exploited",
                        Figure.count(report.standing().knownExploited()))
                + fact(
                        "Assessed share",
                        score.coverage().isPresent()
                                ? Figure.percent(score.coverage().getAsLong())
                                : "&#8211;")
                + fact(
                        "Worst " + score.tailPct() + "% of the weight",
                        score.tail().isPresent() ? Figure.points(score.tail().getAsLong()) : "&#8211;");
    }

    private static String fact(String name, String value) {
        return "<tr><td>%s</td><td class=\"number\">%s</td></tr>".formatted(name, value);
    }

    /** Only where something is known of the past; one point is no line. */
    private String trend() {
        if (report.past().size() < 2) return "";
        return "<h2>The last 30 days</h2>" + Drawing.trend(report.past())
                + "<table class=\"axis\"><tr><td>%s</td><td class=\"right\">%s</td></tr></table>"
                        .formatted(
                                DAY.format(report.past().getFirst().at()),
                                DAY.format(report.board().asOf()));
    }

    private String actions() {
        long largest =
                report.actions().stream().mapToLong(Action::savesNano).max().orElse(0);
        long score = report.standing().points().orElse(0);
        return section(
                "What to do first",
                "Points that each step saves if it alone is taken, exact.",
                List.of("Step", "Devices", "", "Saves", "Score then"),
                report.actions(),
                action -> row(
                        text(action.name()),
                        Figure.count(action.devices()),
                        Drawing.bar(action.savesNano(), largest, "#1f6f54"),
                        Figure.saving(action.savesNano()),
                        Figure.points(score - action.savesNano())),
                "Nothing that can be done is known.");
    }

    private String worst() {
        return section(
                "The worst devices",
                "",
                List.of("Device", "Value", "", "Score", "Level"),
                report.worst(),
                one -> {
                    Level level = Level.ofScore(one.scoreNano());
                    return row(
                            text(one.device().name())
                                    + (one.device().internetFacing()
                                            ? " <span class=\"tag\">internet-facing</span>"
                                            : ""),
                            one.device().value().wire(),
                            Drawing.bar(one.scoreNano(), 100_000_000_000L, Drawing.colour(level)),
                            Figure.points(one.scoreNano()),
                            level.wire());
                },
                "No device that counts has anything to show.");
    }

    private String carriers() {
        long score = report.standing().points().orElse(0);
        return section(
                "What the score is made of",
                "Parts of the score; all parts of all weaknesses add up to it.",
                List.of("Weakness", "Known of it", "", "Carries", "Share"),
                report.carriers(),
                one -> row(
                        text(one.name()),
                        known(one),
                        Drawing.bar(one.carriesNano(), score, "#5b6b7f"),
                        Figure.points(one.carriesNano()),
                        Figure.percent(score == 0 ? 0 : Math.floorDiv(one.carriesNano() * 1000, score) * 1_000_000)),
                "Nothing.");
    }

    private static String known(Carrier carrier) {
        ThreatFacts facts = carrier.facts();
        if (facts == null) return "";
        String cvss = facts.hasCvss() ? "CVSS " + facts.cvssTenths() / 10 + "." + facts.cvssTenths() % 10 : "no CVSS";
        String epss = facts.hasEpss() ? "EPSS " + Figure.percent(facts.epssP5() * 10_000L) : "no EPSS";
        String tag = facts.evidence().knownExploited() ? " <span class=\"tag\">exploited</span>" : "";
        return "<span class=\"quiet\">" + cvss + ", " + epss + "</span>" + tag;
    }

    private String unknown() {
        GroupScore score = report.standing().score();
        StringBuilder sentences = new StringBuilder();
        if (score.unknown() == 0) {
            sentences.append("Every device is assessed. ");
        } else {
            sentences.append("%s not counted: %s long ago, %s never. "
                    .formatted(devicesAre(score.unknown()), seen(score.stale()), Figure.count(score.neverAssessed())));
            Optional<Bounds> bounds = score.bounds();
            bounds.ifPresent(
                    range -> sentences.append("Depending on them the score lies between <b>%s</b> and <b>%s</b>. "
                            .formatted(Figure.points(range.low()), Figure.points(range.high()))));
        }
        if (score.excluded() > 0) sentences.append(devicesAre(score.excluded())).append(" excluded by decision. ");
        return "<h2>What is not known</h2><p>%s%s</p>".formatted(sentences, feeds());
    }

    private String feeds() {
        List<FeedEdition> feeds = report.board().feeds();
        if (feeds.isEmpty()) return "No threat feed is loaded, so probabilities are guesses from severity.";
        return "Threat feeds: "
                + feeds.stream()
                        .map(edition -> {
                            Instant published = edition.publishedAt();
                            return edition.feed().name() + (published == null ? "" : " of " + DAY.format(published));
                        })
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private String foot() {
        return "<div class=\"foot\">Model %s. Scores run from 0 to 100; Low is below 30, High from 70. The numbers are cut to one decimal for reading, the exact ones are in the API.</div>"
                .formatted(text(report.board().parameters().version()));
    }

    private static <T> String section(
            String title, String note, List<String> columns, List<T> rows, Function<T, String> row, String nothing) {
        StringBuilder html = new StringBuilder("<h2>%s</h2>".formatted(title));
        if (rows.isEmpty())
            return html.append("<p>").append(nothing).append("</p>").toString();
        html.append("<table class=\"rows\"><tr>");
        columns.forEach(column -> html.append("<th>").append(column).append("</th>"));
        html.append("</tr>");
        rows.forEach(one -> html.append(row.apply(one)));
        html.append("</table>");
        if (!note.isEmpty()) html.append("<p class=\"note\">").append(note).append("</p>");
        return html.toString();
    }

    private static String row(String... cells) {
        StringBuilder html = new StringBuilder("<tr>");
        for (String cell : cells) html.append("<td>").append(cell).append("</td>");
        return html.append("</tr>").toString();
    }

    private static String devicesAre(int devices) {
        return devices == 1 ? "1 device is" : Figure.count(devices) + " devices are";
    }

    private static String seen(int stale) {
        return Figure.count(stale) + (stale == 1 ? " was assessed" : " were assessed");
    }
}
