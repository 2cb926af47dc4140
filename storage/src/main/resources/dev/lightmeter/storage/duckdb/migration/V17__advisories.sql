-- Which advisory is about which weakness, as the feed of advisories tells it. Each pair once; only added to. Findings of the
-- advisory are findings of the weakness.
create table advisory_weakness (
    advisory varchar not null,
    weakness varchar not null
);
