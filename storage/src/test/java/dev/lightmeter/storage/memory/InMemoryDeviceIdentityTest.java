package dev.lightmeter.storage.memory;

import dev.lightmeter.storage.DeviceIdentityContract;
import dev.lightmeter.storage.Store;

class InMemoryDeviceIdentityTest extends DeviceIdentityContract {

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
