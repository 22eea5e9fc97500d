PRAGMA application_id = 1634169712;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE versie (
    soort    TEXT    NOT NULL,
    wie      TEXT    NOT NULL,
    kwartaal TEXT    NOT NULL,
    versie   INTEGER NOT NULL CHECK (versie >= 1),
    PRIMARY KEY (soort, wie, kwartaal, versie)
) STRICT;
INSERT INTO versie VALUES('rapportage','psw','2024-K2',1);
INSERT INTO versie VALUES('rapportage','psw','2024-K2',2);
INSERT INTO versie VALUES('rapportage','qwyl','2024-K2',1);
INSERT INTO versie VALUES('dekking','regio','2024-K2',1);
INSERT INTO versie VALUES('cvs','venlo','2024-K2',1);
INSERT INTO versie VALUES('rapportage','rendiz','2024-K2',1);
INSERT INTO versie VALUES('rapportage','rendiz','2024-K1',1);
INSERT INTO versie VALUES('rapportage','rendiz','2023-K4',1);
INSERT INTO versie VALUES('dekking','regio','2024-K2',2);
INSERT INTO versie VALUES('cvs','venray','2024-K2',1);
CREATE TABLE levering (
    id             INTEGER PRIMARY KEY,
    soort          TEXT NOT NULL,
    wie            TEXT NOT NULL,
    kwartaal       TEXT NOT NULL,
    versie         INTEGER NOT NULL,
    bestand        TEXT NOT NULL,
    sha256         TEXT NOT NULL,
    ontvangen      TEXT NOT NULL,
    aangeleverd    TEXT,
    contactpersoon TEXT,
    oordeel        TEXT NOT NULL,
    reden          TEXT,
    pseudoniem     INTEGER NOT NULL CHECK (pseudoniem IN (0, 1)),
    bevindingen    INTEGER NOT NULL,
    door           TEXT NOT NULL,
    wanneer        TEXT NOT NULL,
    FOREIGN KEY (soort, wie, kwartaal, versie) REFERENCES versie
) STRICT;
INSERT INTO levering VALUES(1,'rapportage','psw','2024-K2',1,'psw PSW-007.csv','a','2024-07-11',NULL,'begeleider over PSW-007.','deels bruikbaar','navraag over PSW-007.',0,3,'contractmanager','2024-07-15T09:30:00.000000Z');
INSERT INTO levering VALUES(2,'rapportage','psw','2024-K2',2,'b.csv','b','2024-07-11',NULL,NULL,'goed',NULL,0,0,'contractmanager','2024-07-15T09:30:00.000000Z');
INSERT INTO levering VALUES(3,'rapportage','qwyl','2024-K2',1,'q.csv','q','2024-07-11',NULL,NULL,'goed',NULL,0,0,'contractmanager','2024-07-15T09:30:00.000000Z');
INSERT INTO levering VALUES(4,'dekking','regio','2024-K2',1,'d.csv','d','2024-07-11',NULL,NULL,'goed',NULL,0,0,'contractmanager','2024-07-15T09:30:00.000000Z');
INSERT INTO levering VALUES(5,'cvs','venlo','2024-K2',1,'cvs.csv','cvs','2024-07-11',NULL,NULL,'goed',NULL,0,0,'contractmanager','2024-07-15T09:30:00.000000Z');
INSERT INTO levering VALUES(6,'rapportage','rendiz','2024-K2',1,'r1.csv','r1','2024-07-11','2024-07-10','teamleider','deels bruikbaar','Navraag volgt.',1,26,'contractmanager','2024-07-15T09:30:00.000000Z');
INSERT INTO levering VALUES(7,'rapportage','rendiz','2024-K1',1,'r2.csv','r2','2024-07-11','2024-07-10','teamleider','goed met opmerkingen',NULL,0,0,'contractmanager','2024-07-15T09:30:00.000000Z');
INSERT INTO levering VALUES(8,'rapportage','rendiz','2023-K4',1,'r3.csv','r3','2024-07-11','2024-07-10','teamleider','niet bruikbaar',NULL,0,0,'contractmanager','2024-07-15T09:30:00.000000Z');
INSERT INTO levering VALUES(9,'dekking','regio','2024-K2',2,'d2.csv','d2','2024-07-11',NULL,NULL,'goed',NULL,0,0,'contractmanager','2024-07-15T09:30:00.000000Z');
INSERT INTO levering VALUES(10,'cvs','venray','2024-K2',1,'cvs2.csv','cvs2','2024-07-11',NULL,NULL,'goed',NULL,0,0,'contractmanager','2024-07-15T09:30:00.000000Z');
CREATE TABLE bevinding (
    levering  INTEGER NOT NULL REFERENCES levering ON DELETE CASCADE,
    volgnr    INTEGER NOT NULL,
    deelnemer TEXT,
    inhoud    TEXT NOT NULL,
    PRIMARY KEY (levering, volgnr)
) STRICT, WITHOUT ROWID;
INSERT INTO bevinding VALUES(1,0,'psw-007','{"code":"datum-onleesbaar","ernst":"fout","bestand":"a.csv","blad":null,"cel":null,"deelnemer":"psw-007","kolom":null,"gevonden":"?","verwacht":"","tekst":"","kpi":[]}');
INSERT INTO bevinding VALUES(1,1,'BLIJF-2','{"code":"datum-onleesbaar","ernst":"fout","bestand":"a.csv","blad":null,"cel":null,"deelnemer":"BLIJF-2","kolom":null,"gevonden":"?","verwacht":"","tekst":"lijkt op over PSW-007.","kpi":[]}');
INSERT INTO bevinding VALUES(1,2,NULL,'{"code":"datum-onleesbaar","ernst":"fout","bestand":"a.csv","blad":null,"cel":null,"deelnemer":null,"kolom":null,"gevonden":"?","verwacht":"","tekst":"los over PSW-007.","kpi":[]}');
INSERT INTO bevinding VALUES(6,0,'R-9','{"code":"datum-onleesbaar","ernst":"bestand","bestand":"a.csv","blad":"Deelnemers","cel":"F0","deelnemer":"R-9","kolom":"Deelnemer","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,1,'R-9','{"code":"datum-onleesbaar","ernst":"fout","bestand":"a.csv","blad":"Deelnemers","cel":"F1","deelnemer":"R-9","kolom":"Gemeente","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,2,'R-9','{"code":"datum-onleesbaar","ernst":"waarschuwing","bestand":"a.csv","blad":"Deelnemers","cel":"F2","deelnemer":"R-9","kolom":"Groep","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,3,'R-9','{"code":"datum-onleesbaar","ernst":"opmerking","bestand":"a.csv","blad":"Deelnemers","cel":"F3","deelnemer":"R-9","kolom":"Startdatum","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,4,'R-9','{"code":"datum-onleesbaar","ernst":"bestand","bestand":"a.csv","blad":"Deelnemers","cel":"F4","deelnemer":"R-9","kolom":"Einddatum","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,5,'R-9','{"code":"datum-onleesbaar","ernst":"fout","bestand":"a.csv","blad":"Deelnemers","cel":"F5","deelnemer":"R-9","kolom":"Aanpassingen","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,6,'R-9','{"code":"datum-onleesbaar","ernst":"waarschuwing","bestand":"a.csv","blad":"Deelnemers","cel":"F6","deelnemer":"R-9","kolom":"Startsituatie","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,7,'R-9','{"code":"datum-onleesbaar","ernst":"opmerking","bestand":"a.csv","blad":"Deelnemers","cel":"F7","deelnemer":"R-9","kolom":"Begintrede","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,8,'R-9','{"code":"datum-onleesbaar","ernst":"bestand","bestand":"a.csv","blad":"Deelnemers","cel":"F8","deelnemer":"R-9","kolom":"Doeltrede","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,9,'R-9','{"code":"datum-onleesbaar","ernst":"fout","bestand":"a.csv","blad":"Deelnemers","cel":"F9","deelnemer":"R-9","kolom":"HuidigeTrede","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,10,'R-9','{"code":"datum-onleesbaar","ernst":"waarschuwing","bestand":"a.csv","blad":"Deelnemers","cel":"F10","deelnemer":"R-9","kolom":"Doelen","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,11,'R-9','{"code":"datum-onleesbaar","ernst":"opmerking","bestand":"a.csv","blad":"Deelnemers","cel":"F11","deelnemer":"R-9","kolom":"InBeeld","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,12,'R-9','{"code":"datum-onleesbaar","ernst":"bestand","bestand":"a.csv","blad":"Deelnemers","cel":"F12","deelnemer":"R-9","kolom":"ContactProfessionals","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,13,'R-9','{"code":"datum-onleesbaar","ernst":"fout","bestand":"a.csv","blad":"Deelnemers","cel":"F13","deelnemer":"R-9","kolom":"VoortgangGeleverd","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,14,'R-9','{"code":"datum-onleesbaar","ernst":"waarschuwing","bestand":"a.csv","blad":"Deelnemers","cel":"F14","deelnemer":"R-9","kolom":"Uitstroomdatum","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,15,'R-9','{"code":"datum-onleesbaar","ernst":"opmerking","bestand":"a.csv","blad":"Deelnemers","cel":"F15","deelnemer":"R-9","kolom":"Uitstroom","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,16,'R-9','{"code":"datum-onleesbaar","ernst":"bestand","bestand":"a.csv","blad":"Deelnemers","cel":"F16","deelnemer":"R-9","kolom":"UitvalEensluidend","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,17,'R-9','{"code":"datum-onleesbaar","ernst":"fout","bestand":"a.csv","blad":"Deelnemers","cel":"F17","deelnemer":"R-9","kolom":"Uren","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,18,'R-9','{"code":"datum-onleesbaar","ernst":"waarschuwing","bestand":"a.csv","blad":"Deelnemers","cel":"F18","deelnemer":"R-9","kolom":"Product","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,19,'R-9','{"code":"datum-onleesbaar","ernst":"opmerking","bestand":"a.csv","blad":"Deelnemers","cel":"F19","deelnemer":"R-9","kolom":"Cijfer","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,20,'R-9','{"code":"datum-onleesbaar","ernst":"bestand","bestand":"a.csv","blad":"Deelnemers","cel":"F20","deelnemer":"R-9","kolom":"Vervolgafspraak","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,21,'R-9','{"code":"datum-onleesbaar","ernst":"fout","bestand":"a.csv","blad":"Deelnemers","cel":"F21","deelnemer":"R-9","kolom":"VolgendeStap","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,22,'R-9','{"code":"datum-onleesbaar","ernst":"waarschuwing","bestand":"a.csv","blad":"Deelnemers","cel":"F22","deelnemer":"R-9","kolom":"Aanmelddatum","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,23,'R-9','{"code":"datum-onleesbaar","ernst":"opmerking","bestand":"a.csv","blad":"Deelnemers","cel":"F23","deelnemer":"R-9","kolom":"Matchingsgesprek","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,24,'R-9','{"code":"datum-onleesbaar","ernst":"bestand","bestand":"a.csv","blad":"Deelnemers","cel":"F24","deelnemer":"R-9","kolom":"Eindrapportage","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
INSERT INTO bevinding VALUES(6,25,'R-9','{"code":"datum-onleesbaar","ernst":"fout","bestand":"a.csv","blad":"Deelnemers","cel":"F25","deelnemer":"R-9","kolom":"Toelichting","gevonden":"?","verwacht":"een datum","tekst":"Onleesbaar.","kpi":[1,3]}');
CREATE TABLE deel (
    id             INTEGER PRIMARY KEY,
    levering       INTEGER NOT NULL REFERENCES levering,
    deel           TEXT    NOT NULL,
    kolommen       INTEGER,
    niet_meegeteld INTEGER NOT NULL CHECK (niet_meegeteld >= 0),
    rijen          INTEGER NOT NULL CHECK (rijen >= 0),
    eerste_rij     INTEGER NOT NULL,
    laatste_rij    INTEGER NOT NULL,
    vingerafdruk   TEXT    NOT NULL,
    -- Rows were removed since it was stored (opschonen), so the fingerprint no longer tells what is there.
    geschoond      INTEGER NOT NULL DEFAULT 0 CHECK (geschoond IN (0, 1))
) STRICT;
INSERT INTO deel VALUES(1,1,'deelnemers',67108863,2,2,1,2,'c382e5873faa8945d1e14b097da1dab1adf77e8d27af7b3ed676145a1f75147d',0);
INSERT INTO deel VALUES(2,1,'tevredenheid',NULL,0,2,1,2,'2637cfa67aa323bdf9ab8b3b3dc4c7a9931c6d46d2552df763d7f8a1b8670952',0);
INSERT INTO deel VALUES(3,1,'samenwerking',NULL,0,1,0,0,'78994dbe3ab60f9ebce06d748d097865b9af7b45fc637185432f92b134f13793',0);
INSERT INTO deel VALUES(4,2,'deelnemers',67108863,0,3,3,5,'2cf8cf16752a7f9461392ba95976cc0325f0f224a0b417aefe550553b349f4b5',0);
INSERT INTO deel VALUES(5,3,'deelnemers',67108863,0,1,6,6,'8388545b9ae66943ef66b6d4703f5634552284477226c582b2e76a36658a9b2b',0);
INSERT INTO deel VALUES(6,4,'dekking',NULL,0,7,1,7,'7d90409689f099e0340c199cee71e4d5992cf2f539d0a796f9243e3f342ce07d',0);
INSERT INTO deel VALUES(7,5,'cvs',NULL,0,2,1,2,'d281c645fb1db399c9c5ac3212e0b2168d150295be211099ee31faa9fb6d174c',0);
INSERT INTO deel VALUES(8,6,'deelnemers',66060283,26,8,7,14,'77c2771874585821bc5344bb310281946e94e5476064d2ca8e44c21e4ea88639',0);
INSERT INTO deel VALUES(9,6,'tevredenheid',NULL,0,3,3,5,'5b243ab111e17e30b8583da92f46ea040d8f1eacb18f7e892cb133bcbde2857a',0);
INSERT INTO deel VALUES(10,6,'samenwerking',NULL,0,1,0,0,'6a20c2bff6c49876564dc1df5daa1a06a509e8054f18a44579fc5c047e442133',0);
INSERT INTO deel VALUES(11,7,'deelnemers',67108863,1,2,15,16,'66771a927b208904ac5ff022b8c93337764761e6cbbdeba43456726a120e5587',0);
INSERT INTO deel VALUES(12,7,'tevredenheid',NULL,0,2,6,7,'4c39736ac1d10bfb1b569ed3043089ff32a8e5b9cca2093e87cca18f8299b2f4',0);
INSERT INTO deel VALUES(13,7,'samenwerking',NULL,0,1,0,0,'eaa0689daa27125abfe8dc79ae7646f575d99be410f34c9d8394f3224805438b',0);
INSERT INTO deel VALUES(14,8,'deelnemers',67108863,1,2,17,18,'66771a927b208904ac5ff022b8c93337764761e6cbbdeba43456726a120e5587',0);
INSERT INTO deel VALUES(15,8,'tevredenheid',NULL,0,2,8,9,'4c39736ac1d10bfb1b569ed3043089ff32a8e5b9cca2093e87cca18f8299b2f4',0);
INSERT INTO deel VALUES(16,8,'samenwerking',NULL,0,1,0,0,'eaa0689daa27125abfe8dc79ae7646f575d99be410f34c9d8394f3224805438b',0);
INSERT INTO deel VALUES(17,9,'dekking',NULL,0,7,8,14,'0f5ae4da53a6947299a7458245e336c26655c3ba6d7fed12a64d7c373dfbfd06',0);
INSERT INTO deel VALUES(18,10,'cvs',NULL,0,2,3,4,'5e7f38e09234686b678aa5872dceefe3a0a79ef85c5cb8f7650ac28c91109d17',0);
CREATE TABLE versie_deel (
    soort    TEXT    NOT NULL,
    wie      TEXT    NOT NULL,
    kwartaal TEXT    NOT NULL,
    versie   INTEGER NOT NULL,
    deel     TEXT    NOT NULL,
    deel_id  INTEGER NOT NULL REFERENCES deel,
    PRIMARY KEY (soort, wie, kwartaal, versie, deel),
    FOREIGN KEY (soort, wie, kwartaal, versie) REFERENCES versie
) STRICT;
INSERT INTO versie_deel VALUES('rapportage','psw','2024-K2',1,'deelnemers',1);
INSERT INTO versie_deel VALUES('rapportage','psw','2024-K2',1,'tevredenheid',2);
INSERT INTO versie_deel VALUES('rapportage','psw','2024-K2',1,'samenwerking',3);
INSERT INTO versie_deel VALUES('rapportage','psw','2024-K2',2,'samenwerking',3);
INSERT INTO versie_deel VALUES('rapportage','psw','2024-K2',2,'tevredenheid',2);
INSERT INTO versie_deel VALUES('rapportage','psw','2024-K2',2,'deelnemers',4);
INSERT INTO versie_deel VALUES('rapportage','qwyl','2024-K2',1,'deelnemers',5);
INSERT INTO versie_deel VALUES('dekking','regio','2024-K2',1,'dekking',6);
INSERT INTO versie_deel VALUES('cvs','venlo','2024-K2',1,'cvs',7);
INSERT INTO versie_deel VALUES('rapportage','rendiz','2024-K2',1,'deelnemers',8);
INSERT INTO versie_deel VALUES('rapportage','rendiz','2024-K2',1,'tevredenheid',9);
INSERT INTO versie_deel VALUES('rapportage','rendiz','2024-K2',1,'samenwerking',10);
INSERT INTO versie_deel VALUES('rapportage','rendiz','2024-K1',1,'deelnemers',11);
INSERT INTO versie_deel VALUES('rapportage','rendiz','2024-K1',1,'tevredenheid',12);
INSERT INTO versie_deel VALUES('rapportage','rendiz','2024-K1',1,'samenwerking',13);
INSERT INTO versie_deel VALUES('rapportage','rendiz','2023-K4',1,'deelnemers',14);
INSERT INTO versie_deel VALUES('rapportage','rendiz','2023-K4',1,'tevredenheid',15);
INSERT INTO versie_deel VALUES('rapportage','rendiz','2023-K4',1,'samenwerking',16);
INSERT INTO versie_deel VALUES('dekking','regio','2024-K2',2,'dekking',17);
INSERT INTO versie_deel VALUES('cvs','venray','2024-K2',1,'cvs',18);
CREATE TABLE deelnemersregel (
    id                    INTEGER PRIMARY KEY,
    deel                  INTEGER NOT NULL REFERENCES deel,
    rij                   INTEGER NOT NULL,
    deelnemer             TEXT NOT NULL,
    gemeente              TEXT NOT NULL,
    groep                 TEXT,
    startdatum            TEXT NOT NULL,
    einddatum             TEXT,
    aanpassingen          INTEGER,
    startsituatie         INTEGER,
    begintrede            INTEGER,
    doeltrede             INTEGER,
    huidige_trede         INTEGER,
    doelen                INTEGER,
    in_beeld              INTEGER,
    contact_professionals INTEGER,
    voortgang_geleverd    TEXT,
    uitstroomdatum        TEXT,
    uitstroom             TEXT,
    uitval_eensluidend    INTEGER,
    uren                  TEXT,
    product               TEXT,
    cijfer                TEXT,
    vervolgafspraak       INTEGER,
    volgende_stap         INTEGER,
    aanmelddatum          TEXT,
    matchingsgesprek      TEXT,
    eindrapportage        TEXT,
    toelichting           TEXT
) STRICT;
INSERT INTO deelnemersregel VALUES(1,1,2,'PSW-007','horst-aan-de-maas','Groep A','2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','beschut werk',1,'12.50','hbo','7.9',0,1,'2023-01-10','2023-01-16','2024-07-03','Één stap "verder"; ''mooi'' -- DROP TABLE');
INSERT INTO deelnemersregel VALUES(2,1,3,'BLIJF-2','horst-aan-de-maas','groep over PSW-007.','2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','beschut werk',1,'12.50','hbo','7.9',0,1,'2023-01-10','2023-01-16','2024-07-03','samen met over PSW-007.');
INSERT INTO deelnemersregel VALUES(3,4,2,'psw-007','horst-aan-de-maas','Groep A','2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','beschut werk',1,'12.50','hbo','7.9',0,1,'2023-01-10','2023-01-16','2024-07-03','Één stap "verder"; ''mooi'' -- DROP TABLE');
INSERT INTO deelnemersregel VALUES(4,4,3,'BLIJF-2','horst-aan-de-maas','Groep A','2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','beschut werk',1,'12.50','hbo','7.9',0,1,'2023-01-10','2023-01-16','2024-07-03','Één stap "verder"; ''mooi'' -- DROP TABLE');
INSERT INTO deelnemersregel VALUES(5,4,4,'BLIJF-3','horst-aan-de-maas','Groep A','2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','beschut werk',1,'12.50','hbo','7.9',0,1,'2023-01-10','2023-01-16','2024-07-03','Één stap "verder"; ''mooi'' -- DROP TABLE');
INSERT INTO deelnemersregel VALUES(6,5,2,'ANDER-9','horst-aan-de-maas','Groep A','2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','beschut werk',1,'12.50','hbo','7.9',0,1,'2023-01-10','2023-01-16','2024-07-03','Één stap "verder"; ''mooi'' -- DROP TABLE');
INSERT INTO deelnemersregel VALUES(7,8,2,'R-1','beesel',NULL,'2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','regulier',1,'12.50','mbo','7.9',NULL,1,'2023-01-10','2023-01-16','2024-07-03','Zonder kolom Groep en Vervolgafspraak.');
INSERT INTO deelnemersregel VALUES(8,8,3,'R-2','bergen',NULL,'2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','banenafspraak',1,'12.50','hbo','7.9',NULL,1,'2023-01-10','2023-01-16','2024-07-03','Zonder kolom Groep en Vervolgafspraak.');
INSERT INTO deelnemersregel VALUES(9,8,4,'R-3','gennep',NULL,'2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','vrijwilligerswerk',1,'12.50','mbo','7.9',NULL,1,'2023-01-10','2023-01-16','2024-07-03','Zonder kolom Groep en Vervolgafspraak.');
INSERT INTO deelnemersregel VALUES(10,8,5,'R-4','horst-aan-de-maas',NULL,'2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','doelgroepenregister',1,'12.50','hbo','7.9',NULL,1,'2023-01-10','2023-01-16','2024-07-03','Zonder kolom Groep en Vervolgafspraak.');
INSERT INTO deelnemersregel VALUES(11,8,6,'R-5','peel-en-maas',NULL,'2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','beschut werk',1,'12.50','mbo','7.9',NULL,1,'2023-01-10','2023-01-16','2024-07-03','Zonder kolom Groep en Vervolgafspraak.');
INSERT INTO deelnemersregel VALUES(12,8,7,'R-6','venlo',NULL,'2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','ander traject',1,'12.50','hbo','7.9',NULL,1,'2023-01-10','2023-01-16','2024-07-03','Zonder kolom Groep en Vervolgafspraak.');
INSERT INTO deelnemersregel VALUES(13,8,8,'R-7','venray',NULL,'2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','uitval',1,'12.50','mbo','7.9',NULL,1,'2023-01-10','2023-01-16','2024-07-03','Zonder kolom Groep en Vervolgafspraak.');
INSERT INTO deelnemersregel VALUES(14,8,9,'R-8','beesel',NULL,'2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','anders',1,'12.50','hbo','7.9',NULL,1,'2023-01-10','2023-01-16','2024-07-03','Zonder kolom Groep en Vervolgafspraak.');
INSERT INTO deelnemersregel VALUES(15,11,2,'R-1','horst-aan-de-maas','Groep A','2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','beschut werk',1,'12.50','hbo','7.9',0,1,'2023-01-10','2023-01-16','2024-07-03','Één stap "verder"; ''mooi'' -- DROP TABLE');
INSERT INTO deelnemersregel VALUES(16,11,3,'R-2','horst-aan-de-maas','Groep A','2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','beschut werk',1,'12.50','hbo','7.9',0,1,'2023-01-10','2023-01-16','2024-07-03','Één stap "verder"; ''mooi'' -- DROP TABLE');
INSERT INTO deelnemersregel VALUES(17,14,2,'R-1','horst-aan-de-maas','Groep A','2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','beschut werk',1,'12.50','hbo','7.9',0,1,'2023-01-10','2023-01-16','2024-07-03','Één stap "verder"; ''mooi'' -- DROP TABLE');
INSERT INTO deelnemersregel VALUES(18,14,3,'R-2','horst-aan-de-maas','Groep A','2023-02-01','2025-01-31',1,1,2,4,3,0,1,0,'2024-05-06','2024-06-30','beschut werk',1,'12.50','hbo','7.9',0,1,'2023-01-10','2023-01-16','2024-07-03','Één stap "verder"; ''mooi'' -- DROP TABLE');
CREATE TABLE tevredenheidsregel (
    id          INTEGER PRIMARY KEY,
    deel        INTEGER NOT NULL REFERENCES deel,
    rij         INTEGER NOT NULL,
    niveau      TEXT NOT NULL,
    cijfer      TEXT NOT NULL,
    gemeente    TEXT,
    datum       TEXT,
    ondernemer  TEXT,
    toelichting TEXT
) STRICT;
INSERT INTO tevredenheidsregel VALUES(1,2,2,'ondernemer','8.0','venlo','2024-05-01','O-1','mening over PSW-007.');
INSERT INTO tevredenheidsregel VALUES(2,2,3,'ondernemer','7.5','venlo','2024-05-01','O-1',NULL);
INSERT INTO tevredenheidsregel VALUES(3,9,2,'ondernemer','8.0','venlo','2024-05-01','O-1',NULL);
INSERT INTO tevredenheidsregel VALUES(4,9,3,'casusregisseur','7.5','venlo','2024-05-01','O-1','Korte lijnen.');
INSERT INTO tevredenheidsregel VALUES(5,9,4,'ondernemer','6.4','venlo','2024-05-01','O-1',NULL);
INSERT INTO tevredenheidsregel VALUES(6,12,2,'ondernemer','8.0','venlo','2024-05-01','O-1',NULL);
INSERT INTO tevredenheidsregel VALUES(7,12,3,'ondernemer','7.5','venlo','2024-05-01','O-1',NULL);
INSERT INTO tevredenheidsregel VALUES(8,15,2,'ondernemer','8.0','venlo','2024-05-01','O-1',NULL);
INSERT INTO tevredenheidsregel VALUES(9,15,3,'ondernemer','7.5','venlo','2024-05-01','O-1',NULL);
CREATE TABLE samenwerking (
    deel            INTEGER PRIMARY KEY REFERENCES deel,
    voortgang       TEXT,
    eigen_aandeel   TEXT,
    ontwikkelpunten TEXT
) STRICT;
INSERT INTO samenwerking VALUES(3,'voortgang over PSW-007.','aandeel over PSW-007.','punten over PSW-007.');
INSERT INTO samenwerking VALUES(10,'Loopt.','Half.','Matching.');
INSERT INTO samenwerking VALUES(13,'Loopt.',NULL,'Matching.');
INSERT INTO samenwerking VALUES(16,'Loopt.',NULL,'Matching.');
CREATE TABLE dekkingsregel (
    id          INTEGER PRIMARY KEY,
    deel        INTEGER NOT NULL REFERENCES deel,
    rij         INTEGER NOT NULL,
    gemeente    TEXT NOT NULL,
    aanbieder   TEXT NOT NULL,
    dekking     INTEGER NOT NULL CHECK (dekking IN (0, 1)),
    locatie     TEXT,
    capaciteit  INTEGER,
    vanaf       TEXT,
    tot         TEXT,
    toelichting TEXT
) STRICT;
INSERT INTO dekkingsregel VALUES(1,6,2,'beesel','psw',1,'centrum',12,'2024-01-01',NULL,'plek over PSW-007.');
INSERT INTO dekkingsregel VALUES(2,6,3,'bergen','psw',1,'centrum',12,'2024-01-01',NULL,NULL);
INSERT INTO dekkingsregel VALUES(3,6,4,'gennep','psw',1,'centrum',12,'2024-01-01',NULL,NULL);
INSERT INTO dekkingsregel VALUES(4,6,5,'horst-aan-de-maas','psw',1,'centrum',12,'2024-01-01',NULL,NULL);
INSERT INTO dekkingsregel VALUES(5,6,6,'peel-en-maas','psw',1,'centrum',12,'2024-01-01',NULL,NULL);
INSERT INTO dekkingsregel VALUES(6,6,7,'venlo','psw',1,'centrum',12,'2024-01-01',NULL,NULL);
INSERT INTO dekkingsregel VALUES(7,6,8,'venray','psw',1,'centrum',12,'2024-01-01',NULL,NULL);
INSERT INTO dekkingsregel VALUES(8,17,2,'beesel','psw',0,'centrum',12,'2024-01-01','2024-12-31','Sluit.');
INSERT INTO dekkingsregel VALUES(9,17,3,'bergen','psw',1,'centrum',12,'2024-01-01',NULL,NULL);
INSERT INTO dekkingsregel VALUES(10,17,4,'gennep','psw',0,'centrum',12,'2024-01-01',NULL,NULL);
INSERT INTO dekkingsregel VALUES(11,17,5,'horst-aan-de-maas','psw',0,'centrum',12,'2024-01-01',NULL,NULL);
INSERT INTO dekkingsregel VALUES(12,17,6,'peel-en-maas','psw',0,'centrum',12,'2024-01-01',NULL,NULL);
INSERT INTO dekkingsregel VALUES(13,17,7,'venlo','psw',0,'centrum',12,'2024-01-01',NULL,NULL);
INSERT INTO dekkingsregel VALUES(14,17,8,'venray','psw',0,'centrum',12,'2024-01-01',NULL,NULL);
CREATE TABLE cvsregel (
    id             INTEGER PRIMARY KEY,
    deel           INTEGER NOT NULL REFERENCES deel,
    rij            INTEGER NOT NULL,
    deelnemer      TEXT NOT NULL,
    aanbieder      TEXT NOT NULL,
    startdatum     TEXT NOT NULL,
    startsituatie  INTEGER,
    begintrede     INTEGER,
    doeltrede      INTEGER,
    huidige_trede  INTEGER,
    doelen         INTEGER,
    einddatum      TEXT,
    beoordeeld_op  TEXT
) STRICT;
INSERT INTO cvsregel VALUES(1,7,2,'PSW-007','psw','2023-02-01',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cvsregel VALUES(2,7,2,'BLIJF-2','psw','2023-02-01',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cvsregel VALUES(3,18,2,'PSW-008','psw','2023-02-01',1,2,4,3,0,'2025-01-31','2024-06-03');
INSERT INTO cvsregel VALUES(4,18,2,'BLIJF-2','psw','2023-02-01',1,2,4,3,0,'2025-01-31','2024-06-03');
CREATE TABLE gesprek (
    id         INTEGER PRIMARY KEY,
    aanbieder  TEXT NOT NULL,
    kwartaal   TEXT NOT NULL,
    extra      INTEGER NOT NULL CHECK (extra IN (0, 1)),
    datum      TEXT,
    tijd       TEXT,
    plaats     TEXT NOT NULL,
    aanwezig   TEXT NOT NULL,
    status     TEXT NOT NULL,
    begonnen   TEXT,
    volgende   TEXT,
    -- What was on the table when it was held: figures, normen, report versions, facts.
    bevroren   TEXT,
    rijversie  INTEGER NOT NULL
) STRICT;
INSERT INTO gesprek VALUES(1,'psw','2024-K2',0,'2024-07-19','10:30:00','bij over PSW-007.','["contractmanager","beleidscollega"]','vastgesteld','2024-07-15T09:30:00Z',NULL,'{"feiten":[[{"Kpi":2},["1 van 3: ⟦PSW-007⟧, ⟦BLIJF-2⟧; gezegd over PSW-007."]]],"metingen":[],"normen":[],"versies":[["2024-K2",2]],"wanneer":"2024-07-15T09:30:00Z"}',3);
INSERT INTO gesprek VALUES(2,'rendiz','2024-K2',0,'2024-07-19','10:30:00','Venlo','["contractmanager","beleidscollega"]','gehouden','2024-07-15T09:30:00Z','2024-10-17',NULL,2);
INSERT INTO gesprek VALUES(3,'qwyl','2024-K2',0,'2024-07-19','10:30:00','Venlo','["contractmanager","beleidscollega"]','voorbereid',NULL,NULL,NULL,1);
INSERT INTO gesprek VALUES(4,'qwyl','2024-K2',1,'2024-07-19','10:30:00','Venlo','["contractmanager","beleidscollega"]','gepland',NULL,NULL,NULL,1);
CREATE TABLE agendapunt (
    gesprek       INTEGER NOT NULL REFERENCES gesprek,
    sleutel       TEXT NOT NULL,
    titel         TEXT NOT NULL,
    volgorde      INTEGER NOT NULL,
    vervallen     INTEGER NOT NULL CHECK (vervallen IN (0, 1)),
    voorbereiding TEXT NOT NULL,
    notitie       TEXT NOT NULL,
    rijversie     INTEGER NOT NULL,
    PRIMARY KEY (gesprek, sleutel)
) STRICT;
INSERT INTO agendapunt VALUES(1,'{"Eigen":1}','punt over PSW-007.',1,0,'intern over PSW-007.','notitie over PSW-007.',1);
INSERT INTO agendapunt VALUES(2,'"OpenAfspraken"','Punt',0,0,'intern','Besproken.',1);
INSERT INTO agendapunt VALUES(2,'"Verwachtingen"','Punt',1,0,'intern','Besproken.',1);
INSERT INTO agendapunt VALUES(2,'{"Kpi":1}','Punt',2,0,'intern','Besproken.',1);
INSERT INTO agendapunt VALUES(2,'{"Bundel":1}','Punt',3,1,'intern','Besproken.',1);
INSERT INTO agendapunt VALUES(2,'"Signalen"','Punt',4,0,'intern','Besproken.',1);
INSERT INTO agendapunt VALUES(2,'"Aandachtspunten"','Punt',5,0,'intern','Besproken.',1);
INSERT INTO agendapunt VALUES(2,'"Dekking"','Punt',6,0,'intern','Besproken.',1);
INSERT INTO agendapunt VALUES(2,'"Samenwerking"','Punt',7,0,'intern','Besproken.',1);
INSERT INTO agendapunt VALUES(2,'"PxQ"','Punt',8,0,'intern','Besproken.',1);
INSERT INTO agendapunt VALUES(2,'"VolgendeDatum"','Punt',9,0,'intern','Besproken.',1);
INSERT INTO agendapunt VALUES(2,'{"Eigen":7}','Punt',10,0,'intern','Besproken.',1);
CREATE TABLE bundel (
    id        INTEGER PRIMARY KEY,
    aanbieder TEXT,
    kwartaal  TEXT NOT NULL,
    titel     TEXT NOT NULL,
    rijversie INTEGER NOT NULL
) STRICT;
INSERT INTO bundel VALUES(1,'psw','2024-K2','samen over PSW-007.',1);
CREATE TABLE signaal (
    id             INTEGER PRIMARY KEY,
    datum          TEXT NOT NULL,
    kwartaal       TEXT NOT NULL,
    gemeente       TEXT NOT NULL,
    functie        TEXT NOT NULL,
    aanbieder      TEXT,
    aanbieder_naam TEXT,
    segment        TEXT NOT NULL,
    onderwerp      TEXT NOT NULL,
    kpi            INTEGER CHECK (kpi BETWEEN 1 AND 4),
    toon           TEXT NOT NULL,
    tekst          TEXT NOT NULL,
    status         TEXT NOT NULL,
    bundel         INTEGER REFERENCES bundel,
    antwoord       TEXT NOT NULL,
    uit_uitvraag   INTEGER NOT NULL CHECK (uit_uitvraag IN (0, 1)),
    rijversie      INTEGER NOT NULL
) STRICT;
INSERT INTO signaal VALUES(1,'2024-07-01','2024-K2','venlo','casusregisseur','psw',NULL,'collectief','overig',4,'neutraal','gemeld over PSW-007.','nieuw',NULL,'',1,1);
INSERT INTO signaal VALUES(2,'2024-06-03','2024-K2','venlo','van over PSW-007.','psw',NULL,'collectief','overig',NULL,'negatief','verteld over PSW-007.','nieuw',1,'antwoord over PSW-007.',0,2);
INSERT INTO signaal VALUES(4,'2024-06-03','2024-K2','beesel','casusregisseur','psw',NULL,'collectief','doelrealisatie',1,'positief','Iets gehoord.','nieuw',NULL,'',0,1);
INSERT INTO signaal VALUES(5,'2024-06-03','2024-K2','bergen','casusregisseur',NULL,'Buurtzorg','individueel','voorliggend-veld',2,'neutraal','Iets gehoord.','opgeschaald',NULL,'',0,1);
INSERT INTO signaal VALUES(6,'2024-06-03','2024-K2','gennep','casusregisseur','psw',NULL,'collectief','ervaring-in-uitvoering',3,'negatief','Iets gehoord.','geagendeerd',NULL,'',0,1);
INSERT INTO signaal VALUES(7,'2024-06-03','2024-K2','horst-aan-de-maas','casusregisseur','psw',NULL,'collectief','visie-en-ontwikkeldoelen',4,'positief','Iets gehoord.','besproken',NULL,'',0,1);
INSERT INTO signaal VALUES(8,'2024-06-03','2024-K2','peel-en-maas','casusregisseur','psw',NULL,'collectief','dekking',1,'neutraal','Iets gehoord.','afgehandeld',NULL,'',0,1);
INSERT INTO signaal VALUES(9,'2024-06-03','2024-K2','venlo','casusregisseur','psw',NULL,'collectief','overig',2,'negatief','Iets gehoord.','nieuw',NULL,'',0,1);
INSERT INTO signaal VALUES(10,'2024-06-20','2024-K2','beesel','casusregisseur','psw',NULL,'collectief','dekking',4,'positief','Gaat zo.','nieuw',NULL,'',1,1);
INSERT INTO signaal VALUES(11,'2024-06-20','2024-K2','bergen','casusregisseur','psw',NULL,'collectief','dekking',4,'neutraal','Gaat zo.','nieuw',NULL,'',1,1);
INSERT INTO signaal VALUES(12,'2024-06-20','2024-K2','gennep','casusregisseur','psw',NULL,'collectief','dekking',4,'negatief','Gaat zo.','nieuw',NULL,'',1,1);
CREATE TABLE uitvraagantwoord (
    vingerafdruk TEXT PRIMARY KEY,
    kwartaal     TEXT NOT NULL,
    gemeente     TEXT NOT NULL,
    aanbieder    TEXT NOT NULL,
    ontvangen    TEXT NOT NULL,
    signaal      INTEGER NOT NULL UNIQUE REFERENCES signaal ON DELETE CASCADE
) STRICT;
INSERT INTO uitvraagantwoord VALUES('1af192ecd001cbcf18cbe4cfffb89ec12a32fa2e4a00afa0cdfb5b87b7cfb957','2024-K2','venlo','psw','2024-07-01',1);
INSERT INTO uitvraagantwoord VALUES('eb27de6df8f83241f43f2603032239828fedc937035b019deb9c12a9d9ce697d','2024-K2','beesel','psw','2024-07-02',10);
INSERT INTO uitvraagantwoord VALUES('1108832a3df289ad186e365b661339d174a6454c944fbe3e9be7f113d7f2db02','2024-K2','bergen','psw','2024-07-02',11);
INSERT INTO uitvraagantwoord VALUES('e9a25def55e5ba2edff2ec16ccb75e752e327c5e6e4bd0e06e2e17d588710a5d','2024-K2','gennep','psw','2024-07-02',12);
CREATE TABLE afspraak (
    nummer      TEXT PRIMARY KEY,
    aanbieder   TEXT,
    gesprek     INTEGER REFERENCES gesprek,
    tekst       TEXT NOT NULL,
    eigenaar    TEXT NOT NULL,
    deadline    TEXT,
    status      TEXT NOT NULL,
    soort       TEXT NOT NULL,
    resultaat   TEXT NOT NULL,
    kpi         INTEGER CHECK (kpi BETWEEN 1 AND 4),
    deelnemer   TEXT,
    signaal     INTEGER REFERENCES signaal,
    aanleiding  TEXT,
    verwachting TEXT,
    gemaakt     TEXT NOT NULL,
    rijversie   INTEGER NOT NULL
) STRICT;
INSERT INTO afspraak VALUES('PSW-2024-01','psw',1,'bel over PSW-007.','begeleider over PSW-007.','2024-09-01','open','gewoon','gebeld over PSW-007.',NULL,'psw-007',NULL,'{"kwartaal":"2024-K2","norm":"C2.1","periode":"jaar","versie":1,"waarde":"61,5% over PSW-007."}',NULL,'2024-07-15T09:30:00Z',2);
INSERT INTO afspraak VALUES('RENDIZ-2024-01','rendiz',2,'Doelen aanvullen','contractmanager','2024-09-01','open','gewoon','Klaar.',2,NULL,1,'{"kwartaal":"2024-K2","norm":"C2.1","periode":"kwartaal","versie":1,"waarde":"61,5% (8 van 13)"}','{"kwartaal":"2024-K4","norm":"C1.1","periode":"kwartaal","vergelijking":"Minstens","waarde":"95.5"}','2024-07-15T09:30:00Z',2);
INSERT INTO afspraak VALUES('RENDIZ-2024-02','rendiz',2,'Doelen aanvullen','contractmanager','2024-09-01','gereed','verbeterplan','Klaar.',2,NULL,1,'{"kwartaal":"2024-K2","norm":"C2.1","periode":"jaar","versie":1,"waarde":"61,5% (8 van 13)"}','{"kwartaal":"2024-K4","norm":"C1.1","periode":"jaar","vergelijking":"Hoogstens","waarde":"95.5"}','2024-07-15T09:30:00Z',2);
INSERT INTO afspraak VALUES('REGIO-2024-01',NULL,2,'Doelen aanvullen','contractmanager','2024-09-01','vervallen','plan van aanpak','Klaar.',2,NULL,1,'{"kwartaal":"2024-K2","norm":"C2.1","periode":"kwartaal","versie":1,"waarde":"61,5% (8 van 13)"}','{"kwartaal":"2024-K4","norm":"C1.1","periode":"kwartaal","vergelijking":"Minstens","waarde":"95.5"}','2024-07-15T09:30:00Z',2);
CREATE TABLE uitkomst (
    id         INTEGER PRIMARY KEY,
    gesprek    INTEGER NOT NULL REFERENCES gesprek,
    sleutel    TEXT NOT NULL,
    inhoud     TEXT NOT NULL,
    rijversie  INTEGER NOT NULL
) STRICT;
INSERT INTO uitkomst VALUES(1,1,'{"Kpi":2}','{"Afspraak":"PSW-2024-01"}',1);
INSERT INTO uitkomst VALUES(2,1,'{"Kpi":2}','{"Tekst":{"soort":"besluit","tekst":"besloten over PSW-007."}}',1);
INSERT INTO uitkomst VALUES(3,2,'{"Kpi":1}','{"Tekst":{"soort":"besluit","tekst":"Zo doen we het."}}',1);
INSERT INTO uitkomst VALUES(4,2,'{"Kpi":1}','{"Tekst":{"soort":"mededeling","tekst":"Zo doen we het."}}',1);
INSERT INTO uitkomst VALUES(5,2,'{"Kpi":1}','{"Tekst":{"soort":"notitie","tekst":"Zo doen we het."}}',1);
CREATE TABLE gezien (
    sleutel   TEXT PRIMARY KEY,
    aanbieder TEXT NOT NULL,
    deelnemer TEXT,
    feiten    TEXT NOT NULL,
    reden     TEXT NOT NULL,
    terug_op  TEXT,
    wie       TEXT NOT NULL,
    wanneer   TEXT NOT NULL,
    rijversie INTEGER NOT NULL
) STRICT;
INSERT INTO gezien VALUES('drie_jaar|psw|psw-007|2023-02-01|','psw','PSW-007','x','besproken over PSW-007.','2025-01-01','beleidscollega','2024-07-15T09:30:00Z',1);
CREATE TABLE dekkingsmelding (
    id           INTEGER PRIMARY KEY,
    gemeente     TEXT NOT NULL,
    aanbieder    TEXT NOT NULL,
    dekking      INTEGER NOT NULL CHECK (dekking IN (0, 1)),
    vanaf        TEXT NOT NULL,
    toelichting  TEXT NOT NULL,
    afgestemd_op TEXT,
    rijversie    INTEGER NOT NULL
) STRICT;
INSERT INTO dekkingsmelding VALUES(1,'venlo','psw',0,'2024-06-01','verhuisd over PSW-007.','2024-06-10',1);
CREATE TABLE tarief (
    product   TEXT NOT NULL,
    jaar      INTEGER NOT NULL,
    bedrag    TEXT NOT NULL,
    rijversie INTEGER NOT NULL,
    PRIMARY KEY (product, jaar)
) STRICT;
INSERT INTO tarief VALUES('P1',2024,'83.15',1);
INSERT INTO tarief VALUES('P2 mbo',2024,'71.10',1);
INSERT INTO tarief VALUES('P2 hbo',2024,'71.10',1);
CREATE TABLE teller (
    naam    TEXT PRIMARY KEY,
    laatste INTEGER NOT NULL
) STRICT;
INSERT INTO teller VALUES('signaal',12);
INSERT INTO teller VALUES('gesprek',4);
INSERT INTO teller VALUES('PSW-2024',1);
INSERT INTO teller VALUES('uitkomst',5);
INSERT INTO teller VALUES('agendapunt',1);
INSERT INTO teller VALUES('bundel',1);
INSERT INTO teller VALUES('dekkingsmelding',1);
INSERT INTO teller VALUES('RENDIZ-2024',2);
INSERT INTO teller VALUES('REGIO-2024',1);
CREATE TABLE handeling (
    id            INTEGER PRIMARY KEY,
    wanneer       TEXT NOT NULL,
    wie           TEXT NOT NULL,
    wat           TEXT NOT NULL,
    -- The act that undid this one.
    ongedaan_door INTEGER REFERENCES handeling,
    -- The act that this one undoes.
    herroept      INTEGER REFERENCES handeling,
    -- The data behind it were removed for good.
    vast          INTEGER NOT NULL DEFAULT 0 CHECK (vast IN (0, 1))
) STRICT;
INSERT INTO handeling VALUES(1,'2024-07-15T09:30:00.000000Z','contractmanager','ingelezen over PSW-007.',NULL,NULL,0);
INSERT INTO handeling VALUES(2,'2024-07-15T09:30:00.000000Z','contractmanager','ingelezen',NULL,NULL,0);
INSERT INTO handeling VALUES(3,'2024-07-15T09:30:00.000000Z','contractmanager','ingelezen',NULL,NULL,0);
INSERT INTO handeling VALUES(4,'2024-07-15T09:30:00.000000Z','contractmanager','dekking',NULL,NULL,0);
INSERT INTO handeling VALUES(5,'2024-07-15T09:30:00.000000Z','contractmanager','ingelezen',NULL,NULL,0);
INSERT INTO handeling VALUES(6,'2024-07-15T09:30:00.000000Z','contractmanager','uitvraag',NULL,NULL,0);
INSERT INTO handeling VALUES(7,'2024-07-15T09:30:00.000000Z','contractmanager','gepland',NULL,NULL,0);
INSERT INTO handeling VALUES(8,'2024-07-15T09:30:00.000000Z','contractmanager','afspraak PSW-2024-01 gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(9,'2024-07-15T09:30:00.000000Z','contractmanager','gewijzigd over PSW-007.',NULL,NULL,0);
INSERT INTO handeling VALUES(10,'2024-07-15T09:30:00.000000Z','contractmanager','punt',NULL,NULL,0);
INSERT INTO handeling VALUES(11,'2024-07-15T09:30:00.000000Z','contractmanager','signaal',NULL,NULL,0);
INSERT INTO handeling VALUES(12,'2024-07-15T09:30:00.000000Z','contractmanager','gebundeld',NULL,NULL,0);
INSERT INTO handeling VALUES(13,'2024-07-15T09:30:00.000000Z','contractmanager','gezien',NULL,NULL,0);
INSERT INTO handeling VALUES(14,'2024-07-15T09:30:00.000000Z','contractmanager','gezien',NULL,NULL,0);
INSERT INTO handeling VALUES(15,'2024-07-15T09:30:00.000000Z','contractmanager','toch niet',NULL,NULL,0);
INSERT INTO handeling VALUES(16,'2024-07-15T09:30:00.000000Z','contractmanager','melding',NULL,NULL,0);
INSERT INTO handeling VALUES(17,'2024-07-15T09:30:00.000000Z','contractmanager','tarief',NULL,NULL,0);
INSERT INTO handeling VALUES(18,'2024-07-15T09:30:00.000000Z','contractmanager','gehouden',NULL,NULL,0);
INSERT INTO handeling VALUES(19,'2024-07-15T09:30:00.000000Z','contractmanager','vastgesteld',NULL,NULL,0);
INSERT INTO handeling VALUES(20,'2024-07-15T09:30:00.000000Z','contractmanager','signaal over PSW-007.',21,NULL,0);
INSERT INTO handeling VALUES(21,'2024-07-15T09:30:00.000000Z','contractmanager','ongedaan: signaal over PSW-007.',NULL,20,0);
INSERT INTO handeling VALUES(22,'2024-07-15T09:30:00.000000Z','contractmanager','rendiz/2024-K2 ingelezen',NULL,NULL,0);
INSERT INTO handeling VALUES(23,'2024-07-15T09:30:00.000000Z','contractmanager','rendiz/2024-K1 ingelezen',NULL,NULL,0);
INSERT INTO handeling VALUES(24,'2024-07-15T09:30:00.000000Z','contractmanager','rendiz/2023-K4 ingelezen',NULL,NULL,0);
INSERT INTO handeling VALUES(25,'2024-07-15T09:30:00.000000Z','contractmanager','regio/2024-K2 ingelezen',NULL,NULL,0);
INSERT INTO handeling VALUES(26,'2024-07-15T09:30:00.000000Z','contractmanager','venray/2024-K2 ingelezen',NULL,NULL,0);
INSERT INTO handeling VALUES(27,'2024-07-15T09:30:00.000000Z','contractmanager','signaal 4 gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(28,'2024-07-15T09:30:00.000000Z','contractmanager','signaal 5 gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(29,'2024-07-15T09:30:00.000000Z','contractmanager','signaal 6 gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(30,'2024-07-15T09:30:00.000000Z','contractmanager','signaal 7 gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(31,'2024-07-15T09:30:00.000000Z','contractmanager','signaal 8 gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(32,'2024-07-15T09:30:00.000000Z','contractmanager','signaal 9 gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(33,'2024-07-15T09:30:00.000000Z','contractmanager','uitvraag',NULL,NULL,0);
INSERT INTO handeling VALUES(34,'2024-07-15T09:30:00.000000Z','contractmanager','uitvraag',NULL,NULL,0);
INSERT INTO handeling VALUES(35,'2024-07-15T09:30:00.000000Z','contractmanager','uitvraag',NULL,NULL,0);
INSERT INTO handeling VALUES(36,'2024-07-15T09:30:00.000000Z','contractmanager','gesprek 2 gepland',NULL,NULL,0);
INSERT INTO handeling VALUES(37,'2024-07-15T09:30:00.000000Z','contractmanager','gesprek 3 gepland',NULL,NULL,0);
INSERT INTO handeling VALUES(38,'2024-07-15T09:30:00.000000Z','contractmanager','gesprek 4 gepland',NULL,NULL,0);
INSERT INTO handeling VALUES(39,'2024-07-15T09:30:00.000000Z','contractmanager','agendapunt 2/"OpenAfspraken" gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(40,'2024-07-15T09:30:00.000000Z','contractmanager','agendapunt 2/"Verwachtingen" gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(41,'2024-07-15T09:30:00.000000Z','contractmanager','agendapunt 2/{"Kpi":1} gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(42,'2024-07-15T09:30:00.000000Z','contractmanager','agendapunt 2/{"Bundel":1} gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(43,'2024-07-15T09:30:00.000000Z','contractmanager','agendapunt 2/"Signalen" gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(44,'2024-07-15T09:30:00.000000Z','contractmanager','agendapunt 2/"Aandachtspunten" gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(45,'2024-07-15T09:30:00.000000Z','contractmanager','agendapunt 2/"Dekking" gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(46,'2024-07-15T09:30:00.000000Z','contractmanager','agendapunt 2/"Samenwerking" gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(47,'2024-07-15T09:30:00.000000Z','contractmanager','agendapunt 2/"PxQ" gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(48,'2024-07-15T09:30:00.000000Z','contractmanager','agendapunt 2/"VolgendeDatum" gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(49,'2024-07-15T09:30:00.000000Z','contractmanager','agendapunt 2/{"Eigen":7} gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(50,'2024-07-15T09:30:00.000000Z','contractmanager','uitkomst',NULL,NULL,0);
INSERT INTO handeling VALUES(51,'2024-07-15T09:30:00.000000Z','contractmanager','uitkomst',NULL,NULL,0);
INSERT INTO handeling VALUES(52,'2024-07-15T09:30:00.000000Z','contractmanager','uitkomst',NULL,NULL,0);
INSERT INTO handeling VALUES(53,'2024-07-15T09:30:00.000000Z','contractmanager','afspraak RENDIZ-2024-01 gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(54,'2024-07-15T09:30:00.000000Z','contractmanager','afspraak RENDIZ-2024-01 gewijzigd',NULL,NULL,0);
INSERT INTO handeling VALUES(55,'2024-07-15T09:30:00.000000Z','contractmanager','afspraak RENDIZ-2024-02 gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(56,'2024-07-15T09:30:00.000000Z','contractmanager','afspraak RENDIZ-2024-02 gewijzigd',NULL,NULL,0);
INSERT INTO handeling VALUES(57,'2024-07-15T09:30:00.000000Z','contractmanager','afspraak REGIO-2024-01 gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(58,'2024-07-15T09:30:00.000000Z','contractmanager','afspraak REGIO-2024-01 gewijzigd',NULL,NULL,0);
INSERT INTO handeling VALUES(59,'2024-07-15T09:30:00.000000Z','contractmanager','gesprek 2 gehouden',NULL,NULL,0);
INSERT INTO handeling VALUES(60,'2024-07-15T09:30:00.000000Z','contractmanager','tarief P2 mbo/2024 gemaakt',NULL,NULL,0);
INSERT INTO handeling VALUES(61,'2024-07-15T09:30:00.000000Z','contractmanager','tarief P2 hbo/2024 gemaakt',NULL,NULL,0);
CREATE TABLE wijziging (
    handeling INTEGER NOT NULL REFERENCES handeling ON DELETE CASCADE,
    volgnr    INTEGER NOT NULL,
    soort     TEXT NOT NULL,
    id        TEXT NOT NULL,
    veld      TEXT NOT NULL,
    oud       TEXT,
    nieuw     TEXT,
    PRIMARY KEY (handeling, volgnr)
) STRICT;
INSERT INTO wijziging VALUES(1,0,'rapportage','psw/2024-K2','versie',NULL,'1');
INSERT INTO wijziging VALUES(2,0,'rapportage','psw/2024-K2','versie','1','2');
INSERT INTO wijziging VALUES(3,0,'rapportage','qwyl/2024-K2','versie',NULL,'1');
INSERT INTO wijziging VALUES(4,0,'dekking','regio/2024-K2','versie',NULL,'1');
INSERT INTO wijziging VALUES(5,0,'cvs','venlo/2024-K2','versie',NULL,'1');
INSERT INTO wijziging VALUES(6,0,'signaal','1','geheel',NULL,'{"aanbieder":"psw","aanbieder_naam":null,"antwoord":"","bundel":null,"datum":"2024-07-01","functie":"casusregisseur","gemeente":"venlo","id":1,"kpi":4,"kwartaal":"2024-K2","onderwerp":"overig","rijversie":1,"segment":"collectief","status":"nieuw","tekst":"gemeld over PSW-007.","toon":"neutraal","uit_uitvraag":true}');
INSERT INTO wijziging VALUES(7,0,'gesprek','1','geheel',NULL,'{"aanbieder":"psw","aanwezig":["contractmanager","beleidscollega"],"begonnen":null,"bevroren":null,"datum":"2024-07-19","extra":false,"id":1,"kwartaal":"2024-K2","plaats":"bij over PSW-007.","rijversie":1,"status":"gepland","tijd":"10:30:00","volgende":null}');
INSERT INTO wijziging VALUES(8,0,'afspraak','PSW-2024-01','geheel',NULL,'{"aanbieder":"psw","aanleiding":{"kwartaal":"2024-K2","norm":"C2.1","periode":"jaar","versie":1,"waarde":"61,5% over PSW-007."},"deadline":"2024-09-01","deelnemer":"PSW-007","eigenaar":"begeleider over PSW-007.","gemaakt":"2024-07-15T09:30:00Z","gesprek":1,"kpi":2,"nummer":"PSW-2024-01","resultaat":"gebeld over PSW-007.","rijversie":1,"signaal":null,"soort":"gewoon","status":"open","tekst":"bel over PSW-007.","verwachting":null}');
INSERT INTO wijziging VALUES(8,1,'uitkomst','1','geheel',NULL,'{"gesprek":1,"id":1,"inhoud":{"Afspraak":"PSW-2024-01"},"rijversie":1,"sleutel":{"Kpi":2}}');
INSERT INTO wijziging VALUES(8,2,'uitkomst','2','geheel',NULL,'{"gesprek":1,"id":2,"inhoud":{"Tekst":{"soort":"besluit","tekst":"besloten over PSW-007."}},"rijversie":1,"sleutel":{"Kpi":2}}');
INSERT INTO wijziging VALUES(9,0,'afspraak','PSW-2024-01','kpi','2',NULL);
INSERT INTO wijziging VALUES(9,1,'afspraak','PSW-2024-01','deelnemer','"PSW-007"','"psw-007"');
INSERT INTO wijziging VALUES(10,0,'agendapunt','1/{"Eigen":1}','geheel',NULL,'{"gesprek":1,"notitie":"notitie over PSW-007.","rijversie":1,"sleutel":{"Eigen":1},"titel":"punt over PSW-007.","vervallen":false,"volgorde":1,"voorbereiding":"intern over PSW-007."}');
INSERT INTO wijziging VALUES(11,0,'signaal','2','geheel',NULL,'{"aanbieder":"psw","aanbieder_naam":null,"antwoord":"antwoord over PSW-007.","bundel":null,"datum":"2024-06-03","functie":"van over PSW-007.","gemeente":"venlo","id":2,"kpi":null,"kwartaal":"2024-K2","onderwerp":"overig","rijversie":1,"segment":"collectief","status":"nieuw","tekst":"verteld over PSW-007.","toon":"negatief","uit_uitvraag":false}');
INSERT INTO wijziging VALUES(12,0,'bundel','1','geheel',NULL,'{"aanbieder":"psw","id":1,"kwartaal":"2024-K2","rijversie":1,"titel":"samen over PSW-007."}');
INSERT INTO wijziging VALUES(12,1,'signaal','2','bundel',NULL,'1');
INSERT INTO wijziging VALUES(13,0,'aandachtspunt','drie_jaar|psw|psw-007|2023-02-01|','geheel',NULL,'{"aanbieder":"psw","deelnemer":"PSW-007","feiten":"x","reden":"besproken over PSW-007.","rijversie":1,"sleutel":"drie_jaar|psw|psw-007|2023-02-01|","terug_op":"2025-01-01","wanneer":"2024-07-15T09:30:00Z","wie":"beleidscollega"}');
INSERT INTO wijziging VALUES(14,0,'aandachtspunt','drie_jaar|psw|blijf-2|2023-02-01|','geheel',NULL,'{"aanbieder":"psw","deelnemer":"BLIJF-2","feiten":"x","reden":"hoort bij over PSW-007.","rijversie":1,"sleutel":"drie_jaar|psw|blijf-2|2023-02-01|","terug_op":"2025-01-01","wanneer":"2024-07-15T09:30:00Z","wie":"beleidscollega"}');
INSERT INTO wijziging VALUES(15,0,'aandachtspunt','drie_jaar|psw|blijf-2|2023-02-01|','geheel','{"aanbieder":"psw","deelnemer":"BLIJF-2","feiten":"x","reden":"hoort bij over PSW-007.","rijversie":1,"sleutel":"drie_jaar|psw|blijf-2|2023-02-01|","terug_op":"2025-01-01","wanneer":"2024-07-15T09:30:00Z","wie":"beleidscollega"}',NULL);
INSERT INTO wijziging VALUES(16,0,'dekkingsmelding','1','geheel',NULL,'{"aanbieder":"psw","afgestemd_op":"2024-06-10","dekking":false,"gemeente":"venlo","id":1,"rijversie":1,"toelichting":"verhuisd over PSW-007.","vanaf":"2024-06-01"}');
INSERT INTO wijziging VALUES(17,0,'tarief','P1/2024','geheel',NULL,'{"bedrag":"83.15","jaar":2024,"product":"P1","rijversie":1}');
INSERT INTO wijziging VALUES(18,0,'gesprek','1','status','"gepland"','"gehouden"');
INSERT INTO wijziging VALUES(18,1,'gesprek','1','begonnen',NULL,'"2024-07-15T09:30:00Z"');
INSERT INTO wijziging VALUES(18,2,'gesprek','1','bevroren',NULL,'{"feiten":[[{"Kpi":2},["1 van 3: ⟦PSW-007⟧, ⟦BLIJF-2⟧; gezegd over PSW-007."]]],"metingen":[],"normen":[],"versies":[["2024-K2",2]],"wanneer":"2024-07-15T09:30:00Z"}');
INSERT INTO wijziging VALUES(19,0,'gesprek','1','status','"gehouden"','"vastgesteld"');
INSERT INTO wijziging VALUES(20,0,'signaal','3','geheel',NULL,'{"aanbieder":"psw","aanbieder_naam":null,"antwoord":"","bundel":null,"datum":"2024-06-03","functie":"casusregisseur","gemeente":"venlo","id":3,"kpi":null,"kwartaal":"2024-K2","onderwerp":"overig","rijversie":1,"segment":"collectief","status":"nieuw","tekst":"vergissing over PSW-007.","toon":"negatief","uit_uitvraag":false}');
INSERT INTO wijziging VALUES(21,0,'signaal','3','geheel','{"aanbieder":"psw","aanbieder_naam":null,"antwoord":"","bundel":null,"datum":"2024-06-03","functie":"casusregisseur","gemeente":"venlo","id":3,"kpi":null,"kwartaal":"2024-K2","onderwerp":"overig","rijversie":1,"segment":"collectief","status":"nieuw","tekst":"vergissing over PSW-007.","toon":"negatief","uit_uitvraag":false}',NULL);
INSERT INTO wijziging VALUES(22,0,'rapportage','rendiz/2024-K2','versie',NULL,'1');
INSERT INTO wijziging VALUES(23,0,'rapportage','rendiz/2024-K1','versie',NULL,'1');
INSERT INTO wijziging VALUES(24,0,'rapportage','rendiz/2023-K4','versie',NULL,'1');
INSERT INTO wijziging VALUES(25,0,'dekking','regio/2024-K2','versie','1','2');
INSERT INTO wijziging VALUES(26,0,'cvs','venray/2024-K2','versie',NULL,'1');
INSERT INTO wijziging VALUES(27,0,'signaal','4','geheel',NULL,'{"aanbieder":"psw","aanbieder_naam":null,"antwoord":"","bundel":null,"datum":"2024-06-03","functie":"casusregisseur","gemeente":"beesel","id":4,"kpi":1,"kwartaal":"2024-K2","onderwerp":"doelrealisatie","rijversie":1,"segment":"collectief","status":"nieuw","tekst":"Iets gehoord.","toon":"positief","uit_uitvraag":false}');
INSERT INTO wijziging VALUES(28,0,'signaal','5','geheel',NULL,'{"aanbieder":null,"aanbieder_naam":"Buurtzorg","antwoord":"","bundel":null,"datum":"2024-06-03","functie":"casusregisseur","gemeente":"bergen","id":5,"kpi":2,"kwartaal":"2024-K2","onderwerp":"voorliggend-veld","rijversie":1,"segment":"individueel","status":"opgeschaald","tekst":"Iets gehoord.","toon":"neutraal","uit_uitvraag":false}');
INSERT INTO wijziging VALUES(29,0,'signaal','6','geheel',NULL,'{"aanbieder":"psw","aanbieder_naam":null,"antwoord":"","bundel":null,"datum":"2024-06-03","functie":"casusregisseur","gemeente":"gennep","id":6,"kpi":3,"kwartaal":"2024-K2","onderwerp":"ervaring-in-uitvoering","rijversie":1,"segment":"collectief","status":"geagendeerd","tekst":"Iets gehoord.","toon":"negatief","uit_uitvraag":false}');
INSERT INTO wijziging VALUES(30,0,'signaal','7','geheel',NULL,'{"aanbieder":"psw","aanbieder_naam":null,"antwoord":"","bundel":null,"datum":"2024-06-03","functie":"casusregisseur","gemeente":"horst-aan-de-maas","id":7,"kpi":4,"kwartaal":"2024-K2","onderwerp":"visie-en-ontwikkeldoelen","rijversie":1,"segment":"collectief","status":"besproken","tekst":"Iets gehoord.","toon":"positief","uit_uitvraag":false}');
INSERT INTO wijziging VALUES(31,0,'signaal','8','geheel',NULL,'{"aanbieder":"psw","aanbieder_naam":null,"antwoord":"","bundel":null,"datum":"2024-06-03","functie":"casusregisseur","gemeente":"peel-en-maas","id":8,"kpi":1,"kwartaal":"2024-K2","onderwerp":"dekking","rijversie":1,"segment":"collectief","status":"afgehandeld","tekst":"Iets gehoord.","toon":"neutraal","uit_uitvraag":false}');
INSERT INTO wijziging VALUES(32,0,'signaal','9','geheel',NULL,'{"aanbieder":"psw","aanbieder_naam":null,"antwoord":"","bundel":null,"datum":"2024-06-03","functie":"casusregisseur","gemeente":"venlo","id":9,"kpi":2,"kwartaal":"2024-K2","onderwerp":"overig","rijversie":1,"segment":"collectief","status":"nieuw","tekst":"Iets gehoord.","toon":"negatief","uit_uitvraag":false}');
INSERT INTO wijziging VALUES(33,0,'signaal','10','geheel',NULL,'{"aanbieder":"psw","aanbieder_naam":null,"antwoord":"","bundel":null,"datum":"2024-06-20","functie":"casusregisseur","gemeente":"beesel","id":10,"kpi":4,"kwartaal":"2024-K2","onderwerp":"dekking","rijversie":1,"segment":"collectief","status":"nieuw","tekst":"Gaat zo.","toon":"positief","uit_uitvraag":true}');
INSERT INTO wijziging VALUES(34,0,'signaal','11','geheel',NULL,'{"aanbieder":"psw","aanbieder_naam":null,"antwoord":"","bundel":null,"datum":"2024-06-20","functie":"casusregisseur","gemeente":"bergen","id":11,"kpi":4,"kwartaal":"2024-K2","onderwerp":"dekking","rijversie":1,"segment":"collectief","status":"nieuw","tekst":"Gaat zo.","toon":"neutraal","uit_uitvraag":true}');
INSERT INTO wijziging VALUES(35,0,'signaal','12','geheel',NULL,'{"aanbieder":"psw","aanbieder_naam":null,"antwoord":"","bundel":null,"datum":"2024-06-20","functie":"casusregisseur","gemeente":"gennep","id":12,"kpi":4,"kwartaal":"2024-K2","onderwerp":"dekking","rijversie":1,"segment":"collectief","status":"nieuw","tekst":"Gaat zo.","toon":"negatief","uit_uitvraag":true}');
INSERT INTO wijziging VALUES(36,0,'gesprek','2','geheel',NULL,'{"aanbieder":"rendiz","aanwezig":["contractmanager","beleidscollega"],"begonnen":null,"bevroren":null,"datum":"2024-07-19","extra":false,"id":2,"kwartaal":"2024-K2","plaats":"Venlo","rijversie":1,"status":"gepland","tijd":"10:30:00","volgende":null}');
INSERT INTO wijziging VALUES(37,0,'gesprek','3','geheel',NULL,'{"aanbieder":"qwyl","aanwezig":["contractmanager","beleidscollega"],"begonnen":null,"bevroren":null,"datum":"2024-07-19","extra":false,"id":3,"kwartaal":"2024-K2","plaats":"Venlo","rijversie":1,"status":"voorbereid","tijd":"10:30:00","volgende":null}');
INSERT INTO wijziging VALUES(38,0,'gesprek','4','geheel',NULL,'{"aanbieder":"qwyl","aanwezig":["contractmanager","beleidscollega"],"begonnen":null,"bevroren":null,"datum":"2024-07-19","extra":true,"id":4,"kwartaal":"2024-K2","plaats":"Venlo","rijversie":1,"status":"gepland","tijd":"10:30:00","volgende":null}');
INSERT INTO wijziging VALUES(39,0,'agendapunt','2/"OpenAfspraken"','geheel',NULL,'{"gesprek":2,"notitie":"Besproken.","rijversie":1,"sleutel":"OpenAfspraken","titel":"Punt","vervallen":false,"volgorde":0,"voorbereiding":"intern"}');
INSERT INTO wijziging VALUES(40,0,'agendapunt','2/"Verwachtingen"','geheel',NULL,'{"gesprek":2,"notitie":"Besproken.","rijversie":1,"sleutel":"Verwachtingen","titel":"Punt","vervallen":false,"volgorde":1,"voorbereiding":"intern"}');
INSERT INTO wijziging VALUES(41,0,'agendapunt','2/{"Kpi":1}','geheel',NULL,'{"gesprek":2,"notitie":"Besproken.","rijversie":1,"sleutel":{"Kpi":1},"titel":"Punt","vervallen":false,"volgorde":2,"voorbereiding":"intern"}');
INSERT INTO wijziging VALUES(42,0,'agendapunt','2/{"Bundel":1}','geheel',NULL,'{"gesprek":2,"notitie":"Besproken.","rijversie":1,"sleutel":{"Bundel":1},"titel":"Punt","vervallen":true,"volgorde":3,"voorbereiding":"intern"}');
INSERT INTO wijziging VALUES(43,0,'agendapunt','2/"Signalen"','geheel',NULL,'{"gesprek":2,"notitie":"Besproken.","rijversie":1,"sleutel":"Signalen","titel":"Punt","vervallen":false,"volgorde":4,"voorbereiding":"intern"}');
INSERT INTO wijziging VALUES(44,0,'agendapunt','2/"Aandachtspunten"','geheel',NULL,'{"gesprek":2,"notitie":"Besproken.","rijversie":1,"sleutel":"Aandachtspunten","titel":"Punt","vervallen":false,"volgorde":5,"voorbereiding":"intern"}');
INSERT INTO wijziging VALUES(45,0,'agendapunt','2/"Dekking"','geheel',NULL,'{"gesprek":2,"notitie":"Besproken.","rijversie":1,"sleutel":"Dekking","titel":"Punt","vervallen":false,"volgorde":6,"voorbereiding":"intern"}');
INSERT INTO wijziging VALUES(46,0,'agendapunt','2/"Samenwerking"','geheel',NULL,'{"gesprek":2,"notitie":"Besproken.","rijversie":1,"sleutel":"Samenwerking","titel":"Punt","vervallen":false,"volgorde":7,"voorbereiding":"intern"}');
INSERT INTO wijziging VALUES(47,0,'agendapunt','2/"PxQ"','geheel',NULL,'{"gesprek":2,"notitie":"Besproken.","rijversie":1,"sleutel":"PxQ","titel":"Punt","vervallen":false,"volgorde":8,"voorbereiding":"intern"}');
INSERT INTO wijziging VALUES(48,0,'agendapunt','2/"VolgendeDatum"','geheel',NULL,'{"gesprek":2,"notitie":"Besproken.","rijversie":1,"sleutel":"VolgendeDatum","titel":"Punt","vervallen":false,"volgorde":9,"voorbereiding":"intern"}');
INSERT INTO wijziging VALUES(49,0,'agendapunt','2/{"Eigen":7}','geheel',NULL,'{"gesprek":2,"notitie":"Besproken.","rijversie":1,"sleutel":{"Eigen":7},"titel":"Punt","vervallen":false,"volgorde":10,"voorbereiding":"intern"}');
INSERT INTO wijziging VALUES(50,0,'uitkomst','3','geheel',NULL,'{"gesprek":2,"id":3,"inhoud":{"Tekst":{"soort":"besluit","tekst":"Zo doen we het."}},"rijversie":1,"sleutel":{"Kpi":1}}');
INSERT INTO wijziging VALUES(51,0,'uitkomst','4','geheel',NULL,'{"gesprek":2,"id":4,"inhoud":{"Tekst":{"soort":"mededeling","tekst":"Zo doen we het."}},"rijversie":1,"sleutel":{"Kpi":1}}');
INSERT INTO wijziging VALUES(52,0,'uitkomst','5','geheel',NULL,'{"gesprek":2,"id":5,"inhoud":{"Tekst":{"soort":"notitie","tekst":"Zo doen we het."}},"rijversie":1,"sleutel":{"Kpi":1}}');
INSERT INTO wijziging VALUES(53,0,'afspraak','RENDIZ-2024-01','geheel',NULL,'{"aanbieder":"rendiz","aanleiding":{"kwartaal":"2024-K2","norm":"C2.1","periode":"kwartaal","versie":1,"waarde":"61,5% (8 van 13)"},"deadline":"2024-09-01","deelnemer":null,"eigenaar":"contractmanager","gemaakt":"2024-07-15T09:30:00Z","gesprek":2,"kpi":2,"nummer":"RENDIZ-2024-01","resultaat":"","rijversie":1,"signaal":1,"soort":"gewoon","status":"open","tekst":"Doelen aanvullen","verwachting":{"kwartaal":"2024-K4","norm":"C1.1","periode":"kwartaal","vergelijking":"Minstens","waarde":"95.5"}}');
INSERT INTO wijziging VALUES(54,0,'afspraak','RENDIZ-2024-01','resultaat','""','"Klaar."');
INSERT INTO wijziging VALUES(55,0,'afspraak','RENDIZ-2024-02','geheel',NULL,'{"aanbieder":"rendiz","aanleiding":{"kwartaal":"2024-K2","norm":"C2.1","periode":"jaar","versie":1,"waarde":"61,5% (8 van 13)"},"deadline":"2024-09-01","deelnemer":null,"eigenaar":"contractmanager","gemaakt":"2024-07-15T09:30:00Z","gesprek":2,"kpi":2,"nummer":"RENDIZ-2024-02","resultaat":"","rijversie":1,"signaal":1,"soort":"verbeterplan","status":"open","tekst":"Doelen aanvullen","verwachting":{"kwartaal":"2024-K4","norm":"C1.1","periode":"jaar","vergelijking":"Hoogstens","waarde":"95.5"}}');
INSERT INTO wijziging VALUES(56,0,'afspraak','RENDIZ-2024-02','status','"open"','"gereed"');
INSERT INTO wijziging VALUES(56,1,'afspraak','RENDIZ-2024-02','resultaat','""','"Klaar."');
INSERT INTO wijziging VALUES(57,0,'afspraak','REGIO-2024-01','geheel',NULL,'{"aanbieder":null,"aanleiding":{"kwartaal":"2024-K2","norm":"C2.1","periode":"kwartaal","versie":1,"waarde":"61,5% (8 van 13)"},"deadline":"2024-09-01","deelnemer":null,"eigenaar":"contractmanager","gemaakt":"2024-07-15T09:30:00Z","gesprek":2,"kpi":2,"nummer":"REGIO-2024-01","resultaat":"","rijversie":1,"signaal":1,"soort":"plan van aanpak","status":"open","tekst":"Doelen aanvullen","verwachting":{"kwartaal":"2024-K4","norm":"C1.1","periode":"kwartaal","vergelijking":"Minstens","waarde":"95.5"}}');
INSERT INTO wijziging VALUES(58,0,'afspraak','REGIO-2024-01','status','"open"','"vervallen"');
INSERT INTO wijziging VALUES(58,1,'afspraak','REGIO-2024-01','resultaat','""','"Klaar."');
INSERT INTO wijziging VALUES(59,0,'gesprek','2','status','"gepland"','"gehouden"');
INSERT INTO wijziging VALUES(59,1,'gesprek','2','begonnen',NULL,'"2024-07-15T09:30:00Z"');
INSERT INTO wijziging VALUES(59,2,'gesprek','2','volgende',NULL,'"2024-10-17"');
INSERT INTO wijziging VALUES(60,0,'tarief','P2 mbo/2024','geheel',NULL,'{"bedrag":"71.10","jaar":2024,"product":"P2 mbo","rijversie":1}');
INSERT INTO wijziging VALUES(61,0,'tarief','P2 hbo/2024','geheel',NULL,'{"bedrag":"71.10","jaar":2024,"product":"P2 hbo","rijversie":1}');
CREATE TABLE stempel (
    naam   TEXT PRIMARY KEY,
    waarde INTEGER NOT NULL
) STRICT;
INSERT INTO stempel VALUES('psw',2);
INSERT INTO stempel VALUES('qwyl',1);
INSERT INTO stempel VALUES('regio',3);
INSERT INTO stempel VALUES('venlo',1);
INSERT INTO stempel VALUES('rendiz',3);
INSERT INTO stempel VALUES('venray',1);
CREATE TABLE cache (
    sleutel TEXT PRIMARY KEY,
    stempel TEXT NOT NULL,
    inhoud  TEXT NOT NULL
) STRICT;
INSERT INTO cache VALUES('aandacht','2','"bewaard over PSW-007."');
CREATE TABLE concept (
    sleutel TEXT PRIMARY KEY,
    inhoud  TEXT NOT NULL,
    wanneer TEXT NOT NULL
) STRICT;
INSERT INTO concept VALUES('gezien:psw-007','iets','2024-07-15T09:30:00.000000Z');
INSERT INTO concept VALUES('afspraak','concept over PSW-007.','2024-07-15T09:30:00.000000Z');
INSERT INTO concept VALUES('ander','iets anders','2024-07-15T09:30:00.000000Z');
CREATE TABLE kopkoppeling (
    wie    TEXT NOT NULL,
    blad   TEXT NOT NULL,
    kop    TEXT NOT NULL,
    kolom  TEXT NOT NULL,
    PRIMARY KEY (wie, blad, kop)
) STRICT;
INSERT INTO kopkoppeling VALUES('psw','deelnemers','start over PSW-007.','Startdatum');
INSERT INTO kopkoppeling VALUES('rendiz','deelnemers','stand','Huidige trede');
INSERT INTO kopkoppeling VALUES('rendiz','tevredenheid','stand','Cijfer');
CREATE TABLE sleutel (
    naam   TEXT PRIMARY KEY,
    waarde BLOB NOT NULL
) STRICT;
INSERT INTO sleutel VALUES('pseudoniem',X'f91554f5838a7c305023606a0e91b16f4fe3e1bbe6d8ad6e3b3f3f2ad74576ce');
CREATE INDEX levering_versie ON levering (soort, wie, kwartaal, versie);
CREATE INDEX levering_sha256 ON levering (sha256);
CREATE INDEX deel_levering ON deel (levering);
CREATE INDEX versie_deel_deel ON versie_deel (deel_id);
CREATE UNIQUE INDEX gesprek_regulier ON gesprek (aanbieder, kwartaal) WHERE extra = 0;
CREATE INDEX signaal_bundel ON signaal (bundel);
CREATE INDEX uitkomst_gesprek ON uitkomst (gesprek);
CREATE INDEX wijziging_van ON wijziging (soort, id);
COMMIT;
