package dev.lightmeter.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.server.http.AddressRange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "server:\n", "server: {}\n", "---\n"})
    void isTheDefaultsWhenNothingIsSet(String yaml) {
        assertThat(parse(yaml)).isEqualTo(Configuration.DEFAULTS);
    }

    @Test
    void readsEveryKey() {
        Configuration read = parse("""
                server:
                  host: 0.0.0.0
                  port: 80
                  https-port: 443
                  public-base-url: https://meter.example/
                  trusted-proxies: [10.0.0.0/8, "fd00::/8"]
                tls:
                  certificate: meter.pem
                  key: /keys/meter.pem
                  names: meter.example
                auth.issuers:
                  - tenant: 11111111-2222-3333-4444-555555555555
                    applications: [{id: 1F0E, device-groups: [Finance, Servers]}]
                  - issuer: https://id.example/realms/x
                    audiences: [api://meter]
                  - issuer: https://keys.example
                    jwks: https://keys.example/jwks
                    tenant: t
                auth.audiences: [api://other]
                scores.omit-groups-without-data: true
                scores.images: false
                feeds: {epss: "https://mirror.example/epss", kev: "https://mirror.example/kev", nvd: "https://mirror.example/nvd/"}
                device-groups:
                  - name: Servers
                    rules:
                      - {attribute: osPlatform, operator: starts with, values: [WindowsServer, Linux]}
                      - {attribute: TAG, operator: equals, value: prod}
                """);
        assertThat(read.server().port()).isEqualTo(80);
        assertThat(read.server().httpsPort()).hasValue(443);
        assertThat(read.server().publicBaseUrl()).hasValue(URI.create("https://meter.example/"));
        assertThat(read.server().trustedProxies())
                .containsExactly(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8"));
        assertThat(read.tls().operator())
                .hasValue(new TlsSettings.Files(Path.of("/etc/meter.pem"), Path.of("/keys/meter.pem")));
        assertThat(read.tls().names()).containsExactly("meter.example");
        assertThat(read.auth().audiences()).containsExactly("api://other");
        assertThat(read.auth().issuers())
                .containsExactly(
                        AuthSettings.Issuer.entra(
                                "11111111-2222-3333-4444-555555555555",
                                List.of(),
                                Map.of("1f0e", List.of("Finance", "Servers"))),
                        new AuthSettings.Issuer(
                                List.of("https://id.example/realms/x"),
                                new AuthSettings.Keys.Announced(
                                        URI.create("https://id.example/realms/x/.well-known/openid-configuration")),
                                List.of("api://meter"),
                                Optional.empty(),
                                Map.of()),
                        new AuthSettings.Issuer(
                                List.of("https://keys.example"),
                                new AuthSettings.Keys.Set(URI.create("https://keys.example/jwks")),
                                List.of(),
                                Optional.of("t"),
                                Map.of()));
        assertThat(read.scores().omitGroupsWithoutData()).isTrue();
        assertThat(read.scores().images()).isFalse();
        assertThat(read.feeds().kev()).isEqualTo(URI.create("https://mirror.example/kev"));
        assertThat(read.deviceGroups().rules())
                .isEqualTo(new GroupRules(List.of(new GroupRules.RankedGroup(
                        "Servers",
                        List.of(
                                new GroupRule(
                                        GroupRule.Attribute.OS_PLATFORM,
                                        GroupRule.Operator.STARTS_WITH,
                                        List.of("WindowsServer", "Linux")),
                                new GroupRule(GroupRule.Attribute.TAG, GroupRule.Operator.EQUALS, List.of("prod")))))));
    }

    @Test
    void knowsBothIssuersOfAnEntraTenant() {
        AuthSettings.Issuer issuer =
                parse("auth.issuers: [{tenant: abc}]").auth().issuers().getFirst();
        assertThat(issuer.names())
                .containsExactly("https://sts.windows.net/abc/", "https://login.microsoftonline.com/abc/v2.0");
        assertThat(issuer.tenant()).hasValue("abc");
    }

    @Test
    void ordersDeviceGroupsByTheirRanks() {
        assertThat(parse("""
                device-groups:
                  - {name: second, rank: 20, rules: [{attribute: name, operator: contains, value: a}]}
                  - {name: first, rank: 3, rules: [{attribute: name, operator: contains, value: b}]}
                """).deviceGroups().rules().ranked())
                .extracting(GroupRules.RankedGroup::name)
                .containsExactly("first", "second");
    }

    @Test
    void readsWhoMaySeeADeviceGroup() {
        GroupArrangement read = parse("""
                device-groups:
                  - name: Servers
                    description: what must not stop
                    rules: [{attribute: name, operator: contains, value: srv}]
                    assigned-to: [ops, 3f2b]
                  - {name: UnassignedGroup, assigned-to: admins}
                """).deviceGroups();
        assertThat(read.assignments())
                .containsOnly(
                        Map.entry("Servers", List.of("ops", "3f2b")), Map.entry("UnassignedGroup", List.of("admins")));
        assertThat(read.descriptionOf("Servers")).isEqualTo("what must not stop");
        assertThatThrownBy(() -> parse("device-groups: [{name: UnassignedGroup, rank: 1}]"))
                .hasMessageContaining("is the group of devices in no group, which has neither rules nor rank");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server.prot: 1|/etc/meter.yaml, line 1: server.prot is unknown; did you mean 'server.port'?",
                "server: {hots: x}|/etc/meter.yaml, line 1: server.hots is unknown; did you mean 'server.host'?",
                "sever: {host: x}|/etc/meter.yaml, line 1: sever is unknown; known are auth.audiences, auth.issuers, device-groups, feeds.epss, feeds.kev, feeds.nvd, feeds.update-every, imports.watch, notifications.channels, notifications.rules, pull.api, pull.authority, pull.client-id, pull.every, pull.scope, pull.secret-file, pull.tenant, scores.exceptions, scores.images, scores.omit-groups-without-data, server.host, server.https-port, server.port, server.public-base-url, server.trusted-proxies, throttling.enabled, throttling.exempt, tls.certificate, tls.key, tls.names",
                "server: 5|/etc/meter.yaml, line 1: server is unknown; known are auth.audiences, auth.issuers, device-groups, feeds.epss, feeds.kev, feeds.nvd, feeds.update-every, imports.watch, notifications.channels, notifications.rules, pull.api, pull.authority, pull.client-id, pull.every, pull.scope, pull.secret-file, pull.tenant, scores.exceptions, scores.images, scores.omit-groups-without-data, server.host, server.https-port, server.port, server.public-base-url, server.trusted-proxies, throttling.enabled, throttling.exempt, tls.certificate, tls.key, tls.names",
                "server.port: abc|/etc/meter.yaml, line 1: server.port must be a whole number from 0 to 65535, got 'abc'",
                "server.port: 65536|/etc/meter.yaml, line 1: server.port must be a whole number from 0 to 65535, got '65536'",
                "server.port: [1, 2]|/etc/meter.yaml, line 1: server.port must be a text",
                "server.host: ''|/etc/meter.yaml, line 1: server.host must not be empty",
                "{server.port: 1, server: {port: 2}}|/etc/meter.yaml, line 1: server.port is given twice",
                "{server.port: 1, server.port: 2}|/etc/meter.yaml, line 1: server.port is given twice",
                "server.public-base-url: ftp://x|/etc/meter.yaml, line 1: server.public-base-url must be an address that starts with http:// or https://, got 'ftp://x'",
                "server.public-base-url: https://x/y|/etc/meter.yaml, line 1: server.public-base-url must end after host and port, got 'https://x/y'",
                "server.trusted-proxies: [10.0.0.0/8, me]|/etc/meter.yaml, line 1: server.trusted-proxies[2] cannot be used: 'me' is not an address range such as 10.0.0.0/8",
                "tls.key: a.pem|/etc/meter.yaml, line 1: tls.key needs tls.certificate beside it",
                "scores.exceptions: strict|/etc/meter.yaml, line 1: scores.exceptions must be open or parity, got 'strict'",
                "scores.omit-groups-without-data: yes|/etc/meter.yaml, line 1: scores.omit-groups-without-data must be true or false, got 'yes'",
                "auth.issuers: [{tenant: t, applications: [{id: a}]}]|/etc/meter.yaml, line 1: auth.issuers[1].applications[1] lacks the key 'device-groups'",
                "auth.issuers: [{jwks: https://a/b}]|/etc/meter.yaml, line 1: auth.issuers[1] lacks the key 'issuer'",
                "auth.issuers: [{issuer: http://id.example}]|/etc/meter.yaml, line 1: auth.issuers[1].issuer must start with https:// unless it is on this machine, got 'http://id.example/.well-known/openid-configuration'",
                "auth.issuers: [{issuer: https://a, jwks: https://a, metadata: https://a}]|/etc/meter.yaml, line 1: auth.issuers[1] must hold 'jwks' or 'metadata', not both",
                "auth.issuers: [{isuer: https://a}]|/etc/meter.yaml, line 1: auth.issuers[1].isuer is unknown; did you mean 'issuer'?",
                "feeds.update-every: 5m|/etc/meter.yaml, line 1: feeds.update-every must be a time such as 90s, 30m, 6h or 1d, at least 600s and at most 365d, got '5m'",
                "feeds.update-every: h|/etc/meter.yaml, line 1: feeds.update-every must be a time such as 90s, 30m, 6h or 1d, at least 600s and at most 365d, got 'h'",
                "feeds.update-every: 99999999999999999d|/etc/meter.yaml, line 1: feeds.update-every must be a time such as 90s, 30m, 6h or 1d, at least 600s and at most 365d, got '99999999999999999d'",
                "pull.api: http://api.example.org|/etc/meter.yaml, line 1: pull.api must start with https://, got 'http://api.example.org'",
                "pull.authority: http://127.0.0.1.example.org|/etc/meter.yaml, line 1: pull.authority must start with https://, got 'http://127.0.0.1.example.org'",
                "pull.tenant: a/b|/etc/meter.yaml, line 1: pull.tenant must be made of letters, digits, dots, dashes and underscores, got 'a/b'",
                "pull.every: 5m|/etc/meter.yaml, line 1: pull.every must be a time such as 90s, 30m, 6h or 1d, at least 3600s and at most 365d, got '5m'",
                "device-groups: [{name: A}]|/etc/meter.yaml, line 1: device-groups[1] lacks the key 'rules'",
                "device-groups: [{name: A, rules: []}]|/etc/meter.yaml, line 1: device-groups[1] cannot be used: the device group A needs a rule",
                "device-groups: [{name: A, rules: [{attribute: colour, operator: equals, value: x}]}]|/etc/meter.yaml, line 1: device-groups[1].rules[1].attribute must be one of name, domain, tag, osPlatform; got 'colour'",
                "device-groups: [{name: A, rules: [{attribute: tag, operator: like, value: x}]}]|/etc/meter.yaml, line 1: device-groups[1].rules[1].operator must be one of startsWith, endsWith, equals, contains; got 'like'",
                "device-groups: [{name: A, rules: [{attribute: tag, operator: equals}]}]|/etc/meter.yaml, line 1: device-groups[1].rules[1] must hold 'value' or 'values'",
                "server: [|/etc/meter.yaml, line 1: not YAML: expected the node content, but found '<stream end>'",
                "hello|/etc/meter.yaml, line 1: the file must hold keys with values",
                "'a: &x [*x]'|/etc/meter.yaml, line 1: a is unknown; known are auth.audiences, auth.issuers, device-groups, feeds.epss, feeds.kev, feeds.nvd, feeds.update-every, imports.watch, notifications.channels, notifications.rules, pull.api, pull.authority, pull.client-id, pull.every, pull.scope, pull.secret-file, pull.tenant, scores.exceptions, scores.images, scores.omit-groups-without-data, server.host, server.https-port, server.port, server.public-base-url, server.trusted-proxies, throttling.enabled, throttling.exempt, tls.certificate, tls.key, tls.names",
            })
    void saysWhereAndWhyAFileCannotBeUsed(String yaml, String message) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    @Test
    void namesTheLineOfAMistake() {
        assertThatThrownBy(() -> parse("server:\n  host: x\n  port: high\n"))
                .hasMessageStartingWith("/etc/meter.yaml, line 3: server.port must be");
        assertThatThrownBy(() -> parse("""
                        device-groups:
                          - {name: A, rank: 1, rules: [{attribute: tag, operator: equals, value: x}]}
                          - {name: B, rank: 1, rules: [{attribute: tag, operator: equals, value: x}]}
                        """))
                .hasMessage("/etc/meter.yaml, line 3: device-groups[2].rank is the rank of another device group too");
        assertThatThrownBy(() -> parse("""
                        device-groups:
                          - {name: A, rank: 1, rules: [{attribute: tag, operator: equals, value: x}]}
                          - {name: B, rules: [{attribute: tag, operator: equals, value: x}]}
                        """))
                .hasMessage("/etc/meter.yaml, line 2: device-groups must give a rank to every device group or to none");
    }

    @Test
    void readsAFile(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("lightmeter.yaml"), "server.port: 9\ntls: {certificate: a, key: b}");
        Configuration read = ConfigurationFile.read(file);
        assertThat(read.server().port()).isEqualTo(9);
        assertThat(read.tls().operator()).hasValue(new TlsSettings.Files(folder.resolve("a"), folder.resolve("b")));
    }

    @Test
    void refusesAFileThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path absent = folder.resolve("absent.yaml");
        assertThatThrownBy(() -> ConfigurationFile.read(absent))
                .hasMessage("The configuration file " + absent + " does not exist");
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> ConfigurationFile.read(binary)).hasMessage(binary + ": not written in UTF-8");
        Path huge = Files.write(folder.resolve("huge.yaml"), new byte[2 << 20]);
        assertThatThrownBy(() -> ConfigurationFile.read(huge)).hasMessage(huge + ": larger than any configuration");
    }

    private static Configuration parse(String yaml) {
        return ConfigurationFile.parse(yaml, "/etc/meter.yaml");
    }
}
