package dev.lightmeter.importers.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CvssVectorTest {

    @Test
    void readsTheBaseScoreOfEachVersion() {
        assertThat(CvssVector.parse("AV:N/AC:L/Au:N/C:P/I:P/A:P"))
                .hasValueSatisfying(vector -> assertThat(vector.baseScore()).isEqualTo("7.5"));
        assertThat(CvssVector.parse("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"))
                .hasValueSatisfying(vector -> assertThat(vector.baseScore()).isEqualTo("9.8"));
        assertThat(CvssVector.parse("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U"))
                .hasValueSatisfying(vector -> assertThat(vector.baseScore()).isEqualTo("9.3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CVSS:3.1",
                "AV:/AC:L/Au:N/C:P/I:P/A:P",
                "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:/C:H/I:H/A:H",
                "CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/LC:/I:N/A:N",
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/SU:/C:H/I:H/A:H",
                "CVSS:4.0/AV:/resultsN/AC:L/AT:N/PR:N/UI:CVSS:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
                "CVSS:9.9/AV:N",
            })
    void knowsNothingOfWhatIsNoVector(String text) {
        assertThat(CvssVector.parse(text)).isEmpty();
    }
}
