-- Version 11: who was absent from a gesprek, and who writes its verslag; which files of it say Concept.

ALTER TABLE gesprek ADD COLUMN afwezig TEXT NOT NULL DEFAULT '[]';
ALTER TABLE gesprek ADD COLUMN verslaglegger TEXT NOT NULL DEFAULT '';

-- Where a verslag went as long as its gesprek was not vastgesteld.
CREATE TABLE verslagconcept (
    gesprek INTEGER NOT NULL,
    pad     TEXT    NOT NULL,
    PRIMARY KEY (gesprek, pad)
) STRICT;
