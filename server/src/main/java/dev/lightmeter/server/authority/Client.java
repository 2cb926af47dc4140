package dev.lightmeter.server.authority;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A program that may ask for tokens.
 *
 * @param objectId what tokens carry as {@code oid}: stable for as long as the client exists
 * @param name for people
 * @param secretHash the hashed secret, with its salt and cost; empty for a public client, which cannot keep one
 * @param roles application roles that tokens for the program itself carry
 * @param deviceGroups the names of the only device groups that the program itself sees; empty if it is not limited
 * @param signingIn what it may do with people; empty if nothing
 */
public record Client(
        UUID id,
        UUID objectId,
        String name,
        Optional<String> secretHash,
        List<String> roles,
        Optional<Set<String>> deviceGroups,
        Optional<SigningIn> signingIn) {

    private static final int LONGEST_NAME = 256;

    public Client {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of a client has 1 to " + LONGEST_NAME
                    + " characters, none of them a control character; got '" + name + "'");
        }
        roles = List.copyOf(roles);
        deviceGroups = deviceGroups.map(names -> Collections.unmodifiableSet(new LinkedHashSet<>(names)));
        if (secretHash.isEmpty() && !roles.isEmpty()) {
            throw new IllegalArgumentException("a client without a secret cannot hold application roles");
        }
        if (secretHash.isEmpty() && signingIn.isEmpty()) {
            throw new IllegalArgumentException("a client without a secret is good for nothing but signing people in");
        }
    }

    /** A program on people's machines or in their browsers: whoever has it could read a secret in it. */
    public boolean isPublic() {
        return secretHash.isEmpty();
    }

    Client withSecretHash(String hash) {
        return new Client(id, objectId, name, Optional.of(hash), roles, deviceGroups, signingIn);
    }

    @Override
    public String toString() {
        return "Client[id=" + id + ", name=" + name + "]"; // keeps the hash out of logs
    }
}
