-- Version 4: a finding belongs to the part that it was made in.

ALTER TABLE bevinding ADD COLUMN deel TEXT;

-- Of before: by what only one part has, else by the name of the sheet.
UPDATE bevinding SET deel = (
    SELECT CASE
        WHEN l.soort <> 'rapportage' THEN l.soort
        WHEN json_extract(inhoud, '$.kolom') IS NOT NULL OR lower(json_extract(inhoud, '$.blad')) LIKE '%deelnemers%' THEN 'deelnemers'
        WHEN lower(json_extract(inhoud, '$.blad')) LIKE '%tevredenheid%' THEN 'tevredenheid'
        WHEN lower(json_extract(inhoud, '$.blad')) LIKE '%samenwerking%' THEN 'samenwerking'
    END
    FROM levering l WHERE l.id = bevinding.levering
);
