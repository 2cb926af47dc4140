-- Which advisory is about which weakness, as sources tell it. Each pair once; only added to.
create table weakness_alias (
    advisory varchar not null,
    weakness varchar not null
);
