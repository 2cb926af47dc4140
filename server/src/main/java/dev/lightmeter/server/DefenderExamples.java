package dev.lightmeter.server;

/** Answers of the Defender API as its description shows them. */
final class DefenderExamples {

    static final String SCORE = """
            {"@odata.context":"http://localhost:8480/api/$metadata#ExposureScore/$entity",
             "time":"2026-03-04T05:06:07.12Z","score":33.491554051}
            """;

    static final String GROUP_SCORES = """
            {"@odata.context":"http://localhost:8480/api/$metadata#ExposureScore","value":[
             {"time":"2026-03-04T05:06:07.12Z","score":41.380417663,"rbacGroupName":"Servers","rbacGroupId":10},
             {"time":"2026-03-04T05:06:07.1200001Z","score":12.5,"rbacGroupName":"Laptops","rbacGroupId":11}]}
            """;

    static final String SECURE_SCORE = """
            {"@odata.context":"http://localhost:8480/api/$metadata#ConfigurationScore/$entity",
             "time":"2026-03-04T05:06:07.12Z","score":340}
            """;

    static final String MACHINES = """
            {"@odata.context":"http://localhost:8480/api/$metadata#Machines","value":[
             {"id":"web-1","mergedIntoMachineId":null,"isPotentialDuplication":false,"isExcluded":false,"exclusionReason":null,
              "computerDnsName":"web-1.example.org","firstSeen":"2026-01-02T03:04:05Z","lastSeen":"2026-03-04T05:06:07.12Z",
              "osPlatform":"Linux","osVersion":null,"osProcessor":null,"version":null,"lastIpAddress":null,
              "lastExternalIpAddress":null,"agentVersion":null,"osBuild":null,"healthStatus":"Active","deviceValue":"Normal",
              "rbacGroupId":10,"rbacGroupName":"Servers","riskScore":null,"exposureLevel":"Medium","isAadJoined":null,
              "aadDeviceId":null,"machineTags":["production"],"defenderAvStatus":"Unknown","onboardingStatus":"InsufficientInfo",
              "osArchitecture":null,"managedBy":"Unknown","managedByStatus":"Unknown","ipAddresses":[],"vmMetadata":null}]}
            """;

    static final String MACHINE_REFERENCES = """
            {"@odata.context":"http://localhost:8480/api/$metadata#MachineReferences","value":[
             {"id":"web-1","computerDnsName":"web-1.example.org","osPlatform":"Linux","rbacGroupName":"Servers"}]}
            """;

    static final String SOFTWARE = """
            {"@odata.context":"http://localhost:8480/api/$metadata#Software","value":[
             {"id":"acme-_-portal","name":"portal","vendor":"acme","weaknesses":6,"publicExploit":true,"activeAlert":false,
              "exposedMachines":23,"impactScore":0.493078183}]}
            """;

    static final String DISTRIBUTIONS = """
            {"@odata.context":"http://localhost:8480/api/$metadata#Distributions","value":[
             {"version":"2.14","installations":23,"vulnerabilities":6}]}
            """;

    static final String VULNERABILITIES = """
            {"@odata.context":"http://localhost:8480/api/$metadata#Vulnerabilities","value":[
             {"id":"CVE-2026-0001","name":"CVE-2026-0001","description":null,"severity":"Critical","cvssV3":9.8,"cvssVector":null,
              "exposedMachines":3,"publishedOn":null,"updatedOn":null,"firstDetected":null,"publicExploit":true,
              "exploitVerified":false,"exploitInKit":false,"exploitTypes":[],"exploitUris":[],"cveSupportability":"Supported",
              "tags":[],"epss":0.94508}]}
            """;

    static final String MACHINE_VULNERABILITIES = """
            {"@odata.context":"http://localhost:8480/api/$metadata#Collection(microsoft.windowsDefenderATP.api.PublicAssetVulnerabilityDto)",
             "value":[{"id":"web-1-_-CVE-2026-0001-_-acme-_-portal-_-2.14-_-","cveId":"CVE-2026-0001","machineId":"web-1",
              "fixingKbId":null,"productName":"portal","productVendor":"acme","productVersion":"2.14","severity":"Critical"}]}
            """;

    static final String RECOMMENDATIONS = """
            {"@odata.context":"http://localhost:8480/api/$metadata#Recommendations","value":[
             {"id":"va-_-acme-_-portal","productName":"portal","recommendationName":"Update Acme Portal","weaknesses":6,
              "vendor":"acme","recommendedVersion":"2.15","recommendedVendor":"","recommendedProgram":"",
              "recommendationCategory":"Application","subCategory":"","severityScore":0,"publicExploit":true,"activeAlert":false,
              "associatedThreats":[],"remediationType":"Update","status":"Active","configScoreImpact":0,
              "exposureImpact":0.530732697,"totalMachineCount":120,"exposedMachinesCount":23,"nonProductivityImpactedAssets":0,
              "relatedComponent":"Acme Portal","hasUnpatchableCve":false,"tags":["internetFacing"],"exposedCriticalDevices":4}]}
            """;

    static final String EXPORT_FILES = """
            {"@odata.context":"http://localhost:8480/api/$metadata#microsoft.windowsDefenderATP.api.ExportFilesResponse",
             "exportFiles":["http://localhost:8480/exports/2026-03-04/0506/VaExport/json/OrgId=…/part-00000.c000.json.gz?…&sig=…"],
             "generatedTime":"2026-03-04T05:06:07.12Z"}
            """;

    private DefenderExamples() {}
}
