package dev.lightmeter.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.server.Lightmeter;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.config.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nobody sees what is not theirs, not even by a sum: every answer to a caller equals that of a fresh server which holds only
 * what this caller may see. Set {@code -Dlightmeter.leak.seed=N} to repeat a run.
 */
class LeakTest {

    private static final int WORLDS = 4;
    private static final int CALLERS = 5;
    private static final int REQUESTS = 520;
    private static final int PAGES = 4;

    private static final List<String> SCOPES = List.of(
            "Score.Read",
            "Machine.Read",
            "Software.Read",
            "Vulnerability.Read",
            "SecurityRecommendation.Read",
            "RemediationTask.Read",
            "Lightmeter.Read");
    private static final List<String> PRINCIPALS =
            List.of("g-finance", "g-it", "11111111-2222-3333-4444-555555555555", "anna@example.org");

    private static final Pattern NEXT = Pattern.compile("\"(?:@odata\\.)?nextLink\":\"([^\"]+)\"");

    /** What differs from server to server and from answer to answer and tells nothing about devices. */
    private static final List<Pattern> PASSING = List.of(
            Pattern.compile("http://[^/\"]+"),
            Pattern.compile("(?<=\"target\":\")[^\"]*"),
            Pattern.compile("(?<=\"generatedTime\":\")[^\"]*"),
            Pattern.compile("(?<=\\$skiptoken=)[^\"&]*"),
            Pattern.compile("/exports/[^\"]*"));

    private static final Pattern TIME = Pattern.compile("(?<=\"time\":\")[^\"]*");

    /** What was when is the same on both servers, or it tells of others. */
    private static final Pattern PAST = Pattern.compile("^/lightmeter/v1/(history|waterfall|events)");

    private static final Pattern FLAT_ROW = Pattern.compile("\\{\"[^{}]*\\}");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void tellsEveryCallerWhatAServerWithoutTheOthersDevicesWouldTell() throws Exception {
        long seed = Long.getLong("lightmeter.leak.seed", System.nanoTime());
        Random random = new Random(seed);
        int compared = 0;
        int restricted = 0;
        Map<Integer, Integer> byStatus = new HashMap<>();
        for (int w = 0; w < WORLDS; w++) {
            RandomWorld world = new RandomWorld(random);
            Map<String, List<String>> assignments = assignments(random);
            try (Lightmeter everything = start("all" + w, world, Set.of(), assignments)) {
                for (int c = 0; c < CALLERS; c++) {
                    Caller caller = caller(random);
                    Set<String> hidden = hiddenFrom(caller, assignments);
                    if (!hidden.isEmpty()) restricted++;
                    try (Lightmeter alone = start("world" + w + "caller" + c, world, hidden, Map.of())) {
                        Side one = new Side(everything, caller);
                        Side other = new Side(alone, caller);
                        RandomRequest requests = new RandomRequest(random, world);
                        for (int r = 0; r < REQUESTS; r++) {
                            RandomRequest.Request request = requests.next();
                            int status = compare(one, other, request, "seed " + seed + ", hidden " + hidden);
                            byStatus.merge(status, 1, Integer::sum);
                            compared++;
                        }
                    }
                }
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(10_000);
        assertThat(restricted).as("callers who do not see everything").isGreaterThan(WORLDS * CALLERS / 3);
        assertThat(byStatus.getOrDefault(200, 0))
                .as("answers by status: %s", byStatus)
                .isGreaterThan(compared / 2);
    }

    /** Compares an answer and those to the links in it. Returns the status of the first. */
    private int compare(Side one, Side other, RandomRequest.Request request, String about)
            throws IOException, InterruptedException {
        String oneRequest = one.uri(request.path());
        String otherRequest = other.uri(request.path());
        int status = 0;
        for (int page = 0; page < PAGES; page++) {
            HttpResponse<String> told = one.ask(oneRequest, request.body());
            HttpResponse<String> right = other.ask(otherRequest, request.body());
            assertThat(plain(request.path(), told.body()))
                    .as("%s, page %d, %s", request, page, about)
                    .isEqualTo(plain(request.path(), right.body()));
            assertThat(told.statusCode()).as("%s, %s", request, about).isEqualTo(right.statusCode());
            assertThat(told.statusCode())
                    .as("%s, %s: %s", request, about, told.body())
                    .isLessThan(500);
            if (page == 0) status = told.statusCode();
            var next = NEXT.matcher(told.body());
            var rightNext = NEXT.matcher(right.body());
            if (!next.find() || !rightNext.find()) break;
            oneRequest = next.group(1);
            otherRequest = rightNext.group(1);
        }
        return status;
    }

    private static String plain(String request, String body) {
        String plain = body;
        for (Pattern passing : PASSING) plain = passing.matcher(plain).replaceAll("*");
        if (!PAST.matcher(request).find()) plain = TIME.matcher(plain).replaceAll("*");
        if (!request.startsWith(RandomRequest.IN_ANY_ORDER)) return plain;
        // the weaknesses of one device come in the order in which the store first met them
        String rows = FLAT_ROW.matcher(plain)
                .results()
                .map(MatchResult::group)
                .sorted()
                .collect(Collectors.joining("\n"));
        return FLAT_ROW.matcher(plain).replaceAll("row") + rows;
    }

    private static Map<String, List<String>> assignments(Random random) {
        Map<String, List<String>> assignments = new HashMap<>();
        List<String> names = new ArrayList<>(RandomWorld.groups());
        names.add(DeviceGroup.UNASSIGNED.name());
        for (String name : names) {
            if (random.nextInt(4) == 0) continue; // everybody sees it
            assignments.put(
                    name,
                    List.of(
                            PRINCIPALS.get(random.nextInt(PRINCIPALS.size())),
                            PRINCIPALS.get(random.nextInt(PRINCIPALS.size()))));
        }
        return assignments;
    }

    private static Caller caller(Random random) {
        Set<String> memberOf =
                PRINCIPALS.stream().filter(group -> random.nextInt(3) == 0).collect(Collectors.toSet());
        String name = random.nextInt(4) == 0 ? "anna@example.org" : "ben@example.org";
        return Caller.delegated(
                "app", "user-" + random.nextInt(3), "tenant", SCOPES, new Caller.User(name, "", memberOf, Set.of()));
    }

    private static Set<String> hiddenFrom(Caller caller, Map<String, List<String>> assignments) {
        return assignments.entrySet().stream()
                .filter(entry -> !caller.sight().sees(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Lightmeter start(
            String name, RandomWorld world, Set<String> hidden, Map<String, List<String>> assignments) {
        GroupArrangement arrangement = GroupArrangement.NONE;
        for (var entry : assignments.entrySet()) arrangement = arrangement.assigned(entry.getKey(), entry.getValue());
        Configuration configuration = Configuration.DEFAULTS
                .with(Configuration.DEFAULTS.server().withPorts(0, OptionalInt.empty()))
                .with(arrangement);
        return Lightmeter.start(
                configuration,
                folder.resolve(name),
                Clock.fixed(RandomWorld.NOW, ZoneOffset.UTC),
                store -> world.fill(
                        store, group -> !hidden.contains(group == null ? DeviceGroup.UNASSIGNED.name() : group)));
    }

    /** One of the two servers, for the same caller. */
    private final class Side {

        private final String base;
        private final String token;

        Side(Lightmeter server, Caller caller) {
            base = server.server().baseUri().toString();
            token = server.authority().mint(caller, Duration.ofHours(1));
        }

        String uri(String request) {
            return base + request;
        }

        HttpResponse<String> ask(String uri, @Nullable String body) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri.replace("$", "%24")))
                    .header("Authorization", "Bearer " + token)
                    .timeout(Duration.ofSeconds(30));
            if (body != null) request.POST(HttpRequest.BodyPublishers.ofString(body));
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
