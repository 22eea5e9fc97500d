-- Version 3: what is vastgesteld is written once.
-- A row of `vaststelling` is everything that the verslag of a gesprek says, as JSON under the names of its form version. It is
-- never changed but to let go of a deelnemer. `gesprek.vaststelling` says which one holds; a gesprek that was opened again
-- keeps the earlier ones as history.

CREATE TABLE vaststelling (
    gesprek INTEGER NOT NULL REFERENCES gesprek,
    nummer  INTEGER NOT NULL CHECK (nummer >= 1),
    -- The version of the form: who can read `inhoud`.
    vorm    INTEGER NOT NULL CHECK (vorm >= 1),
    inhoud  TEXT    NOT NULL,
    wanneer TEXT    NOT NULL,
    PRIMARY KEY (gesprek, nummer)
) STRICT;

-- The files of it as they were written then, deflated. One that is not here is written anew from the form.
CREATE TABLE verslagbestand (
    gesprek INTEGER NOT NULL,
    nummer  INTEGER NOT NULL,
    -- What it is and what the user chose: `docx`, `md-zonder-klein`, `html-met-codes`. One with codes ends in `-met-codes`.
    keuze   TEXT    NOT NULL,
    inhoud  BLOB    NOT NULL,
    PRIMARY KEY (gesprek, nummer, keuze),
    FOREIGN KEY (gesprek, nummer) REFERENCES vaststelling
) STRICT;

ALTER TABLE gesprek ADD COLUMN vaststelling INTEGER;
