package dev.lightmeter.storage.memory;

import dev.lightmeter.storage.DurabilityContract;
import dev.lightmeter.storage.Store;

class InMemoryDurabilityTest extends DurabilityContract {

    @Override
    protected Store newStore() {
        return new InMemoryStore(CLOCK);
    }

    /** It ends with its process, so there is nothing to open. */
    @Override
    protected Store reopened(Store store) {
        return store;
    }
}
