package dev.lightmeter.storage.memory;

import dev.lightmeter.storage.AdvisoryContract;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.StoreContract;

class InMemoryAdvisoryTest extends AdvisoryContract {

    @Override
    protected Store newStore() {
        return new InMemoryStore(StoreContract.CLOCK);
    }

    /** It ends with its process, so there is nothing to open. */
    @Override
    protected Store reopened(Store store) {
        return store;
    }
}
