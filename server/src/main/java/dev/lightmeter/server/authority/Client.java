package dev.lightmeter.server.authority;

import java.util.List;
import java.util.UUID;

/**
 * A program that may ask for tokens.
 *
 * @param objectId what tokens carry as {@code oid}: stable for as long as the client exists
 * @param name for the operator
 * @param secretHash the hashed secret, with its salt and cost
 * @param roles application roles that its tokens carry
 */
record Client(UUID id, UUID objectId, String name, String secretHash, List<String> roles) {
    Client {
        roles = List.copyOf(roles);
    }
}
