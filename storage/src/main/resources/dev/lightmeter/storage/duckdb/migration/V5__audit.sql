-- Who changed what. Only added to.
create table audit (
    number bigint not null,
    happened_at timestamp not null,
    actor varchar not null,
    app_id varchar not null,
    object_id varchar not null,
    user_name varchar not null,
    action varchar not null,
    object varchar not null,
    detail varchar not null
);
