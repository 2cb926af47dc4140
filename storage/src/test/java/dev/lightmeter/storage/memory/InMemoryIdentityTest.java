package dev.lightmeter.storage.memory;

import dev.lightmeter.storage.IdentityContract;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.StoreContract;

class InMemoryIdentityTest extends IdentityContract {

    @Override
    protected Store newStore() {
        return new InMemoryStore(StoreContract.CLOCK);
    }
}
