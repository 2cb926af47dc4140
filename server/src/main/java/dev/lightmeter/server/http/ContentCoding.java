package dev.lightmeter.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How an answer may be compressed.
 *
 * <p>Done here and not through the content encodings of the web server: its choice takes {@code gzip;q=0} for a wish and
 * fails on a weight that is no number.
 */
enum ContentCoding {
    GZIP("gzip") {
        @Override
        OutputStream compressing(OutputStream out) throws IOException {
            return new GZIPOutputStream(out);
        }
    },
    DEFLATE("deflate") {
        @Override
        OutputStream compressing(OutputStream out) {
            return new DeflaterOutputStream(out);
        }
    };

    private final String token;

    ContentCoding(String token) {
        this.token = token;
    }

    abstract OutputStream compressing(OutputStream out) throws IOException;

    String token() {
        return token;
    }

    byte[] compress(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2 + 32);
        try (OutputStream out = compressing(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The coding with the largest weight in an {@code Accept-Encoding} header, gzip among equals; empty if the client
     * wants the plain bytes. A weight that is not a number counts as not asked for.
     */
    static Optional<ContentCoding> preferred(String acceptEncoding) {
        double any = weight(acceptEncoding, "*").orElse(0.0);
        double gzip = weight(acceptEncoding, GZIP.token).orElse(any);
        double deflate = weight(acceptEncoding, DEFLATE.token).orElse(any);
        if (gzip <= 0 && deflate <= 0) return Optional.empty();
        return Optional.of(gzip >= deflate ? GZIP : DEFLATE);
    }

    private static Optional<Double> weight(String acceptEncoding, String coding) {
        for (String element : acceptEncoding.split(",", -1)) {
            String[] parts = element.split(";", -1);
            if (parts.length == 0 || !parts[0].strip().equalsIgnoreCase(coding)) continue;
            for (int i = 1; i < parts.length; i++) {
                String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
                if (parameter.startsWith("q=")) return Optional.of(number(parameter.substring(2)));
            }
            return Optional.of(1.0);
        }
        return Optional.empty();
    }

    private static double number(String weight) {
        try {
            double number = Double.parseDouble(weight.strip());
            return number >= 0 && number <= 1 ? number : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
