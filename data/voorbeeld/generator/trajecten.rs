//! The made-up deelnemers of one aanbieder and what each report says of them.

use std::collections::BTreeMap;

use accountgesprek::domain::{Deelnemercode, Gemeente, Kolom, Trajectregel, Trede, Uitstroom, Uitstroomsoort};
use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;

use super::{Aanbieder, choose, column, date, kwartaal, minus, pick, plus, story, weekday};

/// The end of a traject, and the report that first tells of it.
#[derive(Clone)]
struct Ending {
    uitstroom: Uitstroom,
    joint: Option<bool>,
    told_in: i32,
}

/// A made-up traject. Kwartalen are indices, 0 is 2022-K1.
#[derive(Clone)]
pub(super) struct Traject {
    /// What every choice about it hangs on.
    key: String,
    code: String,
    gemeente: Gemeente,
    groep: &'static str,
    start: NaiveDate,
    /// The agreed end, as of the report of that kwartaal; the last that applies holds. None: never recorded.
    terms: Vec<(i32, Option<NaiveDate>)>,
    begin: u8,
    goal: u8,
    /// Kwartalen per step; 0: never a step.
    pace: i32,
    first: i32,
    /// The last report that has it, if nothing ends it earlier.
    last: i32,
    ending: Option<Ending>,
}

impl Traject {
    fn is_in(&self, k: i32) -> bool {
        (self.first..=self.last).contains(&k)
    }

    fn term(&self, k: i32) -> Option<NaiveDate> {
        self.terms.iter().rev().find(|(from, _)| *from <= k).and_then(|(_, term)| *term)
    }

    fn ending_told(&self, k: i32) -> Option<&Ending> {
        self.ending.as_ref().filter(|e| e.told_in <= k)
    }

    fn step(&self, k: i32) -> u8 {
        let steps = if self.pace == 0 { 0 } else { (k - self.first) / self.pace };
        self.goal.min(self.begin.saturating_add(u8::try_from(steps).unwrap_or(0)))
    }
}

/// Everything that happens at one aanbieder.
pub(super) struct Population {
    aanbieder: Aanbieder,
    trajecten: Vec<Traject>,
    /// Per kwartaal: which field of the start a traject lacks.
    start_missing: Vec<BTreeMap<usize, Kolom>>,
    /// Per kwartaal: which of the three of C1.2 a traject fails.
    view_missing: Vec<BTreeMap<usize, Kolom>>,
    marks: Vec<BTreeMap<usize, Decimal>>,
}

impl Population {
    pub(super) fn of(aanbieder: Aanbieder) -> Self {
        let mut trajecten = from_outcomes(aanbieder);
        by_hand(aanbieder, &mut trajecten);
        trajecten.sort_by(|a, b| (a.start, &a.key).cmp(&(b.start, &b.key)));
        number(aanbieder, &mut trajecten);
        let mut population =
            Self { aanbieder, trajecten, start_missing: Vec::new(), view_missing: Vec::new(), marks: Vec::new() };
        for k in 0..=story::PRACTICE {
            let start_missing = population.draw_start_missing(k);
            population.start_missing.push(start_missing);
            let view_missing = population.draw_view_missing(k);
            population.view_missing.push(view_missing);
            let marks = population.draw_marks(k);
            population.marks.push(marks);
        }
        population
    }

    pub(super) const fn aanbieder(&self) -> Aanbieder {
        self.aanbieder
    }

    fn present(&self, k: i32) -> Vec<usize> {
        (0..self.trajecten.len()).filter(|i| self.trajecten[*i].is_in(k)).collect()
    }

    /// Those that lacked something keep lacking it until the number goes down; new ones are the newest starters.
    fn draw_start_missing(&self, k: i32) -> BTreeMap<usize, Kolom> {
        let target = story::START_MISSING[column(self.aanbieder)][index(k)];
        let present = self.present(k);
        // Without an Einddatum it is a miss already.
        let without_term = present.iter().filter(|i| self.trajecten[**i].term(k).is_none()).count();
        let target = target.saturating_sub(without_term);
        let before = self.start_missing.last();
        let mut missing: BTreeMap<usize, Kolom> =
            present.iter().filter_map(|i| before.and_then(|b| b.get(i)).map(|kolom| (*i, *kolom))).rev().take(target).collect();
        for i in present.iter().rev().filter(|i| self.trajecten[**i].term(k).is_some()) {
            if missing.len() >= target {
                break;
            }
            let field = [Kolom::Startsituatie, Kolom::Doelen, Kolom::Doeltrede, Kolom::Startsituatie, Kolom::Begintrede];
            missing.entry(*i).or_insert_with(|| choose(&format!("{}/mist", self.trajecten[*i].key), &field));
        }
        missing
    }

    fn draw_view_missing(&self, k: i32) -> BTreeMap<usize, Kolom> {
        let target = story::VIEW_MISSING[column(self.aanbieder)][index(k)];
        let mut present = self.present(k);
        present.sort_by_key(|i| pick(&format!("{}/beeld/{k}", self.trajecten[*i].key), 1 << 40));
        let field = [
            Kolom::VoortgangGeleverd,
            Kolom::VoortgangGeleverd,
            Kolom::ContactProfessionals,
            Kolom::VoortgangGeleverd,
            Kolom::InBeeld,
        ];
        present.into_iter().take(target).map(|i| (i, choose(&format!("{}/veld/{k}", self.trajecten[i].key), &field))).collect()
    }

    /// A deelnemer is asked once a year: when leaving, or after some time.
    fn draw_marks(&self, k: i32) -> BTreeMap<usize, Decimal> {
        let (asked, high) = story::MARKS[column(self.aanbieder)][index(k)];
        let year_began = k - k.rem_euclid(4);
        let mut present = self.present(k);
        present.retain(|i| {
            let already = (year_began..k).any(|q| self.marks[index(q)].contains_key(i));
            !already && self.trajecten[*i].first < k && self.trajecten[*i].groep != story::GROEP_GENNEP
        });
        present.sort_by_key(|i| {
            let t = &self.trajecten[*i];
            (t.ending_told(k).is_none(), pick(&format!("{}/cijfer/{k}", t.key), 1 << 40))
        });
        let drawn = present.into_iter().take(asked).enumerate();
        drawn
            .map(|(n, i)| {
                let key = format!("{}/punt/{k}", self.trajecten[i].key);
                // The lower marks are not all at one end of the list.
                let is_high = (n * 7 + 3) % asked < high;
                let tenths = if is_high {
                    choose(&key, &[80, 80, 85, 90, 82, 95, 80, 88])
                } else {
                    choose(&key, &[70, 75, 60, 78, 65, 70])
                };
                (i, Decimal::new(tenths, 1))
            })
            .collect()
    }

    /// The rows of the report of a kwartaal, as they should have been delivered.
    pub(super) fn rows(&self, k: i32) -> Vec<Trajectregel> {
        let mut rows: Vec<_> = self.present(k).into_iter().map(|i| self.row(i, k)).collect();
        by_hand_rows(self.aanbieder, k, &mut rows);
        rows.sort_by(|a, b| (&a.deelnemer, a.startdatum).cmp(&(&b.deelnemer, b.startdatum)));
        rows
    }

    fn row(&self, i: usize, k: i32) -> Trajectregel {
        let t = &self.trajecten[i];
        let day = kwartaal(k).last_day();
        let lacks = |kolom| self.start_missing[index(k)].get(&i) == Some(&kolom);
        let fails = |kolom| self.view_missing[index(k)].get(&i) == Some(&kolom);
        let code = Deelnemercode::new(&t.code).expect("a code of the story");
        let mut row = Trajectregel::new(code, t.gemeente, t.start);
        let ending = t.ending_told(k);
        row.groep = Some(t.groep.into());
        row.einddatum = t.term(k);
        row.aanpassingen = Some(u32::try_from(t.terms.iter().filter(|(from, _)| *from <= k).count()).unwrap_or(1) - 1);
        row.startsituatie = if lacks(Kolom::Startsituatie) { none_or_no(&t.key) } else { Some(true) };
        row.doelen = if lacks(Kolom::Doelen) { none_or_no(&t.key) } else { Some(true) };
        row.begintrede = if lacks(Kolom::Begintrede) { None } else { Trede::new(t.begin) };
        row.doeltrede = if lacks(Kolom::Doeltrede) { None } else { Trede::new(t.goal) };
        row.huidige_trede = Trede::new(t.step(k));
        row.in_beeld = Some(!fails(Kolom::InBeeld));
        row.contact_professionals = if fails(Kolom::ContactProfessionals) { none_or_no(&t.key) } else { Some(true) };
        row.voortgang_geleverd = Self::progress_day(t, k, fails(Kolom::VoortgangGeleverd));
        row.uitstroom = ending.map(|e| e.uitstroom);
        row.uitval_eensluidend = ending.and_then(|e| e.joint);
        row.uren = Some(hours(t, k));
        row.cijfer = self.marks[index(k)].get(&i).copied();
        let third_year = t.start.checked_add_months(Months::new(24)).is_some_and(|d| d <= day);
        row.vervolgafspraak = (third_year && ending.is_none()).then(|| pick(&format!("{}/vervolg", t.key), 3) > 0);
        row.volgende_stap = match row.einddatum {
            Some(term) if ending.is_none() && term <= plus(day, 92) => Some(pick(&format!("{}/stap", t.key), 4) > 0),
            _ => None,
        };
        let (request, talk) = matching(t);
        row.aanmelddatum = Some(request);
        row.matchingsgesprek = Some(talk);
        row.eindrapportage = ending
            .filter(|_| pick(&format!("{}/eind", t.key), 9) > 0)
            .map(|e| weekday(plus(e.uitstroom.datum, 1 + pick(&format!("{}/eindrap", t.key), 6))));
        row.toelichting = remark(t, k).map(Into::into);
        row
    }

    fn progress_day(t: &Traject, k: i32, late: bool) -> Option<NaiveDate> {
        let quarter = kwartaal(k);
        if late {
            // Nothing this kwartaal: empty, or still the day of the kwartaal before.
            let earlier = weekday(minus(quarter.first_day(), 20 + pick(&format!("{}/vorige", t.key), 15)));
            return (t.first < k && pick(&format!("{}/leeg/{k}", t.key), 2) == 0).then_some(earlier);
        }
        let day = weekday(minus(quarter.last_day(), 5 + pick(&format!("{}/voortgang/{k}", t.key), 24)));
        let end = t.ending_told(k).map(|e| e.uitstroom.datum).filter(|d| *d >= quarter.first_day());
        Some(end.map_or(day, |end| day.min(end)).max(quarter.first_day()))
    }
}

fn index(k: i32) -> usize {
    usize::try_from(k).expect("a kwartaal of the story")
}

fn none_or_no(key: &str) -> Option<bool> {
    (pick(&format!("{key}/nee"), 2) == 0).then_some(false)
}

/// A day in the kwartaal, from the `from`-th and within `span` days, on a weekday.
fn day_in(k: i32, from: u64, span: u64, key: &str) -> NaiveDate {
    let day = weekday(plus(kwartaal(k).first_day(), from + pick(key, span)));
    day.min(kwartaal(k).last_day())
}

fn last_of_month(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).expect("a first day");
    first.checked_add_months(Months::new(1)).and_then(|d| d.pred_opt()).expect("within the calendar")
}

/// Makes the trajecten that the table of outcomes asks for.
fn from_outcomes(aanbieder: Aanbieder) -> Vec<Traject> {
    let a = column(aanbieder);
    let mut made = Vec::new();
    for (k, letters) in (0..).zip(story::OUTCOMES[a]) {
        for (n, letter) in letters.chars().enumerate() {
            made.push(ended(aanbieder, k, letter, n));
        }
    }
    made.retain(|t| t.first <= story::PRACTICE);
    for (key, told_in) in story::TOLD_LATE {
        for t in made.iter_mut().filter(|t| t.key == *key) {
            t.last = *told_in;
            if let Some(ending) = &mut t.ending {
                ending.told_in = *told_in;
            }
        }
    }
    made
}

/// A traject whose outcome date falls in kwartaal `k`, with the class of the letter.
fn ended(aanbieder: Aanbieder, k: i32, letter: char, n: usize) -> Traject {
    let a = column(aanbieder);
    let key = format!("{}/{k}/{letter}{n}", aanbieder.key());
    let length = i32::try_from(if a == 2 { 5 + pick(&key, 4) } else { 4 + pick(&key, 4) }).unwrap_or(5);
    let first = k - length;
    let start = day_in(first, 0, 84, &format!("{key}/start"));
    let outcome = day_in(k, 6, 78, &format!("{key}/uitkomst"));
    let gemeente = choose(&format!("{key}/gemeente"), story::HERKOMST[a]);
    let groups: Vec<_> = story::GROEPEN[a].iter().filter(|(_, from)| from.contains(&gemeente)).collect();
    let groep = choose(&format!("{key}/groep"), &groups).0;
    let begin = choose(&format!("{key}/begin"), &[2, 2, 3, 3, 4]);
    let (terms, ending, last) = term_and_ending(&key, letter, k, first, outcome);
    Traject {
        code: String::new(),
        gemeente,
        groep,
        start,
        terms,
        begin,
        goal: (begin + 2 + u8::try_from(pick(&format!("{key}/doel"), 2)).unwrap_or(0)).min(6),
        pace: if pick(&format!("{key}/tempo"), 9) == 0 { 0 } else { 2 },
        first,
        last,
        ending,
        key,
    }
}

type TermAndEnding = (Vec<(i32, Option<NaiveDate>)>, Option<Ending>, i32);

fn term_and_ending(key: &str, letter: char, k: i32, first: i32, outcome: NaiveDate) -> TermAndEnding {
    let soort = match letter {
        'R' | 'W' if pick(&format!("{key}/banenafspraak"), 4) == 0 => Uitstroomsoort::Banenafspraak,
        'R' | 'W' | 'T' => Uitstroomsoort::Regulier,
        'V' => Uitstroomsoort::Vrijwilligerswerk,
        'D' => Uitstroomsoort::Doelgroepenregister,
        'U' | 'N' => Uitstroomsoort::Uitval,
        _ => {
            choose(&format!("{key}/anders"), &[Uitstroomsoort::BeschutWerk, Uitstroomsoort::AnderTraject, Uitstroomsoort::Anders])
        }
    };
    let joint = (soort == Uitstroomsoort::Uitval).then_some(letter == 'U');
    // The term: on the day itself now and then, else the last day of that month or of the next.
    let term = match letter {
        'T' if pick(&format!("{key}/termijn"), 3) == 0 => kwartaal(k).last_day(),
        'T' | 'N' => outcome,
        _ if pick(&format!("{key}/termijn"), 7) == 0 => outcome,
        _ => last_of_month(plus(outcome, 30 * pick(&format!("{key}/ruim"), 2))),
    };
    let (told_in, ended_on) = match letter {
        // Regular work that came too late: "alsnog".
        'T' => {
            let later = k + 1 + i32::try_from(pick(&format!("{key}/alsnog"), 2)).unwrap_or(0);
            (later, day_in(later, 6, 70, &format!("{key}/later")))
        }
        'N' => (k - 1, day_in(k - 1, 20, 60, &format!("{key}/weg"))),
        _ => (k, outcome),
    };
    let mut terms = vec![(first, (letter != 'W').then_some(term))];
    // Longer ones had their term moved once, in the report of the kwartaal in which the first would have passed.
    let moved = k - 1 - i32::try_from(pick(&format!("{key}/verlengd"), 2)).unwrap_or(0);
    if !matches!(letter, 'W' | 'N') && k - first >= 5 && moved > first {
        let earlier = last_of_month(plus(kwartaal(moved).first_day(), 45));
        terms = vec![(first, Some(earlier)), (moved, Some(term))];
    }
    let ending = Ending { uitstroom: Uitstroom { datum: ended_on, soort }, joint, told_in };
    (terms, Some(ending), told_in)
}

/// The deelnemers that no table makes: each shows one thing.
fn by_hand(aanbieder: Aanbieder, trajecten: &mut Vec<Traject>) {
    let long = |key: &str, gemeente, groep, start: &str, first, terms: &[(i32, &str)], begin, goal| Traject {
        key: format!("{}/hand/{key}", aanbieder.key()),
        code: String::new(),
        gemeente,
        groep,
        start: date(start),
        terms: terms.iter().map(|(from, term)| (*from, Some(date(term)))).collect(),
        begin,
        goal,
        pace: 3,
        first,
        last: story::PRACTICE,
        ending: None,
    };
    match aanbieder {
        Aanbieder::Psw => {
            // Three years, and a term that was moved three times.
            let terms = [(3, "2023-12-31"), (7, "2024-12-31"), (11, "2025-06-30"), (13, "2026-02-28")];
            trajecten.push(long("drie-jaar", Gemeente::Venlo, "Montage Venlo", "2022-12-05", 3, &terms, 2, 4));
            // The third year: one with, one without an agreement on what comes next.
            let terms = [(7, "2024-12-31"), (11, "2026-06-30")];
            trajecten.push(long("derde-jaar", Gemeente::Beesel, "Horeca Beesel", "2023-10-02", 7, &terms, 2, 5));
            trajecten.push(long("derde-jaar-2", Gemeente::PeelEnMaas, "Logistiek Panningen", "2023-11-06", 7, &terms, 3, 5));
            // In 2025-K3, gone from 2025-K4.
            let mut gone = long("verdwenen", Gemeente::Venlo, "Groen Venlo", "2025-01-13", 12, &[(12, "2026-07-31")], 3, 5);
            gone.last = 14;
            trajecten.push(gone);
            // Its Startdatum is put right in 2025-K4.
            trajecten.push(long(
                "startdatum",
                Gemeente::HorstAanDeMaas,
                "Groen Horst",
                "2025-04-07",
                13,
                &[(13, "2026-09-30")],
                2,
                4,
            ));
        }
        Aanbieder::Rendiz => {
            let terms = [(7, "2024-12-31"), (11, "2026-03-31")];
            trajecten.push(long("derde-jaar", Gemeente::Venray, "Winkel Venray", "2023-12-04", 7, &terms, 2, 4));
            // Regular work in 2025-K2, lost in the trial period, back in 2025-K4.
            let mut back = long("terug", Gemeente::HorstAanDeMaas, "Keuken Horst", "2024-09-09", 10, &[(10, "2026-03-31")], 3, 5);
            back.ending = None;
            trajecten.push(back);
            // Drop-out of which the casusregisseur thinks otherwise.
            let mut out =
                long("niet-eensluidend", Gemeente::Venlo, "Textiel Venlo", "2025-02-03", 12, &[(12, "2026-07-31")], 2, 4);
            out.ending = Some(Ending {
                uitstroom: Uitstroom { datum: date("2025-11-21"), soort: Uitstroomsoort::Uitval },
                joint: Some(false),
                told_in: 15,
            });
            out.last = 15;
            trajecten.push(out);
            // A step back.
            trajecten.push(long("daling", Gemeente::Bergen, "Tuin Bergen", "2024-11-04", 11, &[(11, "2026-05-31")], 2, 5));
            // Moved from Horst aan de Maas to Venray.
            trajecten.push(long(
                "verhuisd",
                Gemeente::HorstAanDeMaas,
                "Keuken Horst",
                "2025-03-03",
                12,
                &[(12, "2026-08-31")],
                3,
                5,
            ));
            for (n, (start, end, first, last)) in
                [("2022-03-07", "2023-05-31", 0, 5), ("2022-06-13", "2023-09-29", 1, 6), ("2022-09-05", "2023-12-15", 2, 7)]
                    .into_iter()
                    .enumerate()
            {
                // Gennep, until the group there stopped. They came to an end of their own in that time.
                let term = [(first, end)];
                let mut gennep = long(&format!("gennep{n}"), Gemeente::Gennep, story::GROEP_GENNEP, start, first, &term, 2, 4);
                gennep.last = last;
                gennep.ending = Some(Ending {
                    uitstroom: Uitstroom { datum: date(end), soort: Uitstroomsoort::Regulier },
                    joint: None,
                    told_in: last,
                });
                trajecten.push(gennep);
            }
            // The last of them still ran when the group had stopped, and finished in Venray.
            let mut moved =
                long("gennep-venray", Gemeente::Gennep, "Werkplaats Venray", "2023-02-06", 4, &[(4, "2024-03-29")], 3, 5);
            moved.last = 8;
            moved.ending = Some(Ending {
                uitstroom: Uitstroom { datum: date("2024-03-22"), soort: Uitstroomsoort::Regulier },
                joint: None,
                told_in: 8,
            });
            trajecten.push(moved);
        }
        Aanbieder::Qwyl => {
            // The new group in Gennep, from September 2024.
            let terms = [(10, "2025-12-31"), (14, "2026-05-31")];
            trajecten.push(long("gennep", Gemeente::Gennep, story::GROEP_GENNEP, "2024-09-16", 10, &terms, 2, 4));
            trajecten.push(long("gennep2", Gemeente::Gennep, story::GROEP_GENNEP, "2025-05-12", 13, &[(13, "2026-10-31")], 3, 5));
        }
    }
}

/// What is changed by hand in the rows of one report.
fn by_hand_rows(aanbieder: Aanbieder, k: i32, rows: &mut Vec<Trajectregel>) {
    let mut with = |start: &str, change: &mut dyn FnMut(&mut Trajectregel)| {
        rows.iter_mut().filter(|r| r.startdatum == date(start)).for_each(change);
    };
    match (aanbieder, k) {
        (Aanbieder::Psw, 15..) => with("2025-04-07", &mut |r| r.startdatum = date("2025-04-14")),
        (Aanbieder::Rendiz, _) => {
            if k == 13 {
                with("2024-09-09", &mut |r| {
                    r.uitstroom = Some(Uitstroom { datum: date("2025-05-19"), soort: Uitstroomsoort::Banenafspraak });
                    r.toelichting = Some("Baan als keukenhulp onder de banenafspraak.".into());
                });
            }
            if k >= 15 {
                with("2024-09-09", &mut |r| {
                    r.toelichting = Some("Baan stopte in de proeftijd; op eigen verzoek terug in de groep.".into());
                });
                with("2024-11-04", &mut |r| {
                    r.huidige_trede = Trede::new(2);
                    r.toelichting = Some("Na ziekte weer begonnen met minder uren.".into());
                });
                with("2025-03-03", &mut |r| r.gemeente = Gemeente::Venray);
            }
            if k == 14 {
                // Away: at work.
                rows.retain(|r| r.startdatum != date("2024-09-09"));
            }
        }
        _ => {}
    }
    if aanbieder == Aanbieder::Qwyl && k >= 15 {
        // The begin step was looked at again.
        for row in rows.iter_mut().filter(|r| r.startdatum == date("2025-05-12")) {
            row.begintrede = Trede::new(2);
        }
    }
    if (aanbieder, k) == (Aanbieder::Psw, 11) {
        // A code typed in lower case once: the same deelnemer, with a finding.
        if let Some(row) = rows.get_mut(7) {
            row.deelnemer = Deelnemercode::new(row.deelnemer.as_str().to_lowercase()).expect("a code of the story");
        }
    }
}

/// Codes in order of start, with gaps; who comes back a second time keeps the code.
fn number(aanbieder: Aanbieder, trajecten: &mut [Traject]) {
    let (prefix, mut next) = match aanbieder {
        Aanbieder::Psw => ("P", 101),
        Aanbieder::Rendiz => ("R", 412),
        Aanbieder::Qwyl => ("Q", 31),
    };
    for t in trajecten.iter_mut() {
        t.code = format!("{prefix}-{next:04}");
        next += 1 + pick(&format!("{}/nummer", t.key), 3);
    }
    let mut back = None;
    if aanbieder == Aanbieder::Psw {
        // A second traject, more than a year after the first ended in drop-out.
        let first = trajecten.iter().find(|t| t.key.starts_with("psw/4/U")).map(|t| t.code.clone());
        let second = trajecten.iter().position(|t| t.first == 10 && t.key.contains('R'));
        back = first.zip(second);
    }
    if let Some((code, second)) = back {
        trajecten[second].code = code;
    }
}

/// Request and matching talk, the talk mostly within five working days.
fn matching(t: &Traject) -> (NaiveDate, NaiveDate) {
    let talk = weekday(minus(t.start, 9 + pick(&format!("{}/match", t.key), 12)));
    let days = if pick(&format!("{}/laat", t.key), 14) == 0 { 11 } else { 2 + pick(&format!("{}/vraag", t.key), 4) };
    let request = minus(talk, days);
    let request = match request.weekday() {
        chrono::Weekday::Sat => minus(request, 1),
        chrono::Weekday::Sun => minus(request, 2),
        _ => request,
    };
    (request, talk)
}

/// Hours this kwartaal: so many a week, over the weeks that it ran.
fn hours(t: &Traject, k: i32) -> Decimal {
    let quarter = kwartaal(k);
    let from = t.start.max(quarter.first_day());
    let to = t.ending_told(k).map_or(quarter.last_day(), |e| e.uitstroom.datum.min(quarter.last_day()));
    let weeks = (to - from).num_weeks().clamp(0, 12);
    let a_week = 12 + i64::try_from(pick(&format!("{}/uren", t.key), 5)).unwrap_or(0) * 4;
    let halves = weeks * a_week * 2 - i64::try_from(pick(&format!("{}/ziek/{k}", t.key), 19)).unwrap_or(0);
    Decimal::new(halves.max(0) * 5, 1)
}

fn remark(t: &Traject, k: i32) -> Option<&'static str> {
    let key = format!("{}/zin/{k}", t.key);
    if let Some(ending) = t.ending_told(k) {
        return Some(match ending.uitstroom.soort {
            Uitstroomsoort::Regulier | Uitstroomsoort::Banenafspraak => choose(&key, story::TOELICHTING_REGULIER),
            _ => choose(&key, story::TOELICHTING_ANDERS),
        });
    }
    if t.first == k {
        return Some(choose(&key, story::TOELICHTING_START));
    }
    (pick(&format!("{key}/wel"), 3) == 0).then(|| choose(&key, story::TOELICHTING_LOPEND))
}
