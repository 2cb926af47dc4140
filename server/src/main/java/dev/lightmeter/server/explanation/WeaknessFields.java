package dev.lightmeter.server.explanation;

import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.score.Formula;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;

/** The facts of a weakness and what the formula makes of them. */
final class WeaknessFields {

    private static final int P5_PLACES = 5;

    private WeaknessFields() {}

    static void facts(JsonGenerator json, Scoreboard board, ThreatFacts facts, boolean alert) {
        Formula formula = new Formula(board.parameters());
        json.writeStringProperty("epss", facts.hasEpss() ? places(facts.epssP5(), P5_PLACES) : null);
        json.writeStringProperty("cvss", facts.hasCvss() ? places(facts.cvssTenths(), 1) : null);
        json.writeStringProperty("severity", Formula.severity(facts).wire());
        json.writeName("evidence");
        evidence(json, facts.evidence());
        json.writeStringProperty("probability", places(formula.probabilityP5(facts, alert), P5_PLACES));
        json.writeStringProperty(
                "probabilityFrom", formula.probabilitySource(facts, alert).wire());
        json.writeNumberProperty("impactPct", formula.impactPct(facts));
        json.writeNumberProperty("baseHazardNano", formula.baseHazard(facts, alert));
        if (facts.rejected()) json.writeBooleanProperty("rejected", true);
    }

    private static void evidence(JsonGenerator json, Evidence evidence) {
        json.writeStartArray();
        if (evidence.kev()) json.writeString("kev");
        if (evidence.kevRansomware()) json.writeString("kevRansomware");
        if (evidence.exploitInKit()) json.writeString("exploitInKit");
        if (evidence.exploitVerified()) json.writeString("exploitVerified");
        if (evidence.publicExploit()) json.writeString("publicExploit");
        json.writeEndArray();
    }

    private static String places(int value, int places) {
        return BigDecimal.valueOf(value, places).toPlainString();
    }
}
