-- What the store keeps. Types and statements are those that DuckDB and PostgreSQL share. Times are UTC.
--
-- No keys and no indexes, on purpose: one writer holds the folder and keeps the rules, DuckDB finds rows by the smallest
-- and largest value of each block of rows, and an index over a hundred million findings would cost more than all of it.

-- A source of reports. It is believed about devices it merely lists once it has reported findings.
create table source (
    id integer not null,
    name varchar not null,
    reports_findings boolean not null
);

-- One row for each committed report.
create table report (
    id bigint not null,
    source integer not null,
    kind varchar not null,
    reported_at timestamp not null,
    committed_at timestamp not null
);

create table device_group (
    id integer not null,
    name varchar not null
);

-- A null is what nobody said. dns_name is the normalised name, empty if the name is no DNS name. Tags stand one a line.
-- device_group is 0 where a source says that there is none.
create table device (
    slot integer not null,
    id varchar not null,
    name varchar,
    dns_name varchar,
    tags varchar,
    os_platform varchar,
    domain varchar,
    value varchar,
    internet_facing boolean,
    excluded boolean,
    device_group integer
);

-- A device as one source knows it: the source's id of it, and the times of what the source said last.
create table device_source (
    source integer not null,
    source_device varchar not null,
    device integer not null,
    described_at timestamp,
    findings_at timestamp,
    assessed_at timestamp,
    vouched_at timestamp
);

create table control_result (
    source integer not null,
    device integer not null,
    control varchar not null,
    weight integer not null,
    failed boolean not null
);

create table weakness (
    id integer not null,
    name varchar not null
);

create table path (
    id integer not null,
    vendor varchar not null,
    product varchar not null,
    version varchar not null,
    recommendation varchar not null,
    status varchar not null,
    alert boolean not null,
    exception_justification varchar,
    exception_expires date
);

-- One row for each time that a path was open. While it is open, last_seen is null and told by device_source.findings_at.
create table finding (
    device integer not null,
    weakness integer not null,
    path integer not null,
    source integer not null,
    first_seen timestamp not null,
    last_seen timestamp,
    fixed_at timestamp
);

create table feed_edition (
    feed varchar not null,
    model varchar,
    published_at timestamp
);

-- What the feeds say of a weakness. epss_p5 is in 1e-5 and cvss_tenths in tenths, -1 if missing; evidence is five bits.
create table feed_fact (
    feed varchar not null,
    weakness integer not null,
    epss_p5 integer not null,
    cvss_tenths integer not null,
    severity varchar not null,
    attack_vector varchar not null,
    evidence integer not null,
    rejected boolean not null,
    end_of_support varchar not null
);

-- The same as a source of reports says it.
create table report_fact (
    source integer not null,
    weakness integer not null,
    epss_p5 integer not null,
    cvss_tenths integer not null,
    severity varchar not null,
    attack_vector varchar not null,
    evidence integer not null,
    rejected boolean not null,
    end_of_support varchar not null,
    stated_at timestamp not null
);
