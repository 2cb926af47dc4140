package dev.lightmeter.core.group;

import dev.lightmeter.core.Device;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One condition of a device group: an attribute of the device has one of the given values. Letter case is irrelevant.
 *
 * @param values at least one; any of them suffices
 */
public record GroupRule(Attribute attribute, Operator operator, List<String> values) {

    public GroupRule {
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(operator, "operator");
        values = values.stream().map(value -> value.toLowerCase(Locale.ROOT)).toList();
        if (values.isEmpty()) throw new IllegalArgumentException("a rule about " + attribute.wire() + " needs a value");
    }

    boolean matches(Device device) {
        return attribute.of(device).map(text -> text.toLowerCase(Locale.ROOT)).anyMatch(text -> values.stream()
                .anyMatch(value -> operator.holds(text, value)));
    }

    /** What a rule may look at. */
    public enum Attribute {
        NAME("name") {
            @Override
            Stream<String> of(Device device) {
                return Stream.of(device.name());
            }
        },
        DOMAIN("domain") {
            @Override
            Stream<String> of(Device device) {
                return Stream.of(device.domain());
            }
        },
        TAG("tag") {
            @Override
            Stream<String> of(Device device) {
                return device.tags().stream();
            }
        },
        OS_PLATFORM("osPlatform") {
            @Override
            Stream<String> of(Device device) {
                return Stream.of(device.osPlatform());
            }
        };

        private final String wire;

        Attribute(String wire) {
            this.wire = wire;
        }

        abstract Stream<String> of(Device device);

        /** The spelling in files: {@code osPlatform}. */
        public String wire() {
            return wire;
        }

        /** Reads the spelling in files, in any letter case; empty for anything else. */
        public static Optional<Attribute> parse(String text) {
            return Stream.of(values())
                    .filter(attribute -> attribute.wire.equalsIgnoreCase(text.strip()))
                    .findFirst();
        }
    }

    /** How a rule compares. */
    public enum Operator {
        STARTS_WITH("startsWith") {
            @Override
            boolean holds(String text, String value) {
                return text.startsWith(value);
            }
        },
        ENDS_WITH("endsWith") {
            @Override
            boolean holds(String text, String value) {
                return text.endsWith(value);
            }
        },
        EQUALS("equals") {
            @Override
            boolean holds(String text, String value) {
                return text.equals(value);
            }
        },
        CONTAINS("contains") {
            @Override
            boolean holds(String text, String value) {
                return text.contains(value);
            }
        };

        private final String wire;

        Operator(String wire) {
            this.wire = wire;
        }

        abstract boolean holds(String text, String value);

        /** The spelling in files: {@code startsWith}. */
        public String wire() {
            return wire;
        }

        /** Reads the spelling in files, in any letter case and with blanks; empty for anything else. */
        public static Optional<Operator> parse(String text) {
            String plain = text.replace(" ", "");
            return Stream.of(values())
                    .filter(operator -> operator.wire.equalsIgnoreCase(plain))
                    .findFirst();
        }
    }
}
