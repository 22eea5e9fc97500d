-- Version 13: how many a finding stands for stands beside what it says.

-- Of before: the one for what was not told apart said so in its sentence, and its number is what was found.
UPDATE bevinding SET inhoud = json_set(inhoud, '$.aantal', CAST(json_extract(inhoud, '$.gevonden') AS INTEGER))
WHERE json_extract(inhoud, '$.cel') IS NULL AND inhoud LIKE '%niet apart genoemd.%';
