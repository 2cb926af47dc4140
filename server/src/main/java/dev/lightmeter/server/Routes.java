package dev.lightmeter.server;

import static dev.lightmeter.server.http.Route.delete;
import static dev.lightmeter.server.http.Route.get;
import static dev.lightmeter.server.http.Route.patch;
import static dev.lightmeter.server.http.Route.post;

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
                get("/api", MetadataResource.ACCESS, metadata::service),
                get("/api/$metadata", MetadataResource.ACCESS, metadata::metadata),
                get("/api/exposureScore", ScoreResource.ACCESS, scores::organisation),
                get("/api/exposureScore/ByMachineGroups", ScoreResource.ACCESS, scores::byMachineGroups),
                get("/api/configurationScore", ScoreResource.ACCESS, scores::configurationScore),
                get("/health", HEALTH, health::health));
    }

    /** The embedded authority: where programs get tokens and people sign in, and its clients and users. */
    static List<Route> authority(Authority authority, Audiences audiences, Clock clock) {
        SignInState state = new SignInState(authority, clock);
        AuthorityResource tokens = new AuthorityResource(authority, audiences, state, clock);
        SignInResource signIn = new SignInResource(authority, audiences, state, clock);
        DeviceResource devices = new DeviceResource(authority, audiences, state, clock);
        DiscoveryResource discovery = new DiscoveryResource(authority, clock);
        ClientResource clients = new ClientResource(authority);
        UserResource users = new UserResource(authority.users());
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
                get("/lightmeter/v1/users", UserResource.ACCESS, users::list),
                post("/lightmeter/v1/users", UserResource.ACCESS, users::add),
                get("/lightmeter/v1/users/{id}", UserResource.ACCESS, users::one),
                patch("/lightmeter/v1/users/{id}", UserResource.ACCESS, users::change),
                delete("/lightmeter/v1/users/{id}", UserResource.ACCESS, users::remove),
                post("/lightmeter/v1/users/{id}/password", UserResource.ACCESS, users::setPassword),
                get("/lightmeter/v1/clients", UserResource.ACCESS, clients::list),
                post("/lightmeter/v1/clients", UserResource.ACCESS, clients::add),
                get("/lightmeter/v1/clients/{id}", UserResource.ACCESS, clients::one),
                patch("/lightmeter/v1/clients/{id}", UserResource.ACCESS, clients::change),
                delete("/lightmeter/v1/clients/{id}", UserResource.ACCESS, clients::remove),
                post("/lightmeter/v1/clients/{id}/secret", UserResource.ACCESS, clients::renewSecret));
    }

    /** The devices of the Defender API, which only a server over a store has. */
    static List<Route> devices(MachineResource machines, MachineChangeResource changes) {
        Access read = MachineResource.ACCESS;
        Access write = MachineChangeResource.ACCESS;
        return List.of(
                get("/api/machines", read, machines::list).about("The machines in sight"),
                get("/api/machines/$count", read, machines::count).about("How many there are"),
                get("/api/machines/findbytag", read, machines::byTag)
                        .about("The machines with a tag")
                        .takes("tag", ParameterType.TEXT, "the tag, or its start")
                        .takes("useStartsWithFilter", ParameterType.TRUTH, "whether tags that start so will do"),
                get("/api/machines/{id}", read, machines::one).about("One machine, by its id or its name"),
                patch("/api/machines/{id}", write, changes::update)
                        .about("Replaces the tags of a machine, or its value, or both")
                        .reads("{\"machineTags\":[\"front\"],\"deviceValue\":\"High\"}"),
                post("/api/machines/{id}/setDeviceValue", write, changes::setValue)
                        .about("Says how much a machine matters: Low, Normal or High")
                        .reads("{\"DeviceValue\":\"High\"}"),
                post("/api/machines/{id}/tags", write, changes::changeTag)
                        .about("Adds a tag to a machine, or removes it")
                        .reads("{\"Value\":\"front\",\"Action\":\"Add\"}"),
                post("/api/machines/AddOrRemoveTagForMultipleMachines", write, changes::changeTagOfMany)
                        .about("The same for up to 500 machines at once")
                        .reads("{\"Value\":\"front\",\"Action\":\"Add\",\"MachineIds\":[\"web-1.example.org\"]}"));
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
        return List.of(
                get("/api/Software", installed, software::list),
                get("/api/Software/$count", installed, software::count),
                get("/api/Software/{id}", installed, software::one),
                get("/api/Software/{id}/distributions", installed, software::distributions),
                get("/api/Software/{id}/machineReferences", installed, software::machineReferences),
                get("/api/Software/{id}/vulnerabilities", vulnerability, weaknesses::ofSoftware),
                get("/api/Software/{id}/getmissingkbs", installed, software::missingUpdates),
                get("/api/machines/{id}/software", installed, software::onMachine),
                get("/api/machines/{id}/getmissingkbs", installed, software::missingUpdatesOfMachine),
                get("/api/machines/{id}/vulnerabilities", vulnerability, weaknesses::ofMachine),
                get("/api/machines/{id}/recommendations", recommendation, recommendations::ofMachine),
                get("/api/vulnerabilities", vulnerability, weaknesses::list),
                get("/api/vulnerabilities/$count", vulnerability, weaknesses::count),
                get("/api/vulnerabilities/machinesVulnerabilities", vulnerability, findings::list),
                get("/api/vulnerabilities/machinesVulnerabilities/$count", vulnerability, findings::count),
                get("/api/vulnerabilities/{id}", vulnerability, weaknesses::one),
                get("/api/vulnerabilities/{id}/machineReferences", vulnerability, weaknesses::machineReferences),
                get("/api/recommendations", recommendation, recommendations::list),
                get("/api/recommendations/$count", recommendation, recommendations::count),
                get("/api/recommendations/{id}", recommendation, recommendations::one),
                get(
                        "/api/recommendations/{id}/software",
                        RecommendationResource.SOFTWARE_ACCESS,
                        recommendations::software),
                get("/api/recommendations/{id}/machineReferences", recommendation, recommendations::machineReferences),
                get("/api/recommendations/{id}/vulnerabilities", vulnerability, weaknesses::ofRecommendation));
    }

    /** Remediation tasks, which the Defender API can only read. */
    static List<Route> remediation(RemediationTaskResource tasks) {
        Access read = RemediationTaskResource.ACCESS;
        return List.of(
                get("/api/remediationTasks", read, tasks::list).about("The remediation tasks for devices in sight"),
                get("/api/remediationTasks/$count", read, tasks::count).about("How many there are"),
                get("/api/remediationTasks/{id}", read, tasks::one).about("One remediation task"),
                get("/api/remediationTasks/{id}/machineReferences", read, tasks::machineReferences)
                        .about("The machines of a remediation task that are not fixed"));
    }

    /** Everything about all devices at once. */
    static List<Route> exports(ExportResource exports) {
        Access software = ExportResource.SOFTWARE;
        Access vulnerabilities = ExportResource.VULNERABILITIES;
        Access configuration = ExportResource.CONFIGURATION;
        return List.of(
                get("/api/machines/SoftwareInventoryByMachine", software, exports::softwareByMachine),
                get("/api/machines/SoftwareInventoryExport", software, exports::softwareFiles),
                get(
                        "/api/machines/SoftwareInventoryNoProductCodeByMachine",
                        software,
                        exports::softwareWithoutProductCodeByMachine),
                get("/api/machines/SoftwareInventoryNonCpeExport", software, exports::softwareWithoutProductCodeFiles),
                get(
                        "/api/machines/SoftwareVulnerabilitiesByMachine",
                        vulnerabilities,
                        exports::vulnerabilitiesByMachine),
                get("/api/machines/SoftwareVulnerabilitiesExport", vulnerabilities, exports::vulnerabilityFiles),
                get(
                        "/api/machines/SoftwareVulnerabilityChangesByMachine",
                        vulnerabilities,
                        exports::vulnerabilityChangesByMachine),
                get(
                        "/api/machines/SecureConfigurationsAssessmentByMachine",
                        configuration,
                        exports::configurationByMachine),
                get("/api/machines/SecureConfigurationsAssessmentExport", configuration, exports::configurationFiles),
                get("/exports/{day}/{time}/{folder}/json/{organisation}/{file}", ExportResource.FILE, exports::file));
    }
}
