package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.Parameters;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The scoreboard that would be if some things were otherwise, exact to the last bit: it equals the one after really doing
 * them. Today's stays as it is. Changes take effect in their order. Source: docs/scoring.md section 7.2.
 */
public final class WhatIf {

    private final Scoreboard today;
    private Fleet fleet;
    private Threats threats;
    private Parameters parameters;

    private WhatIf(Scoreboard today) {
        this.today = today;
        this.fleet = today.fleet();
        this.threats = today.threats();
        this.parameters = today.parameters();
    }

    /**
     * The scoreboard after some changes.
     *
     * @throws IllegalArgumentException for a change that names a device, group, weakness or recommendation that is not there
     */
    public static Scoreboard of(Scoreboard today, List<Change> changes) {
        WhatIf whatIf = new WhatIf(today);
        changes.forEach(whatIf::make);
        return whatIf.scored();
    }

    @SuppressWarnings("ReferenceEquality") // the very same parameters need no new table
    private Scoreboard scored() {
        boolean sameModel = parameters == today.parameters();
        Scorer scorer = sameModel ? today.scorer().apart() : new Scorer(parameters);
        Fleet decided = sameModel ? fleet : fleet.ifDecided(fleet.decisions().with(parameters));
        Scoreboard then = scorer.score(decided, threats, today.asOf());
        return today.isOverEverything() ? then : then.restrictedTo(visible());
    }

    private Set<DeviceGroup> visible() {
        Set<DeviceGroup> visible = new HashSet<>();
        for (GroupScore score : today.groups()) {
            DeviceGroup group = score.group();
            if (group != null) visible.add(group);
        }
        return visible;
    }

    private void make(Change change) {
        if (change instanceof Change.Apply apply) apply(apply.recommendations());
        else if (change instanceof Change.Value to) edit(to.device(), device -> device.withValue(to.value()));
        else if (change instanceof Change.Facing to)
            edit(to.device(), device -> device.withInternetFacing(to.internetFacing()));
        else if (change instanceof Change.Remove gone) edit(gone.device(), device -> null);
        else if (change instanceof Change.Move move) move(move);
        else if (change instanceof Change.Rules rules) regroup(rules.rules(), rules.groups());
        else if (change instanceof Change.Epss to) facts(to.weakness(), facts -> facts.withEpss(to.epssP5()));
        else if (change instanceof Change.Cvss to) facts(to.weakness(), facts -> facts.withCvss(to.cvssTenths()));
        else if (change instanceof Change.Exploits to) facts(to.weakness(), facts -> facts.withEvidence(to.evidence()));
        else if (change instanceof Change.Model model) parameters = model.parameters();
        else throw new AssertionError(change);
    }

    private void apply(Set<String> recommendations) {
        for (String recommendation : recommendations) {
            if (recommendation.isEmpty()
                    || today.fleet()
                            .dictionary()
                            .findRecommendation(recommendation)
                            .isEmpty()) {
                throw new IllegalArgumentException("there is no recommendation " + recommendation);
            }
        }
        fleet = fleet.without(recommendations);
    }

    private void regroup(GroupRules rules, List<DeviceGroup> groups) {
        if (!today.isOverEverything()) {
            throw new IllegalArgumentException("only who sees every device group can ask about other rules");
        }
        fleet = fleet.regrouped(rules, groups);
    }

    private void move(Change.Move move) {
        DeviceGroup to = today.group(move.group())
                .map(GroupScore::group)
                .orElseThrow(() -> new IllegalArgumentException("there is no device group " + move.group()));
        fleet = fleet.moved(slot(move.device()), to);
    }

    private void edit(String name, DeviceEdit edit) {
        int slot = slot(name);
        fleet = fleet.edited(slot, edit.of(fleet.device(slot).orElseThrow()));
    }

    private int slot(String device) {
        List<Integer> slots = fleet.slotsOf(device);
        if (slots.size() == 1) return slots.get(0);
        throw new IllegalArgumentException(
                slots.isEmpty()
                        ? "there is no device " + device
                        : "several devices are named " + device + "; name one by its id");
    }

    private void facts(String weakness, UnaryOperator<ThreatFacts> edit) {
        int known = fleet.dictionary()
                .findWeakness(weakness)
                .orElseThrow(() -> new IllegalArgumentException("there is no weakness " + weakness));
        ThreatFacts said = threats.of(known);
        threats = threats.with(known, edit.apply(said != null ? said : ThreatFacts.unknown(weakness)));
    }

    private interface DeviceEdit {
        @Nullable
        Device of(Device device);
    }
}
