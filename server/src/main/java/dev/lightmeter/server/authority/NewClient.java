package dev.lightmeter.server.authority;

import java.util.UUID;

/** A client just created. The secret is told this one time; only its hash is kept. */
public record NewClient(UUID id, String secret) {
    @Override
    public String toString() {
        return "NewClient[id=" + id + "]"; // keeps the secret out of logs
    }
}
