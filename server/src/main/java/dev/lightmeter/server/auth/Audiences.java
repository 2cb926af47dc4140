package dev.lightmeter.server.auth;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names under which this API is asked for: the {@code aud} claims that are meant for us. */
public final class Audiences {

    /** This server's own name, whatever its address. */
    public static final String OWN = "api://lightmeter";

    /**
     * What existing Defender clients ask for. The bare id is the application id of the service, which Entra ID writes
     * into tokens of the second version. The last one is no documented audience, but clients that derive it from their
     * base address present it.
     */
    public static final List<String> DEFENDER = List.of(
            "https://api.securitycenter.microsoft.com",
            "https://securitycenter.onmicrosoft.com/windowsatpservice",
            "https://api.securitycenter.windows.com",
            "fc780465-2017-40d4-a0c5-307022471b92",
            "https://api.security.microsoft.com");

    private final Set<String> names = new LinkedHashSet<>();

    private Audiences(Collection<String> names) {
        names.forEach(name -> this.names.add(plain(name)));
    }

    public static Audiences of(Collection<String> names) {
        return new Audiences(names);
    }

    /** The defaults, and what the operator adds. */
    public static Audiences withDefaults(Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(DEFENDER);
        all.add(OWN);
        all.addAll(more);
        return new Audiences(all);
    }

    /** True if the name, in any letter case and with or without slashes at its end, is one of ours. */
    public boolean contain(String name) {
        return names.contains(plain(name));
    }

    private static String plain(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '/') end--;
        return name.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
