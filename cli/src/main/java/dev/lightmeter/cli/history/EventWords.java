package dev.lightmeter.cli.history;

import dev.lightmeter.cli.question.Document;
import dev.lightmeter.cli.terminal.Points;
import java.util.ArrayList;
import java.util.List;

/** What happened, in words. */
final class EventWords {

    private static final int WEAKNESSES = 3;

    private EventWords() {}

    /** A word or two for each cause of a waterfall. */
    static String cause(String wire) {
        return switch (wire) {
            case "whileStopped" -> "while nothing was recorded";
            case "parameters" -> "other parameters";
            case "epss" -> "EPSS";
            case "kev" -> "known exploited (KEV)";
            case "exploitEvidence" -> "evidence of exploits";
            case "rating" -> "CVSS and ratings";
            case "deviceIn" -> "new devices";
            case "deviceOut" -> "devices gone";
            case "moved" -> "moved between groups";
            case "deviceValue" -> "device values";
            case "internetFacing" -> "internet-facing";
            case "excluded" -> "devices excluded";
            case "stale" -> "devices gone stale";
            case "assessed" -> "devices assessed again";
            case "newFindings" -> "new findings";
            case "resolvedFindings" -> "findings fixed";
            case "exceptions" -> "exceptions, statements";
            case "configuration" -> "configuration";
            default -> wire;
        };
    }

    /**
     * All that happened at a moment, the occasion first; of weaknesses only the first.
     *
     * @param event with its marks under {@code what}
     * @param weaknesses how many marks that name a weakness are told
     */
    static String of(Document event, int weaknesses) {
        List<String> told = new ArrayList<>();
        List<Document> named = new ArrayList<>();
        for (Document mark : event.list("what")) {
            if (isAboutAWeakness(mark)) named.add(mark);
            else told.add(occasion(mark));
        }
        named.stream().limit(weaknesses).map(EventWords::weakness).forEach(told::add);
        if (named.size() > weaknesses) told.add("and " + (named.size() - weaknesses) + " more");
        return told.isEmpty() ? "what it was is not told" : String.join("; ", told);
    }

    /** What of an event was behind a cause: the occasion, and the weaknesses that the cause is about. */
    static String behind(String cause, Document event) {
        List<String> told = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (Document mark : event.list("what")) {
            if (!isAboutAWeakness(mark)) told.add(occasion(mark));
            else if (isBehind(cause, mark.text("type"))) named.add(weakness(mark));
        }
        if (told.isEmpty() && named.isEmpty()) return "what it was is not told";
        told.addAll(named.subList(0, Math.min(WEAKNESSES, named.size())));
        if (named.size() > WEAKNESSES) told.add("and " + (named.size() - WEAKNESSES) + " more");
        return String.join("; ", told);
    }

    private static boolean isBehind(String cause, String type) {
        return switch (cause) {
            case "newFindings", "deviceIn" -> type.equals("newVulnerability");
            case "kev" -> type.equals("knownExploited");
            case "exploitEvidence" -> type.startsWith("exploit") || type.equals("publicExploit");
            default -> false;
        };
    }

    private static boolean isAboutAWeakness(Document mark) {
        return switch (mark.text("type")) {
            case "newVulnerability", "publicExploit", "exploitVerified", "exploitInKit", "knownExploited" -> true;
            default -> false;
        };
    }

    private static String occasion(Document mark) {
        String subject = mark.text("subject");
        return switch (mark.text("type")) {
            case "start" -> "the server started";
            case "day" -> "a new day";
            case "import" -> with("import", subject);
            case "feed" -> with("feed", subject);
            case "devicesChanged" -> with("devices changed", subject);
            case "groupsChanged" -> with("device groups arranged", subject);
            case "decisionsChanged" -> subject.isEmpty() ? "exceptions or statements changed" : subject;
            case "configurationChanged" -> with("configuration changed", subject);
            default -> with(mark.text("type"), subject);
        };
    }

    private static String with(String what, String subject) {
        return subject.isEmpty() ? what : what + " " + subject;
    }

    private static String weakness(Document mark) {
        String what =
                switch (mark.text("type")) {
                    case "newVulnerability" -> " is new";
                    case "publicExploit" -> " has a public exploit";
                    case "exploitVerified" -> " has a verified exploit";
                    case "exploitInKit" -> " is in an exploit kit";
                    default -> " is known to be exploited";
                };
        long devices = mark.json().path("devices").asLong();
        String where = mark.text("group");
        String on = devices == 0 ? "" : ", " + Points.counted(devices, "device");
        return mark.text("subject") + what + " (" + where + on + ")";
    }
}
