-- Version 9: messages that were made.

CREATE TABLE bericht (
    id         INTEGER PRIMARY KEY,
    soort      TEXT    NOT NULL,
    kwartaal   TEXT    NOT NULL,
    -- To whom it goes: one of the two.
    aanbieder  TEXT,
    gemeente   TEXT,
    aan        TEXT    NOT NULL,
    bijlagen   TEXT    NOT NULL,
    gemaakt_op TEXT    NOT NULL,
    rijversie  INTEGER NOT NULL CHECK (rijversie >= 1)
) STRICT;
