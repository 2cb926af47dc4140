package dev.lightmeter.server.authority;

import dev.lightmeter.server.auth.Audiences;
import dev.lightmeter.server.auth.Permissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks for, out of {@code scope} and the {@code resource} of the older form.
 *
 * @param resource the name of this API that the token is to carry; empty if none was named
 * @param names the delegated scopes that were named one by one
 * @param everything true for {@code /.default} and where nothing was named: all that the client may have
 * @param signIn the words of OpenID, which name no resource: {@code openid}, {@code offline_access} and the like
 */
record AskedScope(Optional<String> resource, Set<String> names, boolean everything, Set<String> signIn) {

    private static final String DEFAULT = "/.default";
    private static final Set<String> SIGN_IN = Set.of("openid", "profile", "offline_access", "email");

    /**
     * Reads both fields; a {@link TokenRefusal} says what is wrong with them.
     *
     * @param base the address under which the client sees us, by which it may also call us
     */
    static AskedScope read(String scope, String resourceField, Audiences audiences, String base) {
        Set<String> resources = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        Set<String> signIn = new LinkedHashSet<>();
        boolean everything = false;
        for (String word : scope.strip().split("\\s+", -1)) {
            if (word.isEmpty()) continue;
            int slash = word.lastIndexOf('/');
            if (SIGN_IN.contains(word)) {
                signIn.add(word);
            } else if (word.endsWith(DEFAULT)) {
                resources.add(word.substring(0, word.length() - DEFAULT.length()));
                everything = true;
            } else {
                if (slash > 0) resources.add(word.substring(0, slash));
                names.add(scopeNamed(word, word.substring(slash + 1)));
            }
        }
        if (resources.size() > 1) throw new TokenRefusal(TokenError.severalResources(scope));
        if (resources.isEmpty() && !resourceField.isEmpty()) resources.add(resourceField);
        // the older form names a resource and no scopes, or nothing at all
        if (names.isEmpty() && (!resourceField.isEmpty() || signIn.isEmpty())) everything = true;
        Optional<String> resource = resources.stream().findFirst().map(name -> own(name, audiences, base));
        return new AskedScope(resource, names, everything, signIn);
    }

    boolean openId() {
        return signIn.contains("openid");
    }

    boolean offline() {
        return signIn.contains("offline_access");
    }

    /** The scopes that the client gets if the user may have them all; a refusal if it asks beyond what it may. */
    Set<String> allowed(SigningIn client) {
        for (String name : names) {
            if (!client.scopes().contains(name)) throw new TokenRefusal(TokenError.scopeBeyondClient(name));
        }
        return everything ? client.scopes() : names;
    }

    private static String scopeNamed(String word, String name) {
        return Permissions.DELEGATED_SCOPES.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new TokenRefusal(TokenError.unknownScope(word)));
    }

    /** A client may name us by the address it uses; the token then carries the name that no address changes. */
    private static String own(String resource, Audiences audiences, String base) {
        if (Audiences.of(List.of(base)).contain(resource)) return Audiences.OWN;
        if (!audiences.contain(resource)) throw new TokenRefusal(TokenError.unknownResource(resource));
        return resource;
    }
}
