package dev.lightmeter.server.report;

import dev.lightmeter.core.Level;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The pictures of a page, as SVG. Colours differ in lightness too, so they can be told apart in any way of seeing. */
final class Drawing {

    private static final double FULL = 100e9;
    private static final double LOW_UNTIL = 30e9;
    private static final double MEDIUM_UNTIL = 70e9;
    private static final int RADIUS = 84;

    private Drawing() {}

    /** The colour of a level, for areas. */
    static String colour(Level level) {
        return switch (level) {
            case LOW -> "#4b9cd3";
            case MEDIUM -> "#e8a317";
            case HIGH -> "#b5301a";
        };
    }

    /** A half circle with the three levels and a hand; without a hand if there is no score. */
    static String gauge(OptionalLong score) {
        StringBuilder svg = new StringBuilder(
                "<svg class=\"gauge\" width=\"220\" height=\"124\" viewBox=\"0 0 220 124\" xmlns=\"http://www.w3.org/2000/svg\">");
        svg.append(arc(0, LOW_UNTIL, Level.LOW)).append(arc(LOW_UNTIL, MEDIUM_UNTIL, Level.MEDIUM));
        svg.append(arc(MEDIUM_UNTIL, FULL, Level.HIGH));
        if (score.isPresent()) {
            double angle = angle((double) score.getAsLong());
            svg.append(String.format(Locale.ROOT, 
                    "<path d=\"M %.1f %.1f L %.1f %.1f L %.1f %.1f Z\" fill=\"#1b2430\"/><circle cx=\"110\" cy=\"112\" r=\"8\" fill=\"#1b2430\"/>",
                    110 + 4.5 * Math.sin(angle),
                    112 - 4.5 * Math.cos(angle) * -1,
                    110 + (RADIUS - 20) * Math.cos(angle),
                    112 - (RADIUS - 20) * Math.sin(angle),
                    110 - 4.5 * Math.sin(angle),
                    112 + 4.5 * Math.cos(angle) * -1));
        }
        return svg.append("</svg>").toString();
    }

    /** A bar that fills a share of its width. */
    static String bar(long part, long whole, String colour) {
        double share = whole <= 0 ? 0 : Math.clamp((double) part / whole, 0, 1);
        return String.format(Locale.ROOT, 
                "<svg class=\"bar\" width=\"120\" height=\"9\" viewBox=\"0 0 120 9\" xmlns=\"http://www.w3.org/2000/svg\">"
                        + "<rect x=\"0\" y=\"0\" width=\"120\" height=\"9\" rx=\"2\" fill=\"#eceff3\"/>"
                        + "<rect x=\"0\" y=\"0\" width=\"%.1f\" height=\"9\" rx=\"2\" fill=\"%s\"/></svg>",
                Math.max(part > 0 ? 2 : 0, 120 * share), colour);
    }

    /** A line of scores over time, with the bounds of the levels behind it. */
    static String trend(List<Past.Point> points) {
        long from = points.getFirst().at().getEpochSecond();
        long span = Math.max(1, points.getLast().at().getEpochSecond() - from);
        StringBuilder svg = new StringBuilder(
                "<svg class=\"trend\" width=\"640\" height=\"120\" viewBox=\"0 0 640 120\" xmlns=\"http://www.w3.org/2000/svg\">"
                        + "<rect x=\"0\" y=\"0\" width=\"640\" height=\"120\" fill=\"#f6f8fa\"/>");
        for (double bound : new double[] {LOW_UNTIL, MEDIUM_UNTIL}) {
            svg.append(String.format(Locale.ROOT, 
                    "<line x1=\"0\" y1=\"%1$.1f\" x2=\"640\" y2=\"%1$.1f\" stroke=\"#c9d1da\" stroke-width=\"1\" stroke-dasharray=\"3 3\"/>",
                    height(bound)));
        }
        StringBuilder path = new StringBuilder();
        for (Past.Point point : points) {
            double x = 640.0 * (point.at().getEpochSecond() - from) / span;
            // a score holds until the next one, so the line goes in steps
            if (!path.isEmpty()) path.append(String.format(Locale.ROOT, "H %.1f ", x));
            path.append(path.isEmpty() ? String.format(Locale.ROOT, "M %.1f %.1f ", x, height((double) point.nano())) : String.format(Locale.ROOT, "V %.1f ", height((double) point.nano())));
        }
        return svg.append("<path d=\"")
                .append(path)
                .append("H 640\" fill=\"none\" stroke=\"#1b2430\" stroke-width=\"2\"/></svg>")
                .toString();
    }

    private static double height(double nano) {
        return 116 - 112 * nano / FULL;
    }

    private static String arc(double from, double to, Level level) {
        double gap = 0.012; // radians; neighbours do not touch
        double begin = angle(from) - (from > 0 ? gap : 0);
        double end = angle(to) + (to < FULL ? gap : 0);
        return String.format(Locale.ROOT, 
                "<path d=\"M %.2f %.2f A %d %d 0 0 1 %.2f %.2f\" fill=\"none\" stroke=\"%s\" stroke-width=\"22\"/>",
                110 + RADIUS * Math.cos(begin),
                112 - RADIUS * Math.sin(begin),
                RADIUS,
                RADIUS,
                110 + RADIUS * Math.cos(end),
                112 - RADIUS * Math.sin(end),
                colour(level));
    }

    private static double angle(double nano) {
        return Math.PI * (1 - nano / FULL);
    }
}
