package dev.lightmeter.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicAddressTest {

    private static final InetAddress PROXY = InetAddress.ofLiteral("10.1.2.3");
    private static final InetAddress STRANGER = InetAddress.ofLiteral("192.0.2.7");
    private static final PublicAddress BEHIND_A_PROXY =
            new PublicAddress(Optional.empty(), List.of(AddressRange.parse("10.0.0.0/8")));

    @Test
    void isWhatTheRequestSays() {
        PublicAddress address = new PublicAddress(Optional.empty(), List.of());
        assertThat(address.of("http", "meter:8480", PROXY, headers(Map.of("X-Forwarded-Host", "evil"))))
                .isEqualTo("http://meter:8480");
    }

    @Test
    void isWhatTheOperatorConfigured() {
        PublicAddress address = new PublicAddress(
                Optional.of(URI.create("https://meter.example/")), List.of(AddressRange.parse("::/0")));
        assertThat(address.of("http", "inside:8480", PROXY, headers(Map.of("X-Forwarded-Host", "other"))))
                .isEqualTo("https://meter.example");
    }

    @Test
    void isWhatATrustedProxySays() {
        assertThat(seen(Map.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "meter.example")))
                .isEqualTo("https://meter.example");
        assertThat(seen(Map.of("Forwarded", "for=192.0.2.1;proto=https;host=\"meter.example:8443\"")))
                .isEqualTo("https://meter.example:8443");
        assertThat(seen(Map.of("X-Forwarded-Proto", "https"))).isEqualTo("https://inside");
    }

    @Test
    void believesTheLastElementBecauseTheProxyWroteIt() {
        assertThat(seen(Map.of("X-Forwarded-Host", "evil.example, meter.example")))
                .isEqualTo("http://meter.example");
        assertThat(seen(Map.of("Forwarded", "host=evil.example, host=meter.example;proto=HTTPS")))
                .isEqualTo("https://meter.example");
    }

    @Test
    void ignoresForwardingHeadersOfAStranger() {
        assertThat(BEHIND_A_PROXY.of(
                        "http",
                        "inside",
                        STRANGER,
                        headers(Map.of("X-Forwarded-Host", "evil", "Forwarded", "host=evil"))))
                .isEqualTo("http://inside");
    }

    @Test
    void ignoresWhatIsNoHostAndNoScheme() {
        assertThat(seen(Map.of("X-Forwarded-Host", "a/b?c", "X-Forwarded-Proto", "ftp")))
                .isEqualTo("http://inside");
    }

    @Test
    void readsAddressRanges() {
        assertThat(AddressRange.parse("192.0.2.0/25").contains(InetAddress.ofLiteral("192.0.2.127")))
                .isTrue();
        assertThat(AddressRange.parse("192.0.2.0/25").contains(InetAddress.ofLiteral("192.0.2.128")))
                .isFalse();
        assertThat(AddressRange.parse("fd00::/8").contains(InetAddress.ofLiteral("fd12::1")))
                .isTrue();
        assertThat(AddressRange.parse("10.0.0.1").contains(InetAddress.ofLiteral("10.0.0.2")))
                .isFalse();
        assertThat(AddressRange.parse("0.0.0.0/0").contains(InetAddress.ofLiteral("::1")))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoAddressRange() {
        assertThatThrownBy(() -> AddressRange.parse("proxy.example"))
                .hasMessage("'proxy.example' is not an address range such as 10.0.0.0/8");
        assertThatThrownBy(() -> AddressRange.parse("10.0.0.0/x"))
                .hasMessage("'10.0.0.0/x' is not an address range such as 10.0.0.0/8");
        assertThatThrownBy(() -> AddressRange.parse("10.0.0.0/33"))
                .hasMessage("the prefix of an address range must lie in 0..32, got 33");
    }

    private static String seen(Map<String, String> headers) {
        return BEHIND_A_PROXY.of("http", "inside", PROXY, headers(headers));
    }

    private static java.util.function.Function<String, Optional<String>> headers(Map<String, String> values) {
        return name -> Optional.ofNullable(values.get(name));
    }
}
