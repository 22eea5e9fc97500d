-- Version 6: an answer to the uitvraag can be corrected. Of a signaal every answer that was read stays known, so that the old one
-- read again changes nothing; the signaal says which of them it tells. And a workbook can come back empty.

ALTER TABLE signaal ADD COLUMN afdruk TEXT;
UPDATE signaal SET afdruk = (SELECT vingerafdruk FROM uitvraagantwoord WHERE signaal = signaal.id);

CREATE TABLE antwoord (
    volgnr       INTEGER PRIMARY KEY,
    vingerafdruk TEXT NOT NULL UNIQUE,
    kwartaal     TEXT NOT NULL,
    gemeente     TEXT NOT NULL,
    aanbieder    TEXT NOT NULL,
    ontvangen    TEXT NOT NULL,
    signaal      INTEGER NOT NULL REFERENCES signaal ON DELETE CASCADE
) STRICT;
INSERT INTO antwoord (vingerafdruk, kwartaal, gemeente, aanbieder, ontvangen, signaal)
    SELECT vingerafdruk, kwartaal, gemeente, aanbieder, ontvangen, signaal FROM uitvraagantwoord ORDER BY signaal;
DROP TABLE uitvraagantwoord;
ALTER TABLE antwoord RENAME TO uitvraagantwoord;
CREATE INDEX uitvraagantwoord_signaal ON uitvraagantwoord (signaal);

CREATE TABLE uitvraagretour (
    kwartaal  TEXT NOT NULL,
    gemeente  TEXT NOT NULL,
    ontvangen TEXT NOT NULL,
    rijversie INTEGER NOT NULL,
    PRIMARY KEY (kwartaal, gemeente)
) STRICT;
