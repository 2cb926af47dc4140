package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRule.Attribute;
import dev.lightmeter.core.group.GroupRule.Operator;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store promises about the way in which scores were made. */
public abstract class HistoryContract {

    protected abstract Store newStore();

    /** The same store after its process has ended and begun again. */
    protected abstract Store reopened(Store store);

    @Test
    void keepsByWhatScoresWereMadeLast() {
        Store store = newStore();
        assertThat(store.history().basis()).isEmpty();
        ScoreBasis first = new ScoreBasis(
                "1.0",
                new GroupRules(List.of(
                        new RankedGroup(
                                "Domain \"Controllers\"",
                                List.of(
                                        new GroupRule(Attribute.NAME, Operator.STARTS_WITH, List.of("dc-", "ad-")),
                                        new GroupRule(Attribute.TAG, Operator.ENDS_WITH, List.of("vip")))),
                        new RankedGroup(
                                "Accounts",
                                List.of(new GroupRule(Attribute.TAG, Operator.STARTS_WITH, List.of("a")))))));
        store.history().keepBasis(first);
        store = reopened(store);
        assertThat(store.history().basis()).contains(first);

        ScoreBasis second = new ScoreBasis("1.0-parity", GroupRules.NONE);
        store.history().keepBasis(second);
        store = reopened(store);
        assertThat(store.history().basis()).contains(second);
        store.close();
    }
}
