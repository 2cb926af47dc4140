package dev.lightmeter.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SightTest {

    private static final String GROUP = "8D2C6F5E-0B0B-4B57-9D2A-0F9A4B1D7C11";

    @Test
    void anApplicationSeesEverything() {
        Caller caller = caller(new JWTClaimsSet.Builder().claim("roles", List.of("Score.Read.All")));
        assertThat(caller.sight()).isEqualTo(new Sight.Everything());
        assertThat(caller.sight().sees("Servers", List.of(GROUP))).isTrue();
        assertThat(caller.memberOf()).isEmpty();
    }

    @Test
    void aLimitedApplicationSeesTheNamedGroupsOnly() {
        Sight sight = caller(new JWTClaimsSet.Builder()
                        .claim("roles", List.of("Score.Read.All"))
                        .claim("device_groups", List.of("Servers", "Field laptops")))
                .sight();
        assertThat(sight).isEqualTo(new Sight.Named(Set.of("servers", "field laptops")));
        assertThat(sight.sees("field LAPTOPS", List.of())).isTrue();
        assertThat(sight.sees("Kiosks", List.of())).isFalse();
    }

    @Test
    void aLimitThatCannotBeReadShowsNothing() {
        Sight sight = caller(new JWTClaimsSet.Builder()
                        .claim("roles", List.of("Score.Read.All"))
                        .claim("device_groups", 7))
                .sight();
        assertThat(sight).isEqualTo(new Sight.Named(Set.of()));
        assertThat(sight.sees("Servers", List.of())).isFalse();
    }

    @Test
    void aUserSeesWhatIsAssignedToAnyOfTheirGroupsToThemselvesOrToNobody() {
        Caller caller = caller(user().claim("groups", List.of(GROUP, "Server team")));
        assertThat(caller.name()).isEqualTo("anna@example.org");
        assertThat(caller.memberOf()).containsExactly(GROUP, "Server team");
        Sight sight = caller.sight();
        assertThat(sight.sees("Servers", List.of("other", "server TEAM"))).isTrue();
        assertThat(sight.sees("Servers", List.of(GROUP.toLowerCase(java.util.Locale.ROOT))))
                .isTrue();
        assertThat(sight.sees("Servers", List.of("object-7"))).isTrue();
        assertThat(sight.sees("Servers", List.of("Anna@Example.org"))).isTrue();
        assertThat(sight.sees("Servers", List.of())).isTrue();
        assertThat(sight.sees("Servers", List.of("other"))).isFalse();
        assertThat(sight.sees("Server team", List.of("other"))).isFalse();
    }

    @Test
    void aNameThatPeopleMayChooseOpensNothing() {
        Caller caller = caller(new JWTClaimsSet.Builder()
                .claim("oid", "object-8")
                .claim("scp", "Score.Read")
                .claim("preferred_username", "anna@example.org"));
        assertThat(caller.sight().sees("Servers", List.of("anna@example.org"))).isFalse();
    }

    @Test
    void anAdministratorSeesEverything() {
        Caller caller = caller(user().claim("roles", List.of("Lightmeter.Administrator")));
        assertThat(caller.sight()).isEqualTo(new Sight.Everything());
    }

    @Test
    void theRoleOfAnAdministratorDoesNotFreeALimitedApplication() {
        Caller caller = caller(new JWTClaimsSet.Builder()
                .claim("roles", List.of("Lightmeter.Administrator"))
                .claim("device_groups", List.of("Servers")));
        assertThat(caller.sight().sees("Kiosks", List.of())).isFalse();
    }

    @Test
    void tooManyGroupsForATokenCountAsNone() {
        assertThat(caller(user().claim("_claim_names", Map.of("groups", "src1"))
                                .claim("_claim_sources", Map.of("src1", Map.of("endpoint", "https://example.org"))))
                        .memberOf())
                .isEmpty();
        assertThat(caller(user().claim("hasgroups", true)).memberOf()).isEmpty();
    }

    @Test
    void aNameWithBlanksIsOneGroup() {
        assertThat(caller(user().claim("groups", "Server team")).memberOf()).containsExactly("Server team");
    }

    @Test
    void theOperatorLimitsAnApplicationOfAnotherIssuerByItsId() {
        TrustedIssuer issuer = new TrustedIssuer(
                "other",
                "other"::equals,
                Audiences.of(List.of("api://meter")),
                Optional.empty(),
                (selector, context) -> List.of(),
                Map.of("app-7", List.of("Finance", "Servers")));
        JWTClaimsSet.Builder application =
                new JWTClaimsSet.Builder().claim("appid", "APP-7").claim("roles", List.of("Score.Read.All"));
        assertThat(issuer.limited(caller(application)).sight())
                .isEqualTo(new Sight.Named(Set.of("finance", "servers")));
        // a limit that the token itself carries is not widened
        assertThat(issuer.limited(caller(application.claim("device_groups", List.of("SERVERS", "Kiosks"))))
                        .sight())
                .isEqualTo(new Sight.Named(Set.of("servers")));
        assertThat(issuer.limited(caller(new JWTClaimsSet.Builder()
                                .claim("appid", "app-8")
                                .claim("roles", List.of("x"))))
                        .sight())
                .isEqualTo(new Sight.Everything());
        assertThat(issuer.limited(caller(user().claim("appid", "app-7"))).sight())
                .isInstanceOf(Sight.Assigned.class);
    }

    @Test
    void onlyAnApplicationCanBeLimited() {
        assertThatThrownBy(() -> caller(user()).limitedTo(List.of("Servers")))
                .hasMessage("only an application can be limited to device groups");
    }

    private static JWTClaimsSet.Builder user() {
        return new JWTClaimsSet.Builder()
                .claim("oid", "object-7")
                .claim("scp", "Score.Read")
                .claim("upn", "anna@example.org");
    }

    private static Caller caller(JWTClaimsSet.Builder claims) {
        return TokenClaims.caller(claims.build()).orElseThrow();
    }
}
