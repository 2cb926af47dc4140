package dev.lightmeter.core.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lightmeter.core.decision.Aliases.Alias;
import java.util.List;
import org.junit.jupiter.api.Test;

class AliasesTest {

    private static final Aliases ALIASES = Aliases.of(List.of(
            new Alias("GHSA-1", "CVE-2031-0001"),
            new Alias("DSA-7", "CVE-2031-0001"),
            new Alias("DSA-7", "CVE-2031-0002")));

    @Test
    void meansEveryWeaknessThatAnAdvisoryIsAbout() {
        assertThat(ALIASES.meantBy("GHSA-1")).containsExactly("CVE-2031-0001", "GHSA-1");
        assertThat(ALIASES.meantBy("DSA-7")).containsExactly("CVE-2031-0001", "CVE-2031-0002", "DSA-7");
    }

    @Test
    void meansAnAdvisoryOnlyIfItIsAboutNothingElse() {
        assertThat(ALIASES.meantBy("CVE-2031-0001")).containsExactly("CVE-2031-0001", "GHSA-1");
        assertThat(ALIASES.meantBy("CVE-2031-0002")).containsExactly("CVE-2031-0002");
    }

    @Test
    void meansWhatItSaysIfNobodyKnowsMore() {
        assertThat(ALIASES.meantBy("CVE-1")).containsExactly("CVE-1");
        assertThat(Aliases.NONE.meantBy("GHSA-1")).containsExactly("GHSA-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Alias("GHSA-1", " "))
                .withMessage("an alias needs two names");
    }
}
