package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.Moment;
import dev.lightmeter.storage.staging.Micros;

/** Which findings and devices are told: those of now, or those of a past moment. */
interface OpenAt {

    /** Now, as far as is known. */
    OpenAt NOW = new OpenAt() {
        @Override
        public String findings(SlotRange range) {
            return "select * from finding where fixed_at is null and " + range.of("device");
        }

        @Override
        public String devices() {
            return "true";
        }
    };

    /** A query of the open findings of some devices. */
    String findings(SlotRange range);

    /** The condition on {@code first_seen} of a device. */
    String devices();

    /** A past moment. */
    static OpenAt moment(Moment moment) {
        String at = Stored.time(Micros.of(moment.at()));
        String knownAt = Stored.time(Micros.of(moment.knownAt()));
        return new OpenAt() {
            @Override
            public String findings(SlotRange range) {
                // a path that took the place of another has the first sight of that one, and was not there before
                return """
                        select f.* from finding f
                        where f.first_seen <= %1$s and f.recorded_at <= %2$s and %3$s
                            and (f.fixed_at is null or f.fixed_at > %1$s or f.fixed_recorded_at > %2$s)
                            and not exists (
                                select 1 from finding q
                                where q.device = f.device and q.weakness = f.weakness and q.source = f.source
                                    and q.fixed_recorded_at = f.recorded_at and q.fixed_at > %1$s and %4$s
                                    and (f.fixed_at is null or f.fixed_at > q.fixed_at))""".formatted(at, knownAt, range.of("f.device"), range.of("q.device"));
            }

            @Override
            public String devices() {
                return "a.first_seen <= " + at;
            }
        };
    }
}
