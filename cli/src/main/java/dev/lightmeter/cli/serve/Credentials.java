package dev.lightmeter.cli.serve;

/** A client and its secret. */
public record Credentials(String clientId, String clientSecret) {

    @Override
    public String toString() {
        return clientId; // keeps the secret out of logs
    }
}
