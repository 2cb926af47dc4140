package dev.lightmeter.cli.installation;

import java.util.List;

/** The application roles that the server's routes ask for. */
public final class Roles {

    /** Everything that a client can be allowed. */
    public static final List<String> ALL = List.of("Score.Read.All", "Lightmeter.Read.All", "Lightmeter.Import.All");

    private Roles() {}
}
