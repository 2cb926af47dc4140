package dev.lightmeter.server.leak;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes up requests as clients send them, about things that are there, that are not, and that are somebody else's. */
final class RandomRequest {

    /**
     * What a client asks.
     *
     * @param path with its query
     * @param body what it posts; null if it only gets
     */
    record Request(String path, @Nullable String body) {

        /** What the answer is about. */
        @Override
        public String toString() {
            return body == null ? path : path + " " + body;
        }
    }

    /** A list of the Defender API with the properties that a client could ask for. */
    private record Listed(String path, List<String> filters, List<String> orders, List<String> selects) {}

    /** The one list whose order depends on what the store met first, so it is compared as a whole. */
    static final String IN_ANY_ORDER = "/api/vulnerabilities/machinesVulnerabilities";

    private static final List<Listed> LISTS = List.of(
            new Listed(
                    "/api/machines",
                    List.of(
                            "rbacGroupId eq 10",
                            "rbacGroupName eq 'Servers'",
                            "exposureLevel eq 'High'",
                            "deviceValue eq 'High' and osPlatform eq 'Linux'",
                            "machineTags/any(t: t eq 'vip')",
                            "startswith(computerDnsName,'host-1')",
                            "healthStatus ne 'Active'",
                            "lastSeen gt 2026-09-20T00:00:00Z",
                            "isExcluded eq true or riskScore eq null"),
                    List.of("computerDnsName desc", "lastSeen", "rbacGroupId,id desc"),
                    List.of("id", "id,rbacGroupName,exposureLevel")),
            new Listed(
                    "/api/Software",
                    List.of("weaknesses gt 1", "exposedMachines ge 2", "impactScore gt 1", "vendor eq 'acme inc'"),
                    List.of("impactScore desc", "exposedMachines"),
                    List.of("id,exposedMachines")),
            new Listed(
                    "/api/vulnerabilities",
                    List.of(
                            "exposedMachines gt 2",
                            "severity eq 'Critical'",
                            "cvssV3 ge 7",
                            "publicExploit eq true",
                            "epss gt 0.5",
                            "startswith(id,'CVE-2026-000')"),
                    List.of("exposedMachines desc", "cvssV3"),
                    List.of("id,exposedMachines,severity")),
            new Listed(
                    "/api/vulnerabilities/machinesVulnerabilities",
                    List.of(
                            "severity eq 'High'",
                            "cveId eq 'CVE-2026-0004'",
                            "productName eq 'edge' and not (severity eq 'Low')",
                            "machineId eq '0000000000000000000000000000000000000003'"),
                    List.of(),
                    List.of("machineId,cveId")),
            new Listed(
                    "/api/recommendations",
                    List.of(
                            "exposedMachinesCount gt 1",
                            "exposureImpact gt 0.5",
                            "status eq 'Active'",
                            "remediationType eq 'Update'",
                            "weaknesses ge 3"),
                    List.of("exposureImpact desc", "totalMachineCount"),
                    List.of("id,exposureImpact,configScoreImpact")),
            new Listed("/api/remediationTasks", List.of("status eq 'Active'"), List.of(), List.of()));

    private static final List<String> ALONE = List.of(
            "/api/exposureScore",
            "/api/exposureScore/ByMachineGroups",
            "/api/configurationScore",
            "/api/machines/SoftwareInventoryByMachine",
            "/api/machines/SoftwareVulnerabilitiesByMachine",
            "/api/machines/SoftwareVulnerabilityChangesByMachine?sinceTime=2026-09-30",
            "/api/machines/SecureConfigurationsAssessmentByMachine",
            "/api/machines/SoftwareInventoryNoProductCodeByMachine",
            "/api/machines/SoftwareVulnerabilitiesByMachine?pageSize=3",
            "/api/machines/SoftwareInventoryByMachine?pageSize=2",
            "/api/machines/SoftwareVulnerabilitiesExport",
            "/api/machines/SoftwareInventoryExport",
            "/api/machines/$count",
            "/api/machines/$count?$filter=exposureLevel%20eq%20'High'",
            "/api/vulnerabilities/machinesVulnerabilities/$count",
            "/api/recommendations/$count",
            "/lightmeter/v1/explanations?name=organisation",
            "/lightmeter/v1/explanations/organisation?shape=top-weakness-1",
            "/lightmeter/v1/recommendations",
            "/lightmeter/v1/plan?steps=3",
            "/lightmeter/v1/plan?steps=4&devices=5",
            "/lightmeter/v1/sums?site=here",
            "/lightmeter/v1/history",
            "/lightmeter/v1/history?points=3",
            "/lightmeter/v1/history/at",
            "/lightmeter/v1/history/at?time=2026-10-01T05:00:00Z",
            "/lightmeter/v1/waterfall",
            "/lightmeter/v1/waterfall?from=2026-10-01T04:30:00Z&to=2026-10-01T06:00:00Z",
            "/lightmeter/v1/timeToRemediate",
            "/lightmeter/v1/history/recomputed",
            "/lightmeter/v1/history/recomputed?time=2026-10-01T06:00:00Z",
            "/lightmeter/v1/events",
            "/lightmeter/v1/events?top=2");

    private static final List<String> OF_DEVICE =
            List.of("", "/software", "/vulnerabilities", "/recommendations", "/getmissingkbs");
    private static final List<String> OF_PRODUCT =
            List.of("", "/distributions", "/machineReferences", "/vulnerabilities", "/getmissingkbs");
    private static final List<String> OF_WEAKNESS = List.of("", "/machineReferences");
    private static final List<String> OF_RECOMMENDATION =
            List.of("", "/software", "/machineReferences", "/vulnerabilities");

    private final Random random;
    private final RandomWorld world;

    RandomRequest(Random random, RandomWorld world) {
        this.random = random;
        this.world = world;
    }

    Request next() {
        return random.nextInt(12) == 0
                ? new Request("/lightmeter/v1/whatif", "{\"changes\":[" + change() + "],\"top\":4}")
                : new Request(address(), null);
    }

    private String change() {
        String device = "{\"device\":\"" + one(world.deviceIds()) + "\",";
        return switch (random.nextInt(7)) {
            case 0 -> "{\"apply\":[\"" + one(world.recommendationIds()) + "\"]}";
            case 1 -> "{\"remove\":\"" + one(world.deviceIds()) + "\"}";
            case 2 -> device + "\"value\":\"" + one(List.of("Low", "High")) + "\"}";
            case 3 -> device + "\"internetFacing\":" + random.nextBoolean() + "}";
            case 4 -> device + "\"group\":\"" + one(RandomWorld.groups()).replace("\"", "\\\"") + "\"}";
            case 5 -> "{\"weakness\":\"" + one(world.weaknessIds()) + "\",\"epss\":\"0.9\",\"kev\":true}";
            default -> "{\"parameters\":{\"internetPct\":300,\"staleDays\":60}}";
        };
    }

    private String address() {
        return switch (random.nextInt(10)) {
            case 0 -> one(ALONE);
            case 1, 2 -> "/api/machines/" + path(one(world.deviceIds())) + one(OF_DEVICE);
            case 3 -> "/api/Software/" + path(one(world.productIds())) + one(OF_PRODUCT);
            case 4 -> "/api/vulnerabilities/" + path(one(world.weaknessIds())) + one(OF_WEAKNESS);
            case 5 -> "/api/recommendations/" + path(one(world.recommendationIds())) + one(OF_RECOMMENDATION);
            case 6 ->
                random.nextBoolean()
                        ? one(List.of(
                                        "/lightmeter/v1/explanations?name=",
                                        "/lightmeter/v1/recommendations?group=",
                                        "/lightmeter/v1/history?group=",
                                        "/lightmeter/v1/waterfall?group=",
                                        "/lightmeter/v1/plan?group="))
                                + query(random.nextBoolean() ? one(RandomWorld.groups()) : one(world.deviceIds()))
                        : "/api/machines/findbytag?tag=" + one(List.of("vip", "dmz", "none"))
                                + one(List.of("", "&useStartsWithFilter=true"));
            case 7 ->
                random.nextBoolean()
                        ? "/lightmeter/v1/explanations/weaknesses/" + path(one(world.weaknessIds()))
                        : "/lightmeter/v1/explanations/recommendations/" + path(one(world.recommendationIds()));
            default -> list();
        };
    }

    private String list() {
        Listed list = one(LISTS);
        List<String> options = new ArrayList<>();
        if (random.nextInt(3) > 0) options.add("$filter=" + query(one(list.filters())));
        if (random.nextInt(3) == 0 && !list.orders().isEmpty()) options.add("$orderby=" + query(one(list.orders())));
        if (random.nextInt(4) == 0 && !list.selects().isEmpty()) options.add("$select=" + query(one(list.selects())));
        boolean inOrder = !list.path().equals(IN_ANY_ORDER);
        if (inOrder && random.nextInt(3) == 0) options.add("$top=" + random.nextInt(6));
        if (inOrder && random.nextInt(4) == 0) options.add("$skip=" + random.nextInt(6));
        if (random.nextInt(3) == 0) options.add("$count=true");
        return list.path() + (options.isEmpty() ? "" : "?" + String.join("&", options));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String path(String segment) {
        return query(segment).replace("+", "%20");
    }

    private static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
