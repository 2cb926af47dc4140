package dev.lightmeter.server.openapi;

import dev.lightmeter.server.http.About;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the description of the API as a page for people: plain HTML, no script. */
final class ApiPage {

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Lightmeter: the API</title>
            <link rel="stylesheet" href="/lightmeter/v1/docs.css">
            </head>
            <body>
            <header>
            <h1>The API of Lightmeter</h1>
            <p><code>/api</code>, and the same under <code>/api/v1.0</code>, speaks Microsoft Defender's wire format;
            <code>/lightmeter/v1</code> is Lightmeter's own. Calls carry <code>Authorization: Bearer TOKEN</code>. Any one of the
            permissions beside an operation suffices: roles are for applications, scopes for signed-in users.
            To get a token, post <code>grant_type=client_credentials</code>, <code>client_id</code>, <code>client_secret</code> and
            <code>scope=https://api.securitycenter.microsoft.com/.default</code> to <code>/TENANT/oauth2/v2.0/token</code>;
            <code>lightmeter token --data FOLDER</code> prints one on the machine of the server.
            Programs read <a href="/lightmeter/v1/openapi.json">openapi.json</a>.</p>
            </header>
            <nav aria-label="Operations">
            @contents@</nav>
            <main>
            @operations@</main>
            </body>
            </html>
            """;

    private final StringBuilder contents = new StringBuilder();
    private final StringBuilder operations = new StringBuilder();

    private ApiPage() {}

    /** The page; Defender's operations come first. */
    static String of(List<Operation> operations) {
        ApiPage page = new ApiPage();
        page.add(
                "Defender's API",
                operations.stream().filter(Operation::isDefenders).toList());
        page.add(
                "Lightmeter's own",
                operations.stream().filter(each -> !each.isDefenders()).toList());
        return FRAME.replace("@contents@", page.contents).replace("@operations@", page.operations);
    }

    private void add(String title, List<Operation> some) {
        Map<String, List<Operation>> families = new LinkedHashMap<>();
        // what describes the API comes after what it does
        some.stream().sorted(Comparator.comparing(Operation::isDescription)).forEach(each -> families.computeIfAbsent(
                        each.family(), family -> new ArrayList<>())
                .add(each));
        contents.append("<h2>").append(escaped(title)).append("</h2>\n");
        operations.append("<h2>").append(escaped(title)).append("</h2>\n");
        families.forEach((family, members) -> {
            contents.append("<h3>").append(escaped(family)).append("</h3>\n<ul>\n");
            for (Operation each : members) {
                contents.append(
                        "<li><a href=\"#%s\">%s %s</a></li>\n".formatted(each.id(), method(each), shortPath(each)));
                add(each);
            }
            contents.append("</ul>\n");
        });
    }

    private void add(Operation each) {
        About about = each.route().about();
        operations.append("<section id=\"%s\">\n<h3>%s <code>%s</code></h3>\n<p>%s.</p>\n"
                .formatted(
                        each.id(),
                        method(each),
                        escaped(each.route().path()).replace("/", "/<wbr>"),
                        escaped(about.summary())));
        addPermission(each);
        addParameters(each);
        addExample("Body", about.request());
        addExample("Answer " + about.status(), about.answer());
        operations.append("</section>\n");
    }

    private void addPermission(Operation each) {
        each.permission()
                .ifPresentOrElse(
                        permission -> operations.append("<p class=\"needs\">Needs %s</p>\n"
                                .formatted(listed("role", permission.applicationRoles())
                                        + (permission.delegatedScopes().isEmpty() ? "" : " or ")
                                        + listed("scope", permission.delegatedScopes()))),
                        () -> operations.append("<p class=\"needs\">Open to everybody</p>\n"));
    }

    private static String listed(String kind, List<String> words) {
        if (words.isEmpty()) return "";
        List<String> codes =
                words.stream().map(word -> "<code>" + escaped(word) + "</code>").toList();
        return kind + " " + String.join(", ", codes);
    }

    private void addParameters(Operation each) {
        List<About.Parameter> query = each.route().about().query();
        if (query.isEmpty()) return;
        operations.append("<table>\n<thead><tr><th scope=\"col\">query</th><th scope=\"col\">type</th>"
                + "<th scope=\"col\">meaning</th></tr></thead>\n<tbody>\n");
        for (About.Parameter parameter : query) {
            operations.append("<tr><td><code>%s</code></td><td>%s</td><td>%s</td></tr>\n"
                    .formatted(escaped(parameter.name()), parameter.type().word(), escaped(parameter.meaning())));
        }
        operations.append("</tbody>\n</table>\n");
    }

    private void addExample(String title, String json) {
        if (json.isEmpty()) return;
        operations.append("<h4>%s</h4>\n<pre><code>%s</code></pre>\n".formatted(escaped(title), escaped(json)));
    }

    private static String method(Operation each) {
        String method = each.route().method();
        return "<span class=\"method %s\">%s</span>".formatted(method.toLowerCase(Locale.ROOT), method);
    }

    /** The path without the prefix that all of its list share. */
    private static String shortPath(Operation each) {
        String prefix = each.isDefenders() ? "/api" : "/lightmeter/v1";
        String rest = each.route().path().substring(prefix.length());
        return escaped(rest.isEmpty() ? prefix : rest).replace("/", "/<wbr>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
