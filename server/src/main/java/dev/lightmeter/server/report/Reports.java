package dev.lightmeter.server.report;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.recommendation.RecommendationNames;
import dev.lightmeter.server.standing.Standing;
import dev.lightmeter.server.standing.Standings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Makes the pages of device groups. */
public final class Reports {

    /** Covers Latin, Greek and Cyrillic letters; the fonts that every PDF reader has know Latin ones alone. */
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    /** Kept, for a logger that nobody holds forgets its level. The font has no pictograms, which nobody here writes. */
    private static final Logger PDF_LOG = Logger.getLogger("org.apache.pdfbox");

    static {
        PDF_LOG.setLevel(Level.SEVERE);
        XRLog.setLoggingEnabled(false); // it tells of every rule that is for screens alone
    }

    private final Function<Scoreboard, RecommendationNames> names;
    private final Past past;

    public Reports(Function<Scoreboard, RecommendationNames> names, Past past) {
        this.names = names;
        this.past = past;
    }

    /** In which form a report is wanted. */
    public enum Form {
        HTML("text/html; charset=utf-8"),
        PDF("application/pdf");

        private final String contentType;

        Form(String contentType) {
            this.contentType = contentType;
        }

        String contentType() {
            return contentType;
        }
    }

    /** The page of the organisation or of a device group, by its name in any letter case; empty if there is none. */
    public Optional<byte[]> one(Scoreboard board, String group, Form form) {
        return Standings.of(board).named(group).map(standing -> document(board, List.of(standing), form));
    }

    /** The organisation and then a page for each device group. */
    public byte[] all(Scoreboard board, Form form) {
        return document(board, Standings.of(board).all(), form);
    }

    private byte[] document(Scoreboard board, List<Standing> standings, Form form) {
        String html = ReportPage.html(standings.stream()
                .map(standing -> GroupReport.of(board, standing, id -> names.apply(board).of(id).sentence(), past))
                .toList());
        return switch (form) {
            case HTML -> html.getBytes(StandardCharsets.UTF_8);
            case PDF -> pdf(html);
        };
    }

    private static byte[] pdf(String html) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BatikSVGDrawer pictures = new BatikSVGDrawer()) {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.useSVGDrawer(pictures);
            builder.useFont(Reports::font, "Liberation Sans");
            builder.useUriResolver((base, uri) -> null); // nothing is fetched, whatever a name may look like
            builder.withHtmlContent(html, null);
            builder.withProducer("Lightmeter");
            builder.toStream(bytes);
            builder.run();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("The PDF cannot be made", e);
        }
    }

    private static InputStream font() {
        InputStream font = PDDocument.class.getResourceAsStream(FONT);
        if (font == null) throw new IllegalStateException("the PDF library has lost its font");
        return font;
    }
}
