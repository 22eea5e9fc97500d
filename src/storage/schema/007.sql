-- Version 7: the register of aanbieders.
-- Most come with the program. A row here is one that users added, or goes before the entry with its key that came along.

CREATE TABLE aanbieder (
    aanbieder       TEXT    NOT NULL PRIMARY KEY,
    -- The order in which they were added.
    volgnummer      INTEGER NOT NULL,
    naam            TEXT    NOT NULL,
    statutair       TEXT    NOT NULL,
    kvk             TEXT    NOT NULL,
    andere_namen    TEXT    NOT NULL,
    voorvoegsel     TEXT    NOT NULL,
    contracten      TEXT    NOT NULL,
    contactpersonen TEXT    NOT NULL,
    notitie         TEXT    NOT NULL,
    rijversie       INTEGER NOT NULL CHECK (rijversie >= 1)
) STRICT;
