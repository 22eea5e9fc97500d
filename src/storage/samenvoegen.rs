//! Three-way merge: what somebody changed in a thing, held against what others changed in it since he saw it.
//!
//! What does not clash is merged. What does is told field by field ([`Botsing`]), and settled by the user ([`Keuze`]): a
//! settlement holds for the value of the other that the user saw, and for no later one.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Store;
use super::botsing::{Botsing, Keuze, Kies, Samenvoeging, Spoor};
use super::engine::{Conn, params};
use super::error::{Error, Result, unreadable};
use super::log::OpenHandeling;
use super::tables::{Fields, Stored, Table, VERSION, WHOLE, Way, fields_of, set_version, shown, thing_of, version_of};
use crate::domain::Soort;

/// Fields that mean something together only: who changes one of them is asked about all.
const fn units(soort: Soort) -> &'static [&'static [&'static str]] {
    match soort {
        Soort::Afspraak => &[&["status", "resultaat"]],
        Soort::Gesprek => &[&["datum", "tijd"]],
        Soort::Signaal => &[&["segment", "aanbieder", "aanbieder_naam"], &["opgeschaald_op", "opschaling"]],
        _ => &[],
    }
}

/// The fields of a table by what is settled together; each is in one unit.
fn units_of(table: &Table) -> Vec<Vec<&'static str>> {
    let units = units(table.soort);
    let alone = |veld: &&str| *veld != VERSION && !units.iter().any(|u| u.contains(veld));
    let together = units.iter().map(|u| u.to_vec());
    together.chain(table.columns.iter().map(|(veld, _)| *veld).filter(alone).map(|veld| vec![veld])).collect()
}

/// Bookkeeping that goes along with the rest and is never asked about.
fn is_silent(soort: Soort, veld: &str) -> bool {
    match soort {
        Soort::Aandachtspunt => ["feiten", "wie", "wanneer"].contains(&veld),
        Soort::Agendapunt => veld == "volgorde",
        _ => false,
    }
}

/// Texts that can be kept one below the other.
const TEXTS: [&str; 8] = ["tekst", "resultaat", "antwoord", "notitie", "voorbereiding", "toelichting", "reden", "inhoud"];

/// What happened to a thing since a row version.
struct Sinds {
    /// As it was then; None when it was not there, or that cannot be told any more.
    toen: Option<Fields>,
    /// Who changed each field last.
    door: BTreeMap<String, Spoor>,
    /// The last row version that the log knows.
    laatste: u64,
}

fn since(conn: &Conn, table: &Table, id: &str, version: u64, now: Option<Fields>) -> Result<Sinds> {
    let sql = "SELECT w.veld, w.oud, w.rijversie, h.wie, h.wanneer, h.wat FROM wijziging w JOIN handeling h ON h.id = w.handeling
               WHERE w.soort = ?1 AND w.id = ?2 ORDER BY w.handeling DESC, w.volgnr DESC";
    let changes = conn.all(sql, &params![table.soort, id], |row| {
        let oud: Value = row.text(1)?.map_or(Ok(Value::Null), serde_json::from_str).map_err(|e| unreadable("wijziging", e))?;
        let spoor = Spoor { wie: row.need_string(3)?, wanneer: row.moment(4)?, wat: row.need_string(5)? };
        Ok((row.need_string(0)?, oud, row.small::<u64>(2)?, spoor))
    })?;
    let mut sinds = Sinds { toen: now, door: BTreeMap::new(), laatste: version };
    for (veld, oud, led_to, spoor) in changes {
        let Some(led_to) = led_to else {
            // Logged before row versions were: what was there then cannot be told.
            sinds.toen = None;
            break;
        };
        sinds.laatste = sinds.laatste.max(led_to);
        if led_to <= version {
            break;
        }
        match (veld.as_str(), oud) {
            (WHOLE, Value::Object(was)) => sinds.toen = Some(was),
            (WHOLE, _) => sinds.toen = None,
            (veld, oud) => {
                if let Some(toen) = &mut sinds.toen {
                    toen.insert(veld.to_owned(), oud);
                }
            }
        }
        sinds.door.entry(veld).or_insert(spoor);
    }
    Ok(sinds)
}

impl Sinds {
    fn door(&self, veld: &str) -> Option<Spoor> {
        self.door.get(veld).or_else(|| self.door.get(WHOLE)).cloned()
    }
}

impl Store {
    /// Says how clashes are settled in the next change.
    pub fn settle(&mut self, keuzes: Vec<Keuze>) {
        self.keuzes = keuzes;
    }

    /// Returns what the last change was merged with, once.
    pub fn take_merged(&mut self) -> Vec<Samenvoeging> {
        std::mem::take(&mut self.samengevoegd)
    }
}

impl OpenHandeling<'_> {
    /// Returns a thing as somebody saw it at a row version: what others changed since is left out. Of a thing that was removed
    /// since, as it was then too.
    ///
    /// # Errors
    /// [`Error::Missing`] when it is not there and never was, as far as can be told.
    pub fn seen<T: Stored>(&self, id: &str, rijversie: u32) -> Result<T> {
        let now = T::TABLE.load(self.tx, id)?;
        let version = u64::from(rijversie);
        let missing = || Error::Missing { soort: T::TABLE.soort, id: id.to_owned() };
        let then = match now {
            Some(now) if version_of(&now) == version => now,
            now => since(self.tx, T::TABLE, id, version, now.clone())?.toen.or(now).ok_or_else(missing)?,
        };
        let mut then = then;
        set_version(&mut then, version);
        thing_of(then)
    }

    /// Makes a thing that goes by what it is about, or changes it when somebody made it since; `blank` is what there was to see
    /// before.
    pub fn put<T: Stored>(&mut self, thing: T, blank: &T) -> Result<T> {
        let id = thing.id();
        let mine = fields_of(&thing)?;
        if version_of(&mine) > 0 {
            return self.change(&thing);
        }
        let Some(now) = T::TABLE.load(self.tx, &id)? else { return self.make(thing) };
        let sinds = since(self.tx, T::TABLE, &id, 0, Some(now.clone()))?;
        let sinds = Sinds { toen: Some(fields_of(blank)?), ..sinds };
        let wanted = self.merge(T::TABLE, &id, &mine, &now, &sinds, &[]);
        self.write_change(T::TABLE, &id, &now, wanted).and_then(thing_of)
    }

    /// What the row is to become: `mine` when it is of the present version, else that merged with what others did since, where
    /// the fields `held` count as changed here too.
    pub(super) fn merged(&mut self, table: &Table, id: &str, mine: Fields, now: &Fields, held: &[&str]) -> Result<Fields> {
        if version_of(&mine) == version_of(now) {
            return Ok(mine);
        }
        let sinds = since(self.tx, table, id, version_of(&mine), Some(now.clone()))?;
        Ok(self.merge(table, id, &mine, now, &sinds, held))
    }

    fn merge(&mut self, table: &Table, id: &str, mine: &Fields, now: &Fields, sinds: &Sinds, held: &[&str]) -> Fields {
        let get = |fields: &'_ Fields, veld: &str| fields.get(veld).cloned().unwrap_or(Value::Null);
        // Of what cannot be told how it was, all that differs clashes.
        let differs = |a: &Fields, veld: &&str| sinds.toen.as_ref().is_none_or(|then| a.get(*veld) != then.get(*veld));
        let mut wanted = now.clone();
        let mut theirs: Vec<&'static str> = Vec::new();
        for unit in units_of(table) {
            let apart: Vec<&'static str> = unit.iter().copied().filter(|v| get(mine, v) != get(now, v)).collect();
            let is_held = unit.iter().any(|v| held.contains(v));
            let i_did = unit.iter().any(|v| differs(mine, v));
            let they_did = unit.iter().any(|v| differs(now, v));
            let silent = unit.iter().all(|v| is_silent(table.soort, v));
            if apart.is_empty() || !(i_did || is_held) {
                theirs.extend(unit.iter().copied().filter(|v| !silent && differs(now, v)));
                continue;
            }
            for veld in &apart {
                let (m, t) = (get(mine, veld), get(now, veld));
                let then = sinds.toen.as_ref().map_or(Value::Null, |f| get(f, veld));
                let both = merged_lists(&then, &m, &t);
                let value = if !they_did || silent {
                    m
                } else if let Some(both) = both {
                    both
                } else {
                    let clash = Botsing {
                        soort: table.soort,
                        id: id.to_owned(),
                        veld: (*veld).to_owned(),
                        van_u: shown(&m),
                        nu: shown(&t),
                        door: sinds.door(veld),
                        samen: apart.len() == 1 && TEXTS.contains(veld) && below_each_other(&t, &m).is_some(),
                        eenheid: unit.first().copied().unwrap_or_default(),
                        vervalt: !i_did,
                        rijversie: version_of(now),
                    };
                    match self.chosen(&clash) {
                        // The change makes no sense any more: the thing stays as the other left it.
                        Some(Kies::Nu) if !i_did => {
                            self.note_merged(table, id, vec![veld], sinds);
                            return now.clone();
                        }
                        Some(Kies::Nu) => t,
                        Some(Kies::Samen) => below_each_other(&t, &m).unwrap_or(m),
                        Some(Kies::VanU) => m,
                        None => {
                            self.botsingen.push(clash);
                            m
                        }
                    }
                };
                wanted.insert((*veld).to_owned(), value);
            }
        }
        self.note_merged(table, id, theirs, sinds);
        wanted
    }

    fn note_merged(&mut self, table: &Table, id: &str, velden: Vec<&'static str>, sinds: &Sinds) {
        let Some(last) = velden.last() else { return };
        let door = sinds.door(last);
        let velden = velden.into_iter().map(str::to_owned).collect();
        self.samengevoegd.push(Samenvoeging { soort: table.soort, id: id.to_owned(), velden, door });
    }

    fn chosen(&self, clash: &Botsing) -> Option<Kies> {
        let about = |k: &&Keuze| k.soort == clash.soort && k.id == clash.id && k.veld == clash.veld && k.nu == clash.nu;
        self.keuzes.iter().find(about).map(|k| k.kies)
    }

    /// A thing that was changed here and removed by somebody else: put back as wanted, or left as it is, as the user chooses.
    pub(super) fn removed_meanwhile(&mut self, table: &Table, id: &str, mine: Fields) -> Result<Fields> {
        let sinds = since(self.tx, table, id, version_of(&mine), None)?;
        let missing = || Error::Missing { soort: table.soort, id: id.to_owned() };
        if sinds.toen.is_none() {
            return Err(missing());
        }
        let clash = about_all(table, id, Some(&mine), None, sinds.door(WHOLE), sinds.laatste);
        match self.chosen(&clash) {
            Some(Kies::Nu) => Ok(mine),
            Some(Kies::VanU | Kies::Samen) => {
                let mut back = mine;
                let version = sinds.laatste.saturating_add(1);
                set_version(&mut back, version);
                table.check(self.tx, Way::Undo, None, Some(&back))?;
                table.insert(self.tx, id, &back)?;
                self.touch(table.soort);
                self.log_row(table, id, version, [(WHOLE, Value::Null, Value::Object(back.clone()))]);
                Ok(back)
            }
            None => {
                self.botsingen.push(clash);
                Ok(mine)
            }
        }
    }

    /// Whether a thing that is to be removed may go: it is as it was seen, or the user chose so.
    pub(super) fn may_remove(&mut self, table: &Table, id: &str, mine: &Fields, now: &Fields) -> Result<bool> {
        if version_of(mine) == version_of(now) {
            return Ok(true);
        }
        let sinds = since(self.tx, table, id, version_of(mine), Some(now.clone()))?;
        let theirs = |then: &Fields| table.differing(then, now).map(|(veld, ..)| veld).find(|v| !is_silent(table.soort, v));
        let changed = match &sinds.toen {
            Some(then) => theirs(then),
            None => Some(WHOLE),
        };
        let Some(veld) = changed else { return Ok(true) };
        let clash = about_all(table, id, None, Some(now), sinds.door(veld), version_of(now));
        match self.chosen(&clash) {
            Some(Kies::VanU | Kies::Samen) => Ok(true),
            Some(Kies::Nu) => Ok(false),
            None => {
                self.botsingen.push(clash);
                Ok(false)
            }
        }
    }
}

/// The clash of a change with a removal.
fn about_all(
    table: &Table,
    id: &str,
    van_u: Option<&Fields>,
    nu: Option<&Fields>,
    door: Option<Spoor>,
    rijversie: u64,
) -> Botsing {
    Botsing {
        soort: table.soort,
        id: id.to_owned(),
        veld: WHOLE.to_owned(),
        van_u: van_u.and_then(as_a_whole),
        nu: nu.and_then(as_a_whole),
        door,
        samen: false,
        eenheid: WHOLE,
        vervalt: false,
        rijversie,
    }
}

/// A thing as one value.
fn as_a_whole(fields: &Fields) -> Option<String> {
    shown(&Value::Object(fields.clone()))
}

/// Two lists of texts that both grew or shrank: each keeps what it added and loses what it took out.
fn merged_lists(then: &Value, mine: &Value, theirs: &Value) -> Option<Value> {
    let (then, mine, theirs) = (then.as_array()?, mine.as_array()?, theirs.as_array()?);
    let stays = |item: &&Value| mine.contains(item) || !then.contains(item);
    let mut both: Vec<Value> = theirs.iter().filter(stays).cloned().collect();
    both.extend(mine.iter().filter(|item| !then.contains(item) && !theirs.contains(item)).cloned());
    Some(Value::Array(both))
}

/// Two texts as one, that of the other first; None for what is no text.
fn below_each_other(theirs: &Value, mine: &Value) -> Option<Value> {
    match (theirs, mine) {
        (Value::String(t), Value::String(m)) if !t.is_empty() && !m.is_empty() => Some(format!("{t}\n{m}").into()),
        (Value::Object(t), Value::Object(m)) => {
            // The text of an outcome stands one level down.
            let (key, inner) = m.iter().next()?;
            let (t, m) = (t.get(key)?.get("tekst")?.as_str()?, inner.get("tekst")?.as_str()?);
            let mut both = inner.as_object()?.clone();
            both.insert("tekst".to_owned(), format!("{t}\n{m}").into());
            Some(Value::Object([(key.clone(), Value::Object(both))].into_iter().collect()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::storage::Act;

    /// Merges in an act of nothing; returns what the row becomes and what clashes.
    fn merged(store: &mut Store, table: &Table, then: &Fields, mine: &Fields, now: &Fields) -> (Fields, Vec<String>) {
        let tx = store.begin().unwrap();
        let mut open = OpenHandeling::begin(&tx, &Act::new("x", chrono::DateTime::UNIX_EPOCH, "x"), "x", &[]);
        let sinds = Sinds { toen: Some(then.clone()), door: BTreeMap::new(), laatste: 2 };
        let wanted = open.merge(table, "1", mine, now, &sinds, &[]);
        (wanted, open.botsingen.iter().map(|b| b.veld.clone()).collect())
    }

    #[test]
    fn every_field_of_every_kind_merges_with_every_other_and_clashes_with_itself() {
        let mut store = Store::in_memory().unwrap();
        for table in Soort::ALL.into_iter().filter_map(Table::of) {
            let units = units_of(table);
            let fields: Vec<&str> = units.iter().flatten().copied().collect();
            let all: Vec<&str> = table.columns.iter().map(|(veld, _)| *veld).filter(|v| *v != VERSION).collect();
            let sorted = |mut v: Vec<&'static str>| {
                v.sort_unstable();
                v
            };
            assert_eq!(sorted(units.iter().flatten().copied().collect()), sorted(all), "{}", table.name);
            let then: Fields = fields.iter().map(|veld| ((*veld).to_owned(), json!("toen"))).collect();
            let with = |veld: &str, value: &str| {
                let mut fields = then.clone();
                fields.insert(veld.to_owned(), json!(value));
                fields
            };
            for one in &fields {
                for two in &fields {
                    let together = units.iter().any(|u| u.contains(one) && u.contains(two));
                    let silent = is_silent(table.soort, one);
                    let (wanted, clashes) = merged(&mut store, table, &then, &with(one, "mijn"), &with(two, "hun"));
                    let name = format!("{}.{one} met {two}", table.name);
                    assert_eq!(clashes.is_empty(), !together || silent, "{name}: {clashes:?}");
                    assert_eq!(wanted.get(*one), Some(&json!("mijn")), "{name}");
                    assert!(together || wanted.get(*two) == Some(&json!("hun")), "{name}");
                }
            }
        }
    }

    #[test]
    fn lists_keep_what_each_added_and_lose_what_each_took_out() {
        let then = json!(["a", "b"]);
        for (mine, theirs, both) in [
            (json!(["a", "b", "c"]), json!(["a", "b", "d"]), json!(["a", "b", "d", "c"])),
            (json!(["b"]), json!(["a", "b", "d"]), json!(["b", "d"])),
            (json!(["b", "c"]), json!(["a"]), json!(["c"])),
            (json!(["c"]), json!(["c", "a", "b"]), json!(["c"])),
        ] {
            assert_eq!(merged_lists(&then, &mine, &theirs), Some(both));
        }
        assert_eq!(merged_lists(&json!("a"), &json!("b"), &json!("c")), None);
    }

    #[test]
    fn two_texts_are_kept_one_below_the_other() {
        assert_eq!(below_each_other(&json!("hun"), &json!("mijn")), Some(json!("hun\nmijn")));
        assert_eq!(below_each_other(&json!(""), &json!("mijn")), None);
        let inhoud = |tekst: &str| json!({"Tekst": {"soort": "besluit", "tekst": tekst}});
        assert_eq!(below_each_other(&inhoud("hun"), &inhoud("mijn")), Some(inhoud("hun\nmijn")));
        assert_eq!(below_each_other(&json!(3), &json!(4)), None);
    }
}
