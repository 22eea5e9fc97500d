-- Version 8: where a rate is from and since when it is known; budgets; ontwikkeldoelen.

ALTER TABLE tarief ADD COLUMN bron TEXT NOT NULL DEFAULT '';
ALTER TABLE tarief ADD COLUMN bekend TEXT;

-- What an aanbieder may cost in a year, in euro.
CREATE TABLE budget (
    aanbieder TEXT    NOT NULL,
    jaar      INTEGER NOT NULL,
    bedrag    TEXT    NOT NULL,
    rijversie INTEGER NOT NULL CHECK (rijversie >= 1),
    PRIMARY KEY (aanbieder, jaar)
) STRICT;

CREATE TABLE ontwikkeldoel (
    id        INTEGER PRIMARY KEY,
    aanbieder TEXT    NOT NULL,
    segment   TEXT    NOT NULL,
    tekst     TEXT    NOT NULL,
    stand     TEXT    NOT NULL,
    -- What was said of it at the gesprek over each kwartaal.
    notities  TEXT    NOT NULL,
    rijversie INTEGER NOT NULL CHECK (rijversie >= 1)
) STRICT;
