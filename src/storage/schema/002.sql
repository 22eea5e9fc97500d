-- Version 2: undo is of a person and a session, and of what belongs together.

-- The run of the program that did it; NULL for an act of before this version.
ALTER TABLE handeling ADD COLUMN zitting TEXT;
-- Acts with one value here were asked for together (a folder that was read) and are undone together.
ALTER TABLE handeling ADD COLUMN groep TEXT;
CREATE INDEX handeling_zitting ON handeling (zitting);
CREATE INDEX handeling_groep ON handeling (groep);

-- The row version that a change led to: what somebody saw before it can be told from it. NULL as above.
ALTER TABLE wijziging ADD COLUMN rijversie INTEGER;
