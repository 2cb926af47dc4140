package dev.lightmeter.server.explanation;

import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.Parameters;
import java.math.BigDecimal;
import java.util.Locale;
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

    /** What an auditor needs to compute the hazard again, on top of the facts (docs/scoring.md section 3). */
    static void steps(JsonGenerator json, Scoreboard board, ThreatFacts facts) {
        Formula formula = new Formula(board.parameters());
        Parameters parameters = board.parameters();
        long p = formula.probabilityP5(facts, false);
        json.writeStringProperty("attackVector", facts.attackVector().name().toLowerCase(Locale.ROOT));
        json.writeName("formula");
        json.writeStartObject();
        json.writeNumberProperty("p0P5", formula.startP5(facts));
        json.writeNumberProperty("pP5", p);
        json.writeNumberProperty("impactPct", formula.impactPct(facts));
        json.writeNumberProperty("breadthPct", parameters.breadthPct());
        json.writeNumberProperty("scalePct", parameters.scalePct());
        json.writeNumberProperty("u", p * (parameters.breadthPct() * 100_000L + (100 - parameters.breadthPct()) * p));
        json.writeNumberProperty("bNano", formula.baseHazard(facts, false));
        json.writeNumberProperty("internetFacingPct", formula.contextPct(facts, true));
        json.writeEndObject();
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
