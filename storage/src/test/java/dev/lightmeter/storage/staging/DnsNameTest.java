package dev.lightmeter.storage.staging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {

    @ParameterizedTest
    @CsvSource({
        "WEB.Example.org., web.example.org",
        "' a_b-c.local ', a_b-c.local",
        "1.2.3.in-addr.arpa, 1.2.3.in-addr.arpa",
    })
    void readsFullNamesInAnySpelling(String name, String plain) {
        assertThat(DnsName.of(name)).contains(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "web",
                "web.",
                "10.0.0.1",
                "fe80::1",
                "app-1.2",
                "a..b",
                ".example.org",
                "a b.org",
                "alpine:3.10",
                "registry.io/app",
                "localhost.localdomain",
                "LOCALHOST.local",
                "e\u0301.org"
            })
    void takesNothingElseForTheNameOfOneDevice(String name) {
        assertThat(DnsName.of(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {127, 128, 100_000})
    void hasAnAnswerForEveryLength(int labels) {
        assertThat(DnsName.of("a.".repeat(labels - 1) + "b").isPresent()).isEqualTo(labels <= 127);
    }
}
