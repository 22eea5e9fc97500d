-- Version 14: why and since when a signaal is a matter of the region.

ALTER TABLE signaal ADD COLUMN opgeschaald_op TEXT;
ALTER TABLE signaal ADD COLUMN opschaling TEXT NOT NULL DEFAULT '';
