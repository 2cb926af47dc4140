package dev.lightmeter.server;

import static dev.lightmeter.server.http.Route.delete;
import static dev.lightmeter.server.http.Route.get;
import static dev.lightmeter.server.http.Route.patch;
import static dev.lightmeter.server.http.Route.post;

import dev.lightmeter.server.alert.AlertResource;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Audiences;
import dev.lightmeter.server.authority.Authority;
import dev.lightmeter.server.authority.AuthorityResource;
import dev.lightmeter.server.authority.ClientResource;
import dev.lightmeter.server.authority.DeviceResource;
import dev.lightmeter.server.authority.DiscoveryResource;
import dev.lightmeter.server.authority.SignInResource;
import dev.lightmeter.server.authority.SignInState;
import dev.lightmeter.server.device.MachineChangeResource;
import dev.lightmeter.server.device.MachineResource;
import dev.lightmeter.server.export.ExportResource;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.server.odata.MetadataResource;
import dev.lightmeter.server.recommendation.RecommendationResource;
import dev.lightmeter.server.remediation.RemediationTaskResource;
import dev.lightmeter.server.score.ScoreResource;
import dev.lightmeter.server.software.SoftwareResource;
import dev.lightmeter.server.user.UserResource;
import dev.lightmeter.server.weakness.MachineVulnerabilityResource;
import dev.lightmeter.server.weakness.VulnerabilityResource;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Everything that the server answers to. */
final class Routes {

    private static final Access BEFORE_A_TOKEN =
            Access.open("clients read this before they have a token; it holds public keys and addresses only");

    private static final Access GIVES_A_TOKEN =
            Access.open("this is where tokens come from; whoever asks shows a secret, a code or a password");

    private static final Access SIGNS_IN =
            Access.open("people come here with a user name and a password, which is what it asks for");

    private static final Access HEALTH =
            Access.open("load balancers hold no token; it tells up or starting and nothing else");

    private Routes() {}

    static List<Route> all(ScoreResource scores, MetadataResource metadata, HealthResource health) {
        return List.of(
                get("/api", MetadataResource.ACCESS, metadata::service)
                        .about("The lists that there are, for OData clients"),
                get("/api/$metadata", MetadataResource.ACCESS, metadata::metadata)
                        .about("The shapes of the lists, as OData metadata"),
                get("/api/exposureScore", ScoreResource.ACCESS, scores::organisation)
                        .about("The organisation's exposure score, 0 to 100, lower is better")
                        .answers(200, DefenderExamples.SCORE),
                get("/api/exposureScore/ByMachineGroups", ScoreResource.ACCESS, scores::byMachineGroups)
                        .about("The exposure score of each device group")
                        .takes("$top", ParameterType.NUMBER, "how many rows")
                        .takes("$skip", ParameterType.NUMBER, "how many rows to leave out before them")
                        .takes("$count", ParameterType.TRUTH, "true to be told how many rows there are")
                        .answers(200, DefenderExamples.GROUP_SCORES),
                get("/api/configurationScore", ScoreResource.ACCESS, scores::configurationScore)
                        .about("The Secure Score for Devices, higher is better")
                        .answers(200, DefenderExamples.SECURE_SCORE),
                AlertResource.route(),
                get("/health", HEALTH, health::health));
    }

    /** What large lists understand that are read page by page. */
    private static Route exported(Route route) {
        return route.rate(30, 1000)
                .takes("pageSize", ParameterType.NUMBER, "how many rows at most, up to 200000; 50000 without it")
                .takes("$top", ParameterType.NUMBER, "how many rows; then there is no next link");
    }

    /** What lists as files understand. */
    private static Route files(Route route) {
        return route.rate(5, 20)
                .takes("sasValidHours", ParameterType.NUMBER, "how long the addresses of the files are good, 1 to 6");
    }

    /** With what every list of entities understands. */
    private static Route listed(Route route) {
        return route.takes(
                        "$filter",
                        ParameterType.TEXT,
                        "which rows, by properties of a row: property eq 'text' and other gt 7")
                .takes("$top", ParameterType.NUMBER, "how many rows; then there is no next link")
                .takes("$skip", ParameterType.NUMBER, "how many rows to leave out before them")
                .takes("$count", ParameterType.TRUTH, "true to be told how many rows there are")
                .takes("$select", ParameterType.TEXT, "which properties, with commas between")
                .takes("$orderby", ParameterType.TEXT, "by which properties, each with asc or desc");
    }

    /** A list and, below it, the number of its rows: the same handler, because a query knows from the address what is asked. */
    private static Stream<Route> withCount(Route list) {
        Route count = get(list.path() + "/$count", list.access(), list.handler())
                .about("How many of these")
                .takes("$filter", ParameterType.TEXT, "which rows");
        return Stream.of(list, count);
    }

    /** The embedded authority: where programs get tokens and people sign in, and its clients and users. */
    static List<Route> authority(Authority authority, Audiences audiences, AuditLog audit, Clock clock) {
        SignInState state = new SignInState(authority, clock);
        AuthorityResource tokens = new AuthorityResource(authority, audiences, state, clock);
        SignInResource signIn = new SignInResource(authority, audiences, state, clock);
        DeviceResource devices = new DeviceResource(authority, audiences, state, clock);
        DiscoveryResource discovery = new DiscoveryResource(authority, clock);
        ClientResource clients = new ClientResource(authority, audit);
        UserResource users = new UserResource(authority.users(), audit);
        return List.of(
                post("/{tenant}/oauth2/token", GIVES_A_TOKEN, tokens::tokenV1),
                post("/{tenant}/oauth2/v2.0/token", GIVES_A_TOKEN, tokens::tokenV2),
                get("/{tenant}/oauth2/authorize", SIGNS_IN, signIn::showV1),
                post("/{tenant}/oauth2/authorize", SIGNS_IN, signIn::takeV1),
                get("/{tenant}/oauth2/v2.0/authorize", SIGNS_IN, signIn::showV2),
                post("/{tenant}/oauth2/v2.0/authorize", SIGNS_IN, signIn::takeV2),
                post("/{tenant}/oauth2/devicecode", GIVES_A_TOKEN, devices::start),
                post("/{tenant}/oauth2/v2.0/devicecode", GIVES_A_TOKEN, devices::start),
                get(DeviceResource.PAGE, SIGNS_IN, devices::show),
                post(DeviceResource.PAGE, SIGNS_IN, devices::take),
                get("/{tenant}/.well-known/openid-configuration", BEFORE_A_TOKEN, discovery::metadataV1),
                get("/{tenant}/v2.0/.well-known/openid-configuration", BEFORE_A_TOKEN, discovery::metadataV2),
                get("/{tenant}/discovery/keys", BEFORE_A_TOKEN, discovery::keys),
                get("/{tenant}/discovery/v2.0/keys", BEFORE_A_TOKEN, discovery::keys),
                get("/common/discovery/instance", BEFORE_A_TOKEN, discovery::instance),
                get("/lightmeter/v1/users", UserResource.ACCESS, ofAll(users::list))
                        .about("The people who may sign in"),
                post("/lightmeter/v1/users", UserResource.ACCESS, ofAll(users::add))
                        .about("Adds a person")
                        .answers(201, "")
                        .reads(
                                "{\"userName\":\"anna@example.org\",\"displayName\":\"Anna\",\"role\":\"none\",\"permissions\":[\"Score.Read\"],\"groups\":[\"ops\"],\"password\":\"…\"}"),
                get("/lightmeter/v1/users/{id}", UserResource.ACCESS, ofAll(users::one))
                        .about("One person, by id or user name"),
                patch("/lightmeter/v1/users/{id}", UserResource.ACCESS, ofAll(users::change))
                        .about("Changes what is given of a person")
                        .reads("{\"groups\":[\"ops\"],\"enabled\":true}"),
                delete("/lightmeter/v1/users/{id}", UserResource.ACCESS, ofAll(users::remove))
                        .about("Takes a person away")
                        .answers(204, ""),
                post("/lightmeter/v1/users/{id}/password", UserResource.ACCESS, ofAll(users::setPassword))
                        .about("Sets the password of a person")
                        .reads("{\"password\":\"…\"}")
                        .answers(204, ""),
                get("/lightmeter/v1/clients", UserResource.ACCESS, ofAll(clients::list))
                        .about("The programs that may get tokens"),
                post("/lightmeter/v1/clients", UserResource.ACCESS, ofAll(clients::add))
                        .about("Adds a program; the answer is the only place that tells its secret")
                        .answers(201, "")
                        .reads("{\"name\":\"dashboard\",\"roles\":[\"Score.Read.All\"]}"),
                get("/lightmeter/v1/clients/{id}", UserResource.ACCESS, ofAll(clients::one))
                        .about("One program"),
                patch("/lightmeter/v1/clients/{id}", UserResource.ACCESS, ofAll(clients::change))
                        .about("Changes what is given of a program")
                        .reads("{\"roles\":[\"Score.Read.All\",\"Machine.Read.All\"]}"),
                delete("/lightmeter/v1/clients/{id}", UserResource.ACCESS, ofAll(clients::remove))
                        .about("Takes a program away")
                        .answers(204, ""),
                post("/lightmeter/v1/clients/{id}/secret", UserResource.ACCESS, ofAll(clients::renewSecret))
                        .about("Gives a program another secret, which the answer tells once"));
    }

    /** The devices of the Defender API, which only a server over a store has. */
    static List<Route> devices(MachineResource machines, MachineChangeResource changes) {
        Access read = MachineResource.ACCESS;
        Access write = MachineChangeResource.ACCESS;
        return List.of(
                listed(get("/api/machines", read, machines::list)
                        .about("The devices")
                        .answers(200, DefenderExamples.MACHINES)),
                get("/api/machines/$count", read, machines::count).about("How many devices"),
                get("/api/machines/findbytag", read, machines::byTag)
                        .about("The devices with a tag")
                        .answers(200, DefenderExamples.MACHINES)
                        .takes("tag", ParameterType.TEXT, "the tag, in any letter case")
                        .takes("useStartsWithFilter", ParameterType.TRUTH, "true if the tag may go on"),
                get("/api/machines/{id}", read, machines::one).about("One device, by id or DNS name"),
                patch("/api/machines/{id}", write, changes::update)
                        .about("Replaces the tags of a device, or sets its value")
                        .reads("{\"machineTags\":[\"production\"],\"deviceValue\":\"High\"}"),
                post("/api/machines/{id}/setDeviceValue", write, changes::setValue)
                        .about("Sets the value of a device: Low, Normal or High")
                        .reads("{\"DeviceValue\":\"High\"}"),
                post("/api/machines/{id}/tags", write, changes::changeTag)
                        .about("Adds or removes a tag of a device")
                        .reads("{\"Value\":\"production\",\"Action\":\"Add\"}"),
                post("/api/machines/AddOrRemoveTagForMultipleMachines", write, changes::changeTagOfMany)
                        .about("Adds or removes a tag of up to 500 devices")
                        .reads("{\"Value\":\"production\",\"Action\":\"Add\",\"MachineIds\":[\"web-1\",\"web-2\"]}"));
    }

    /** What is wrong with devices and what to do about it, which only a server over a store knows. */
    static List<Route> exposure(
            SoftwareResource software,
            VulnerabilityResource weaknesses,
            MachineVulnerabilityResource findings,
            RecommendationResource recommendations) {
        Access installed = SoftwareResource.ACCESS;
        Access vulnerability = VulnerabilityResource.ACCESS;
        Access recommendation = RecommendationResource.ACCESS;
        List<Route> lists = List.of(
                listed(get("/api/Software", installed, software::list)
                        .about("The software on the devices")
                        .answers(200, DefenderExamples.SOFTWARE)),
                get("/api/Software/$count", installed, software::count).about("How many products"),
                get("/api/Software/{id}", installed, software::one).about("One product"),
                listed(get("/api/vulnerabilities", vulnerability, weaknesses::list)
                        .about("The weaknesses")
                        .answers(200, DefenderExamples.VULNERABILITIES)),
                get("/api/vulnerabilities/$count", vulnerability, weaknesses::count)
                        .about("How many weaknesses"),
                listed(get("/api/vulnerabilities/machinesVulnerabilities", vulnerability, findings::list)
                        .about("Each weakness on each device, through each product")
                        .answers(200, DefenderExamples.MACHINE_VULNERABILITIES)),
                get("/api/vulnerabilities/machinesVulnerabilities/$count", vulnerability, findings::count)
                        .about("How many of these"),
                get("/api/vulnerabilities/{id}", vulnerability, weaknesses::one).about("One weakness"),
                listed(get("/api/recommendations", recommendation, recommendations::list)
                        .about("What to do, with the points that each recommendation saves")
                        .answers(200, DefenderExamples.RECOMMENDATIONS)),
                get("/api/recommendations/$count", recommendation, recommendations::count)
                        .about("How many recommendations"),
                get("/api/recommendations/{id}", recommendation, recommendations::one)
                        .about("One recommendation"),
                get(
                                "/api/recommendations/{id}/software",
                                RecommendationResource.SOFTWARE_ACCESS,
                                recommendations::software)
                        .about("The product that a recommendation is about"));
        List<Route> listsOfOne = List.of(
                get("/api/Software/{id}/distributions", installed, software::distributions)
                        .about("The versions of a product and on how many devices each is")
                        .answers(200, DefenderExamples.DISTRIBUTIONS),
                get("/api/Software/{id}/machineReferences", installed, software::machineReferences)
                        .about("The devices with a product")
                        .answers(200, DefenderExamples.MACHINE_REFERENCES),
                get("/api/Software/{id}/vulnerabilities", vulnerability, weaknesses::ofSoftware)
                        .about("The weaknesses of a product")
                        .answers(200, DefenderExamples.VULNERABILITIES),
                get("/api/Software/{id}/getmissingkbs", installed, software::missingUpdates)
                        .about("The updates that a product lacks"),
                get("/api/machines/{id}/software", installed, software::onMachine)
                        .about("The software on a device")
                        .answers(200, DefenderExamples.SOFTWARE),
                get("/api/machines/{id}/getmissingkbs", installed, software::missingUpdatesOfMachine)
                        .about("The updates that a device lacks"),
                get("/api/machines/{id}/vulnerabilities", vulnerability, weaknesses::ofMachine)
                        .about("The weaknesses of a device")
                        .answers(200, DefenderExamples.VULNERABILITIES)
                        .rate(50, 1500),
                get("/api/machines/{id}/recommendations", recommendation, recommendations::ofMachine)
                        .about("What to do on a device")
                        .answers(200, DefenderExamples.RECOMMENDATIONS),
                get("/api/vulnerabilities/{id}/machineReferences", vulnerability, weaknesses::machineReferences)
                        .about("The devices with a weakness")
                        .answers(200, DefenderExamples.MACHINE_REFERENCES),
                get("/api/recommendations/{id}/machineReferences", recommendation, recommendations::machineReferences)
                        .about("The devices that a recommendation is about")
                        .answers(200, DefenderExamples.MACHINE_REFERENCES),
                get("/api/recommendations/{id}/vulnerabilities", vulnerability, weaknesses::ofRecommendation)
                        .about("The weaknesses that a recommendation removes")
                        .answers(200, DefenderExamples.VULNERABILITIES));
        return Stream.concat(lists.stream(), listsOfOne.stream().flatMap(Routes::withCount))
                .toList();
    }

    /** Remediation tasks, which the Defender API can only read. */
    static List<Route> remediation(RemediationTaskResource tasks) {
        Access read = RemediationTaskResource.ACCESS;
        Route references = get("/api/remediationTasks/{id}/machineReferences", read, tasks::machineReferences)
                .about("The machines of a remediation task that are not fixed")
                .answers(200, DefenderExamples.MACHINE_REFERENCES);
        return List.of(
                listed(get("/api/remediationTasks", read, tasks::list)
                        .about("The remediation tasks for devices in sight")),
                get("/api/remediationTasks/$count", read, tasks::count).about("How many there are"),
                get("/api/remediationTasks/{id}", read, tasks::one).about("One remediation task"),
                references,
                withCount(references).toList().getLast());
    }

    /** Everything about all devices at once. */
    static List<Route> exports(ExportResource exports) {
        Access software = ExportResource.SOFTWARE;
        Access vulnerabilities = ExportResource.VULNERABILITIES;
        Access configuration = ExportResource.CONFIGURATION;
        return List.of(
                exported(get("/api/machines/SoftwareInventoryByMachine", software, exports::softwareByMachine)
                        .about("The software on each device")),
                files(get("/api/machines/SoftwareInventoryExport", software, exports::softwareFiles)
                        .about("The same as files")
                        .answers(200, DefenderExamples.EXPORT_FILES)),
                exported(get(
                                "/api/machines/SoftwareInventoryNoProductCodeByMachine",
                                software,
                                exports::softwareWithoutProductCodeByMachine)
                        .about("The software on each device that has no product code")),
                files(get(
                                "/api/machines/SoftwareInventoryNonCpeExport",
                                software,
                                exports::softwareWithoutProductCodeFiles)
                        .about("The same as files")
                        .answers(200, DefenderExamples.EXPORT_FILES)),
                exported(get(
                                "/api/machines/SoftwareVulnerabilitiesByMachine",
                                vulnerabilities,
                                exports::vulnerabilitiesByMachine)
                        .about("Each weakness on each device")),
                files(get("/api/machines/SoftwareVulnerabilitiesExport", vulnerabilities, exports::vulnerabilityFiles)
                        .about("The same as files")
                        .answers(200, DefenderExamples.EXPORT_FILES)),
                exported(get(
                                "/api/machines/SoftwareVulnerabilityChangesByMachine",
                                vulnerabilities,
                                exports::vulnerabilityChangesByMachine)
                        .about("What changed since a time: new, fixed and updated weaknesses")
                        .takes("sinceTime", ParameterType.INSTANT, "from when on, at most 14 days ago")),
                exported(get(
                                "/api/machines/SecureConfigurationsAssessmentByMachine",
                                configuration,
                                exports::configurationByMachine)
                        .about("Each setting on each device")),
                files(get(
                                "/api/machines/SecureConfigurationsAssessmentExport",
                                configuration,
                                exports::configurationFiles)
                        .about("The same as files")
                        .answers(200, DefenderExamples.EXPORT_FILES)),
                get("/exports/{day}/{time}/{folder}/json/{organisation}/{file}", ExportResource.FILE, exports::file));
    }

    /** Who manages users and clients could make one that sees more, so it takes sight of every device group. */
    private static Route.Handler ofAll(Route.Handler handler) {
        return call -> {
            call.callerWhoSeesEverything();
            return handler.handle(call);
        };
    }
}
