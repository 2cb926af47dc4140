package dev.lightmeter.server.authority;

import dev.lightmeter.server.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page of the authority: one card in the middle, nothing fetched from anywhere, at most the one line of script that sends
 * a form.
 *
 * @param formTargets addresses beside our own to which the form may lead, as a content security policy names them
 */
record Page(int status, String title, Html content, String formTargets, boolean sendsItself) {

    private static final String SCRIPT = "document.forms[0].submit()";
    private static final String SCRIPT_HASH = sha256(SCRIPT);

    private static final String STYLE = resource("page.css");
    private static final String STYLE_HASH = sha256(STYLE);

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%s · Lightmeter</title>
            <style>%s</style>
            </head>
            <body>
            <main>
            <header>
            <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
            <path class="arc" d="M4 22a12 12 0 0 1 24 0"/>
            <path class="needle" d="M16 22l6-9"/>
            <circle class="hub" cx="16" cy="22" r="2.5"/>
            </svg>
            <span>Lightmeter</span>
            </header>
            %s
            </main>
            %s</body>
            </html>
            """;

    static Page of(int status, String title, Html content) {
        return new Page(status, title, content, "", false);
    }

    /** A page whose form leads away from us in the end. */
    static Page leadingTo(String target, int status, String title, Html content) {
        return new Page(status, title, content, target, false);
    }

    /** A page whose form goes off as soon as it is shown. */
    static Page sendingItself(String title, Html form, String target) {
        return new Page(200, title, form, target, true);
    }

    Reply reply() {
        Html script = sendsItself ? new Html("<script>" + SCRIPT + "</script>\n") : Html.NOTHING;
        Html page = Html.of(FRAME, Html.text(title), new Html(STYLE), content, script);
        String scripts = sendsItself ? " script-src 'sha256-" + SCRIPT_HASH + "';" : "";
        String targets = formTargets.isEmpty() ? "'self'" : "'self' " + formTargets;
        Reply reply = Reply.page(status, page.markup())
                .withHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'sha256-" + STYLE_HASH + "';" + scripts + " form-action "
                                + targets + "; base-uri 'none'; frame-ancestors 'none'")
                .withHeader("X-Frame-Options", "DENY")
                .withHeader("X-Content-Type-Options", "nosniff")
                .withHeader("Referrer-Policy", "no-referrer");
        return AuthorityResource.uncached(reply);
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("the program lacks its file " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the program cannot read its file " + name, e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime knows SHA-256", e);
        }
    }
}
