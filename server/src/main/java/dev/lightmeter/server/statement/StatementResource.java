package dev.lightmeter.server.statement;

import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Hands out signed statements, and the key to verify them with. */
public final class StatementResource {

    private static final Access ACCESS = Access.needs(Permission.READ);
    private static final String PATH = "/lightmeter/v1/statement";

    private final Views views;
    private final Path dataFolder;

    public StatementResource(Views views, Path dataFolder) {
        this.views = views;
        this.dataFolder = dataFolder;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(PATH, ACCESS, this::statement)
                        .about("The scores of the organisation and all device groups in a signed statement")
                        .answers(200, """
                                {"payloadType":"application/vnd.in-toto+json","payload":"eyJfdHlw…",
                                 "signatures":[{"keyid":"9d4e…","sig":"kq1B…"}]}
                                """),
                Route.get(PATH + "/key", ACCESS, this::key)
                        .about("The public key that statements are verified with, as PEM text"));
    }

    private Reply statement(Call call) {
        Envelope signed = ScoreStatement.signed(views.of(call.callerWhoSeesEverything()), StatementKey.of(dataFolder));
        return Reply.json(200, signed.toJson().getBytes(StandardCharsets.UTF_8));
    }

    private Reply key(Call call) {
        return Reply.of(
                "application/x-pem-file",
                StatementKey.of(dataFolder).publicPem().getBytes(StandardCharsets.US_ASCII));
    }
}
