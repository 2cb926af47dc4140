package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.storage.Delivery.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store promises about notifications. */
public abstract class OutboxContract {

    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    protected abstract Store newStore();

    /** The same store after its process has ended and begun again. */
    protected abstract Store reopened(Store store);

    @Test
    void keepsStatesAndMessagesTogether() {
        Store store = newStore();
        Delivery first = delivery("1", NOW);
        store.outbox().keep(Map.of("a", "low", "b", "high"), List.of(first, delivery("2", NOW.plusSeconds(1))));
        store.outbox().keep(Map.of("a", "medium"), List.of());
        store = reopened(store);
        assertThat(store.outbox().states()).isEqualTo(Map.of("a", "medium", "b", "high"));
        assertThat(store.outbox().waiting()).extracting(Delivery::id).containsExactly("1", "2");
        assertThat(store.outbox().waiting().getFirst()).isEqualTo(first);
        store.close();
    }

    @Test
    void tellsWhatBecameOfAMessage() {
        Store store = newStore();
        store.outbox().keep(Map.of(), List.of(delivery("1", NOW), delivery("2", NOW.plusSeconds(1))));
        Delivery sent = delivery("1", NOW).tried(Outcome.DELIVERED, NOW.plusSeconds(5), "");
        store.outbox().keep(sent);
        Delivery late = delivery("2", NOW.plusSeconds(1)).tried(Outcome.WAITING, NOW.plusSeconds(60), "no answer");
        store.outbox().keep(late);
        store = reopened(store);
        assertThat(store.outbox().waiting()).containsExactly(late);
        assertThat(store.outbox().recent(10)).containsExactly(late, sent);
        assertThat(store.outbox().recent(1)).containsExactly(late);
        store.close();
    }

    @Test
    void forgetsWhatIsOldAndDoesNotWait() {
        Store store = newStore();
        store.outbox()
                .keep(Map.of(), List.of(delivery("1", NOW), delivery("2", NOW), delivery("3", NOW.plusSeconds(9))));
        store.outbox().keep(delivery("1", NOW).tried(Outcome.GIVEN_UP, NOW, "gone"));
        store.outbox().keep(delivery("3", NOW.plusSeconds(9)).tried(Outcome.DELIVERED, NOW, ""));
        store.outbox().forget(NOW.plusSeconds(5));
        assertThat(store.outbox().recent(10)).extracting(Delivery::id).containsExactly("3", "2");
        store.close();
    }

    private static Delivery delivery(String id, Instant at) {
        return Delivery.fresh(id, at, "soc", "Größe \"1\"", "{\"a\":'b'}\nline two");
    }
}
