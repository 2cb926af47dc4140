-- Device groups as the operator arranges them over the API. Replaced as a whole; a few hundred rows.

-- Groups with rules, highest rank first.
create table group_rank (
    device_group integer not null,
    rank integer not null,
    description varchar not null
);

-- One row for each value of each rule, in order.
create table group_rule (
    device_group integer not null,
    rule integer not null,
    attribute varchar not null,
    operator varchar not null,
    value varchar not null,
    value_number integer not null
);

-- Who may see a group; everybody if it has no row. Group 0 holds the devices in no group.
create table group_assignment (
    device_group integer not null,
    principal varchar not null,
    number integer not null
);
