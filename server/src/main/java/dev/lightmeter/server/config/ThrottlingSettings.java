package dev.lightmeter.server.config;

import java.util.List;

/**
 * Whether applications are slowed down as by the Defender API.
 *
 * @param exempt ids of applications that never are
 */
public record ThrottlingSettings(boolean enabled, List<String> exempt) {

    public static final ThrottlingSettings DEFAULTS = new ThrottlingSettings(false, List.of());

    public ThrottlingSettings {
        exempt = List.copyOf(exempt);
    }
}
