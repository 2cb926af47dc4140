package dev.lightmeter.server.notification;

import dev.lightmeter.storage.Delivery;

/** Takes messages to one channel. */
interface ChannelSender {

    /** What came of an attempt. */
    sealed interface Attempt {

        /** The other side has it. */
        record Sent() implements Attempt {}

        /** It may not have it; one sentence says why, without a secret. */
        record Failed(String why) implements Attempt {}
    }

    Attempt send(Delivery message);
}
