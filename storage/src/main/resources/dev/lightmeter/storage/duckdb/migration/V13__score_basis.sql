-- By what the newest recorded scores were made: none or one version of the parameters with the kinds of devices that are in
-- no sum (words with commas between), and the ranked rules of its device groups, if they have any. Groups stand by name, for
-- they are those of a configuration.
create table score_basis (
    parameters varchar not null,
    left_out varchar not null
);

create table score_basis_rule (
    rank integer not null,
    device_group varchar not null,
    rule integer not null,
    attribute varchar not null,
    operator varchar not null,
    value_number integer not null,
    value varchar not null
);
