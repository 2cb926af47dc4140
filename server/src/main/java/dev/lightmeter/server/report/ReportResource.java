package dev.lightmeter.server.report;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.server.report.Reports.Form;
import java.util.List;
import java.util.Locale;

/** Hands out pages about the device groups of a caller. */
public final class ReportResource {

    private static final Access ACCESS = Access.needs(Permission.READ);
    private static final String PATH = "/lightmeter/v1/reports";

    private final Views views;
    private final Reports reports;

    public ReportResource(Views views, Reports reports) {
        this.views = views;
        this.reports = reports;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(PATH + ".html", ACCESS, call -> all(call, Form.HTML))
                        .about("A page for the organisation and for each device group"),
                Route.get(PATH + ".pdf", ACCESS, call -> all(call, Form.PDF)).about("The same as PDF"),
                Route.get(PATH + "/{file}", ACCESS, this::one)
                        .about(
                                "A page for one device group, by its name with .html or .pdf behind it; organisation.pdf for all devices"),
                Route.get("/lightmeter/v1/tables/{file}", ACCESS, this::table)
                        .about("A table for analysts: devices, groups or findings, with .csv or .parquet behind it"));
    }

    private Reply table(Call call) {
        String file = call.parameter("file");
        for (AnalystTables table : AnalystTables.values()) {
            for (AnalystTables.Form form : AnalystTables.Form.values()) {
                if (!table.file(form).equalsIgnoreCase(file)) continue;
                Scoreboard board = views.of(call.knownCaller());
                return Reply.file(form.contentType(), table.file(form), out -> out.write(table.bytes(board, form)));
            }
        }
        throw new ProblemException(Problem.unknownResource(
                "There is no table " + file + "; there are devices, groups and findings, each as .csv and .parquet"));
    }

    private Reply all(Call call, Form form) {
        return Reply.of(form.contentType(), reports.all(views.of(call.knownCaller()), form));
    }

    private Reply one(Call call) {
        String file = call.parameter("file");
        for (Form form : Form.values()) {
            String ending = "." + form.name().toLowerCase(Locale.ROOT);
            if (!file.toLowerCase(Locale.ROOT).endsWith(ending)) continue;
            Scoreboard board = views.of(call.knownCaller());
            String group = file.substring(0, file.length() - ending.length());
            return reports.one(board, group, form)
                    .map(page -> Reply.of(form.contentType(), page))
                    .orElseThrow(() -> new ProblemException(Problem.resourceNotFound("device group", group)));
        }
        throw new ProblemException(Problem.unknownResource("A report ends with .html or .pdf, got " + file));
    }
}
