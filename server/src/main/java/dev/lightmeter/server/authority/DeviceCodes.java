package dev.lightmeter.server.authority;

import com.nimbusds.oauth2.sdk.device.DeviceCode;
import com.nimbusds.oauth2.sdk.device.UserCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Devices that wait until somebody signs in for them elsewhere (RFC 8628). Kept in memory. Anybody may start waiting, so
 * there is a limit for each address and one for all; what waits is never pushed out by others.
 */
final class DeviceCodes {

    static final Duration LIFETIME = Duration.ofMinutes(15);
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final int MOST = 10_000;
    private static final int MOST_OF_ONE_ADDRESS = 100;
    private static final int BYTES = 32;

    /** How far the sign-in for a device has come. */
    sealed interface State {
        record Waiting() implements State {}

        record Approved(Consent consent) implements State {}

        record Declined() implements State {}
    }

    /**
     * A device that waits.
     *
     * @param userCode eight letters for people to type: one of 25,600,000,000
     * @param scopes the delegated scopes that the client gets if the user may have them
     * @param source where the device asked from
     */
    record Device(
            DeviceCode code,
            UserCode userCode,
            UUID client,
            AskedScope asked,
            Set<String> scopes,
            String source,
            Instant expires,
            State state) {
        private Device in(State next) {
            return new Device(code, userCode, client, asked, scopes, source, expires, next);
        }
    }

    /** What a device learns when it asks. */
    sealed interface Answer {
        record NotYet() implements Answer {}

        record Granted(Consent consent, boolean offline) implements Answer {}

        record Declined() implements Answer {}

        record Expired() implements Answer {}

        record Unknown() implements Answer {}
    }

    private final Clock clock;

    /** By device code. Guarded by this. */
    private final Map<String, Device> devices = new HashMap<>();

    DeviceCodes(Clock clock) {
        this.clock = clock;
    }

    /** Lets a device wait; empty if too many do. */
    synchronized Optional<Device> start(UUID client, AskedScope asked, Set<String> scopes, String source) {
        Instant now = clock.instant();
        devices.values().removeIf(device -> device.expires.plus(LIFETIME).isBefore(now));
        long fromHere = devices.values().stream()
                .filter(device -> device.source.equals(source))
                .count();
        if (devices.size() >= MOST || fromHere >= MOST_OF_ONE_ADDRESS) return Optional.empty();
        UserCode userCode = new UserCode();
        while (find(userCode.getValue()).isPresent()) userCode = new UserCode();
        Device device = new Device(
                new DeviceCode(RandomText.of(BYTES)),
                userCode,
                client,
                asked,
                scopes,
                source,
                now.plus(LIFETIME),
                new State.Waiting());
        devices.put(device.code.getValue(), device);
        return Optional.of(device);
    }

    /** The device that waits under a code that somebody typed, in any letter case, with or without the dash. */
    synchronized Optional<Device> find(String typed) {
        String letters = UserCode.stripIllegalChars(typed.toUpperCase(Locale.ROOT), UserCode.LETTER_CHAR_SET);
        return devices.values().stream()
                .filter(device -> device.userCode.getStrippedValue().equals(letters))
                .filter(device ->
                        device.state instanceof State.Waiting && clock.instant().isBefore(device.expires))
                .findFirst();
    }

    synchronized void approve(Device device, Consent consent) {
        devices.computeIfPresent(device.code.getValue(), (code, now) -> now.in(new State.Approved(consent)));
    }

    synchronized void decline(Device device) {
        devices.computeIfPresent(device.code.getValue(), (code, now) -> now.in(new State.Declined()));
    }

    /** What became of a device. An end is told once. */
    synchronized Answer poll(String code, UUID client) {
        Device device = devices.get(code);
        if (device == null || !device.client.equals(client)) return new Answer.Unknown();
        if (!clock.instant().isBefore(device.expires)) {
            devices.remove(code);
            return new Answer.Expired();
        }
        return switch (device.state) {
            case State.Waiting waiting -> new Answer.NotYet();
            case State.Approved(var consent) -> {
                devices.remove(code);
                yield new Answer.Granted(consent, device.asked.offline());
            }
            case State.Declined declined -> {
                devices.remove(code);
                yield new Answer.Declined();
            }
        };
    }
}
