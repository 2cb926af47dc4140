-- What moved the scores: one row for each scoreboard that differs from the one before. Numbers and times ascend. A whole
-- event has a row for every device group, so that nobody has to look further back than to the last whole one.
create table history_event (
    number integer not null,
    happened_at timestamp not null,
    whole boolean not null
);

-- The sums of a device group (-1: all devices) once a cause and those before it are taken in. In the order of event, cause.
create table history_step (
    event integer not null,
    cause smallint not null,
    device_group integer not null,
    weighted bigint not null,
    weight bigint not null,
    unknown_weight bigint not null,
    devices integer not null,
    high integer not null
);

-- What happened at an event. device_group is -1 if it is not about one; devices says how many it concerns.
create table history_mark (
    event integer not null,
    kind varchar not null,
    subject varchar not null,
    device_group integer not null,
    devices integer not null
);
