-- What was last told about each thing that a rule watches, so that a restart tells nothing twice.
create table notification_state (
    watch varchar not null,
    state varchar not null
);

-- Messages on their way and what became of them. next_at counts while the outcome is WAITING.
create table notification_delivery (
    id varchar not null,
    created_at timestamp not null,
    channel varchar not null,
    subject varchar not null,
    body varchar not null,
    attempts integer not null,
    next_at timestamp not null,
    outcome varchar not null,
    problem varchar not null
);
