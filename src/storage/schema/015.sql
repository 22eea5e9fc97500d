-- Version 15: gesprekken of one gemeente about segment individueel; which gesprek a signaal comes from, and a message is about.

ALTER TABLE gesprek ADD COLUMN gemeente TEXT;
ALTER TABLE signaal ADD COLUMN gesprek INTEGER REFERENCES gesprek;
-- One that was taken off the planning may have had its invitation.
ALTER TABLE bericht ADD COLUMN gesprek INTEGER;
-- The regular one per kwartaal is of no gemeente.
DROP INDEX gesprek_regulier;
CREATE UNIQUE INDEX gesprek_regulier ON gesprek (aanbieder, kwartaal) WHERE extra = 0 AND gemeente IS NULL;
