-- What the whole API tells of devices and weaknesses, beyond what counts in the score. A null is what nobody said.

-- Details of a device, one text each.
alter table device add column os_version varchar;
alter table device add column os_build varchar;
alter table device add column version varchar;
alter table device add column os_processor varchar;
alter table device add column os_architecture varchar;
alter table device add column last_ip_address varchar;
alter table device add column last_external_ip_address varchar;
alter table device add column agent_version varchar;
alter table device add column health_status varchar;
alter table device add column risk_score varchar;
alter table device add column is_aad_joined varchar;
alter table device add column aad_device_id varchar;
alter table device add column onboarding_status varchar;
alter table device add column defender_av_status varchar;
alter table device add column managed_by varchar;
alter table device add column managed_by_status varchar;
alter table device add column exclusion_reason varchar;
alter table device add column merged_into_machine_id varchar;
alter table device add column is_potential_duplication varchar;
alter table device add column ip_addresses varchar;
alter table device add column vm_metadata varchar;

-- When the source first and last saw the device, and the time of its configuration results. They stand here and not with
-- the device because this row changes with each report anyway.
alter table device_source add column first_seen timestamp;
alter table device_source add column last_seen timestamp;
alter table device_source add column controls_at timestamp;
update device_source set
    first_seen = least(described_at, findings_at, assessed_at, vouched_at),
    last_seen = greatest(described_at, findings_at, assessed_at, vouched_at),
    controls_at = described_at;

-- What the operator decided about a device; at most one row for each. Tags stand one a line.
create table device_decision (
    device integer not null,
    value varchar,
    tags_added varchar not null,
    tags_removed varchar not null
);

-- When we learned of a finding and of its fix: the same for all rows of one report, so that it compresses to nothing.
alter table finding add column recorded_at timestamp;
alter table finding add column fixed_recorded_at timestamp;
update finding set recorded_at = first_seen, fixed_recorded_at = fixed_at;

-- The times at which CVSS, severity or exploit evidence of a weakness became another.
create table weakness_change (
    weakness integer not null,
    changed_at timestamp not null
);

-- Software by the ints of the dictionary.
create table software (
    id integer not null,
    vendor varchar not null,
    product varchar not null,
    version varchar not null
);

-- Software on a device, as a source tells it. Paths stand one a line.
create table installed_software (
    source integer not null,
    device integer not null,
    software integer not null,
    has_product_code boolean not null,
    support varchar,
    support_ends date,
    first_seen timestamp not null,
    disk_paths varchar,
    registry_paths varchar
);

-- What removes a weakness from a piece of software, as the latest report says.
create table fix (
    weakness integer not null,
    software integer not null,
    version varchar,
    id varchar,
    name varchar,
    url varchar,
    stated_at timestamp not null
);

-- What a feed tells people about a weakness. Addresses of exploits stand one a line.
create table weakness_text (
    feed varchar not null,
    weakness integer not null,
    description varchar,
    cvss_vector varchar,
    published_on timestamp,
    updated_on timestamp,
    exploit_uris varchar
);

create table control_description (
    control varchar not null,
    name varchar,
    category varchar,
    subcategory varchar,
    remediation varchar,
    stated_at timestamp not null
);
