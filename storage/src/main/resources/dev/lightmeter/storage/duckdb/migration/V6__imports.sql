-- Uploads and what became of them. One that has no end was going on when the process ended, or still is.
create table import_run (
    number bigint not null,
    started_at timestamp not null,
    finished_at timestamp,
    actor varchar not null,
    app_id varchar not null,
    object_id varchar not null,
    user_name varchar not null,
    name varchar not null,
    bytes bigint not null,
    reports integer not null,
    feeds integer not null,
    refused integer not null,
    document varchar not null
);
