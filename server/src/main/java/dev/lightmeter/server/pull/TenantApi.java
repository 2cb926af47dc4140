package dev.lightmeter.server.pull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks one tenant, patiently. The token goes to the configured address and to no other; addresses of files carry a key of
 * their own, are fetched without it and never told. For one thread.
 */
final class TenantApi implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final long ANSWER_MINUTES = 15;

    private final URI base;
    private final TenantToken token;
    private final Patience patience;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private long bytesLeft;

    /** @param mostBytes of all answers together */
    TenantApi(URI base, TenantToken token, Patience patience, long mostBytes) {
        this.base = base;
        this.token = token;
        this.patience = patience;
        this.bytesLeft = mostBytes;
    }

    /** An address of the API, such as {@code /api/machines}. */
    URI address(String pathAndQuery) {
        return URI.create(base.toString().replaceAll("/+$", "") + pathAndQuery);
    }

    /** Fetches a page. A link that leads to another host is refused before anything is sent there. */
    void page(URI address, Path into) {
        boolean ours = Objects.equals(address.getScheme(), base.getScheme())
                && Objects.equals(address.getHost(), base.getHost())
                && address.getPort() == base.getPort();
        if (!ours)
            throw new PullException("the tenant links to another host, " + shown(address) + "; nothing was sent there");
        fetch(address, true, into);
    }

    /** Fetches a file of an export. */
    void file(URI address, Path into) {
        if (!isSafe(address)) throw new PullException("the tenant names a file without HTTPS, " + shown(address));
        fetch(address, false, into);
    }

    /** HTTPS, or this machine. */
    static boolean isSafe(URI address) {
        if ("https".equalsIgnoreCase(address.getScheme()) && address.getHost() != null) return true;
        if (!"http".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) return false;
        try {
            String host = address.getHost();
            return host.matches("localhost|127[.0-9]+|\\[::1]")
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private void fetch(URI address, boolean withToken, Path into) {
        boolean renewed = false;
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<Path> response = send(address, withToken, into);
                int status = response.statusCode();
                if (status == 200) {
                    bytesLeft -= Files.size(into);
                    return;
                }
                if (status == 401 && withToken && !renewed) {
                    token.forget();
                    renewed = true;
                    continue;
                }
                boolean busy = status == 429 || status >= 500;
                if (!busy || attempt == Patience.ATTEMPTS) throw refused(address, status);
                patience.pause(attempt, patience.retryAfter(response));
            } catch (IOException e) {
                if (attempt == Patience.ATTEMPTS) {
                    throw new PullException(shown(address) + " cannot be fetched: " + e.getMessage(), e);
                }
                patience.pause(attempt, Optional.empty());
            }
        }
    }

    private HttpResponse<Path> send(URI address, boolean withToken, Path into) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("User-Agent", "Lightmeter");
        if (withToken) request.header("Authorization", "Bearer " + token.value());
        CompletableFuture<HttpResponse<Path>> answer = client.sendAsync(request.build(), body(into));
        try {
            return answer.get(ANSWER_MINUTES, TimeUnit.MINUTES); // a body that trickles for ever ends too
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no whole answer within " + ANSWER_MINUTES + " minutes", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new PullException("the pull was interrupted", e);
        }
    }

    private BodyHandler<Path> body(Path into) {
        BodyHandler<Path> file = BodyHandlers.limiting(BodyHandlers.ofFile(into), Math.max(0, bytesLeft));
        return info -> info.statusCode() == 200 ? file.apply(info) : BodySubscribers.replacing(into);
    }

    private static PullException refused(URI address, int status) {
        String hint =
                switch (status) {
                    case 401 -> "; the token is not taken: look at tenant, client and pull.scope";
                    case 403 -> "; the client needs Machine.Read.All, Vulnerability.Read.All and Software.Read.All";
                    case 429 -> "; it is still busy";
                    default -> "";
                };
        return new PullException(shown(address) + " answers with status " + status + hint);
    }

    /** Without the query, which is the key to a file. */
    private static String shown(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
    }
}
