-- What a device is: host, image or project. A null is what nobody said, which is a host; images that a scanner named before
-- become images with its next report.
alter table device add column device_kind varchar;
