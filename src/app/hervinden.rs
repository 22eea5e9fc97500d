//! What is found in a report beside those of earlier kwartalen and beside the dekkingsoverzicht is found anew when one of those
//! is read, put back or taken back after it.

use std::collections::HashSet;

use super::{App, Fout};
use crate::domain::{Aanbieder, Document, Kwartaal};
use crate::importing;

impl App {
    /// After a change of what was delivered: holds again what is held against it. It does not fail, for what was asked is done
    /// whatever comes of it.
    pub(super) fn compare_beside(&mut self, changed: &[Document]) {
        let done = self.held_against(changed).and_then(|reports| {
            reports.into_iter().try_for_each(|(aanbieder, kwartaal)| self.compare_again(aanbieder, kwartaal))
        });
        if let Err(fout) = done {
            tracing::warn!(%fout, "de bevindingen van wat ernaast staat zijn nog van voor de wijziging");
        }
    }

    /// The kwartaal whose report is held against one of `kwartaal`: the first of which there is one after it.
    pub(super) fn next_report(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Option<Kwartaal>, Fout> {
        let reports = self.store.reports(kwartaal.next(), Kwartaal::LAST).map_err(|e| self.refused(e))?;
        Ok(reports.into_iter().filter(|(wie, _)| *wie == aanbieder).map(|(_, kwartaal)| kwartaal).min())
    }

    /// In order of kwartaal, so that each is held against a series that the one before it left behind.
    fn held_against(&self, changed: &[Document]) -> Result<Vec<(Aanbieder, Kwartaal)>, Fout> {
        let mut reports = HashSet::new();
        for document in changed {
            match *document {
                Document::Rapportage(aanbieder, kwartaal) => {
                    reports.extend(self.next_report(aanbieder, kwartaal)?.map(|next| (aanbieder, next)));
                    // What came with it was checked before it was there.
                    let later = changed.iter().filter(|other| other.wie() == aanbieder.key() && other.kwartaal() > kwartaal);
                    reports.extend(later.map(|other| (aanbieder, other.kwartaal())));
                }
                Document::Dekking(kwartaal) => {
                    let found = self.store.reports(kwartaal, kwartaal).map_err(|e| self.refused(e))?;
                    reports.extend(found);
                }
                // Nothing is held against it when a file is read.
                Document::Cvs(..) => {}
            }
        }
        let mut reports: Vec<_> = reports.into_iter().collect();
        reports.sort_by_key(|(_, kwartaal)| *kwartaal);
        Ok(reports)
    }

    fn compare_again(&mut self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<(), Fout> {
        let fail = |e| self.refused(e);
        let Some(was) = self.store.found_in_rows(aanbieder, kwartaal).map_err(fail)? else { return Ok(()) };
        let Some(rapport) = self.store.rapport(aanbieder, kwartaal, None).map_err(fail)? else { return Ok(()) };
        let vorig = self.store.rapport(aanbieder, kwartaal.previous(), None).map_err(fail)?;
        let dekking = self.store.dekking(kwartaal, None).map_err(fail)?;
        let afwijkingen = self.differences(&rapport)?;
        if let Some(next) = self.growing(&rapport)? {
            self.remember(next.add(), true);
        }
        let staand = was.bevindingen.clone();
        let now = importing::compare_again(&rapport, staand, &afwijkingen, vorig.as_ref(), dekking.as_ref(), &was.bestand);
        if now == was.bevindingen {
            return Ok(());
        }
        self.store.find_anew(aanbieder, kwartaal, &was, &now).map_err(|e| self.refused(e))
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use tempfile::TempDir;

    use super::super::testing::Kamer;
    use super::super::{Leesopties, Ongedaan};
    use super::*;

    const KOP: &str = "Deelnemer;Gemeente;Startdatum;Einddatum;Startsituatie;Begintrede;Doelen;Doeltrede";

    /// Four reports that say otherwise than each other, and an overview that covers none of it.
    struct Bestanden(TempDir);

    impl Bestanden {
        fn new() -> Self {
            let bestanden = Self(tempfile::tempdir().unwrap());
            let report = |kwartaal: &str, rows: &str| {
                bestanden.write(&format!("psw-{kwartaal}-deelnemers.csv"), &format!("{KOP}\n{rows}"));
            };
            report("2024-K1", "P1;Venlo;1-2-2024;31-12-2025;ja;2;ja;4\nP2;Venlo;5-1-2024;31-12-2025;ja;2;ja;4\n");
            report("2024-K2", "P1;Beesel;1-2-2024;31-12-2025;ja;3;ja;4\n");
            report("2024-K4", "p1;Beesel;8-2-2024;31-12-2025;ja;3;ja;4\n");
            bestanden.write("dekkingsoverzicht-2024-K2.csv", "Gemeente;Aanbieder;Dekking\nVenlo;PSW;ja\nBeesel;PSW;nee\n");
            bestanden
        }

        fn write(&self, naam: &str, tekst: &str) {
            std::fs::write(self.0.path().join(naam), tekst).unwrap();
        }

        fn path(&self, naam: &str) -> PathBuf {
            self.0.path().join(naam)
        }
    }

    fn read(kamer: &mut Kamer, pad: PathBuf) {
        let found = kamer.app.check_files(&[pad], &Leesopties::default(), &mut ()).unwrap();
        kamer.app.store(&found[0], None).unwrap();
    }

    /// What is found in each report: kind, deelnemer and sentence, and the verdict.
    fn found(kamer: &Kamer) -> Vec<String> {
        let psw = Aanbieder::new("psw").unwrap();
        let mut all = Vec::new();
        for kwartaal in ["2024-K1", "2024-K2", "2024-K4"].map(|k| k.parse::<Kwartaal>().unwrap()) {
            let versies = kamer.app.store.versions(crate::domain::Documentsoort::Rapportage, kwartaal, kwartaal).unwrap();
            let Some(versie) = versies.last() else { continue };
            let mut bevindingen: Vec<String> = kamer
                .app
                .bevindingen(Some(psw), kwartaal, versie.versie)
                .unwrap()
                .into_iter()
                .map(|b| format!("{kwartaal} {} {} {}", b.code, b.deelnemer.unwrap_or_default(), b.tekst))
                .collect();
            bevindingen.sort();
            all.push(format!("{kwartaal} {:?} {}", versie.oordeel(), versie.bevindingen));
            all.append(&mut bevindingen);
        }
        all
    }

    #[test]
    fn whatever_the_order_in_which_files_are_read_the_same_is_found() {
        let bestanden = Bestanden::new();
        let files = [
            "psw-2024-K1-deelnemers.csv",
            "psw-2024-K2-deelnemers.csv",
            "psw-2024-K4-deelnemers.csv",
            "dekkingsoverzicht-2024-K2.csv",
        ];
        let of = |order: [usize; 4]| {
            let mut kamer = Kamer::open("2025-01-20");
            for at in order {
                read(&mut kamer, bestanden.path(files[at]));
            }
            found(&kamer)
        };
        let in_order = of([3, 0, 1, 2]);
        for code in
            ["traject-verdwenen", "begintrede-gewijzigd", "gemeente-gewijzigd", "gemeente-niet-gedekt", "startdatum-gecorrigeerd"]
        {
            assert!(in_order.iter().any(|line| line.contains(code)), "{code}: {in_order:#?}");
        }
        for order in [[1, 0, 2, 3], [2, 1, 0, 3], [2, 0, 3, 1], [0, 2, 1, 3], [1, 2, 3, 0]] {
            assert_eq!(of(order), in_order, "{order:?}");
        }
    }

    #[test]
    fn files_that_are_read_together_are_held_against_each_other() {
        let bestanden = Bestanden::new();
        let files = ["psw-2024-K4-deelnemers.csv", "psw-2024-K1-deelnemers.csv", "psw-2024-K2-deelnemers.csv"];
        let mut apart = Kamer::open("2025-01-20");
        files.iter().rev().for_each(|file| read(&mut apart, bestanden.path(file)));
        let mut samen = Kamer::open("2025-01-20");
        let paden: Vec<PathBuf> = files.iter().map(|file| bestanden.path(file)).collect();
        let checked = samen.app.check_files(&paden, &Leesopties::default(), &mut ()).unwrap();
        samen.app.store_all(&checked.iter().collect::<Vec<_>>(), None).unwrap();
        assert_eq!(found(&samen), found(&apart));
    }

    #[test]
    fn what_was_found_beside_a_report_goes_and_comes_with_it() {
        let bestanden = Bestanden::new();
        let mut kamer = Kamer::open("2025-01-20");
        read(&mut kamer, bestanden.path("psw-2024-K2-deelnemers.csv"));
        let alone = found(&kamer);
        read(&mut kamer, bestanden.path("psw-2024-K1-deelnemers.csv"));
        let beside = found(&kamer);
        assert_ne!(alone, beside);
        let Ongedaan::Vraag(vraag) = kamer.app.undo_next().unwrap() else { panic!("an import is asked about") };
        kamer.app.undo_act(vraag.id).unwrap();
        assert_eq!(found(&kamer), alone);
        kamer.app.redo_next().unwrap();
        assert_eq!(found(&kamer), beside);
    }
}
