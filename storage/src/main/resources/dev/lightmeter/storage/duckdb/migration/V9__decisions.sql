-- What the operator decided not to remediate. subject_kind is WEAKNESS or RECOMMENDATION; a global exception has no groups.
create table risk_exception (
    id varchar not null,
    subject_kind varchar not null,
    subject varchar not null,
    justification varchar not null,
    note varchar not null,
    first_day date not null,
    last_day date,
    created_at timestamp not null,
    created_by varchar not null,
    created_by_name varchar not null,
    cancelled_at timestamp,
    cancelled_by varchar,
    cancelled_by_name varchar
);

-- The device groups that an exception is for, by their numbers.
create table risk_exception_group (
    exception varchar not null,
    device_group integer not null
);

-- Documents in which others state whether products have weaknesses.
create table vex_document (
    id varchar not null,
    name varchar not null,
    author varchar not null,
    version varchar not null,
    written_at timestamp not null,
    file varchar not null
);

create table vex_statement (
    document varchar not null,
    number integer not null,
    weakness varchar not null,
    status varchar not null,
    justification varchar not null,
    stated_at timestamp not null,
    place varchar not null
);

-- The names of the products that a statement is about. role is WHOLE or PART. kind is PACKAGE, with type, namespace, name,
-- version and tag, or CPE, with namespace (the vendor), name and version, or PLAIN; text is the name as it was written.
create table vex_product (
    document varchar not null,
    statement integer not null,
    role varchar not null,
    kind varchar not null,
    type varchar not null,
    namespace varchar not null,
    name varchar not null,
    version varchar not null,
    tag varchar not null,
    text varchar not null
);
