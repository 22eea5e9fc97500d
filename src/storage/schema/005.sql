-- Version 5: a mark of Tevredenheid says of which segment it is.

ALTER TABLE tevredenheidsregel ADD COLUMN segment TEXT;
