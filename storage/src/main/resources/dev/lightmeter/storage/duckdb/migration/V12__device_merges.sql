-- Which devices the operator declared to be one. What sources say of either stays in its own rows.
create table device_merge (
    device integer not null,
    into_device integer not null,
    merged_at timestamp not null
);
