-- Version 12: the file that an act read stands beside what the act is called.

ALTER TABLE handeling ADD COLUMN bestand TEXT;

-- Of before: what was read together was called by its file.
UPDATE handeling SET bestand = substr(wat, 1, length(wat) - length(' ingelezen')) WHERE groep IS NOT NULL AND wat LIKE '% ingelezen';
