-- What people asked others to carry out. closed_at is set when somebody declared a task done.
create table remediation_task (
    id varchar not null,
    recommendation varchar not null,
    title varchar not null,
    description varchar not null,
    type varchar not null,
    priority varchar not null,
    created_on timestamp not null,
    due_on date,
    requester varchar not null,
    requester_email varchar,
    requester_notes varchar,
    closed_at timestamp,
    closed_by varchar,
    closed_by_email varchar
);

-- The devices of a task, each with whether it is fixed and since when.
create table remediation_target (
    task varchar not null,
    device integer not null,
    fixed boolean not null,
    since timestamp not null
);
