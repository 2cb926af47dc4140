package dev.lightmeter.storage.memory;

import dev.lightmeter.storage.FindingTimesContract;
import dev.lightmeter.storage.Store;
import java.time.Clock;

class InMemoryFindingTimesTest extends FindingTimesContract {

    @Override
    protected Store newStore(Clock clock) {
        return new InMemoryStore(clock);
    }
}
