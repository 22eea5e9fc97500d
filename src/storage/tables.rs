//! What people edit, as tables: one description per kind of thing serves reading, writing, change log and undo.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Store;
use super::engine::{Conn, Row, Value as Sql, params};
use super::error::{Constraint, Error, Result, unreadable};
use crate::domain::register::Inschrijving;
use crate::domain::{
    Afspraak, Agendapunt, Bericht, Budget, Bundel, Change, Dekkingsmelding, Gesprek, Gespreksstatus, Gezien, Ontwikkeldoel,
    Schoon, Signaal, Soort, Tarief, Uitkomst, Uitvraagretour, bsn,
};

/// The fields of a thing by name, as serde sees them.
pub(super) type Fields = Map<String, Value>;

/// How a field stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Text,
    Number,
    /// ja/nee as 1 and 0.
    Flag,
    /// A list or a nested value, as JSON text.
    Json,
}

/// A table of things that people edit. Columns are named as the fields of the struct.
#[derive(Debug)]
pub struct Table {
    pub(super) soort: Soort,
    pub(super) name: &'static str,
    pub(super) key: &'static [&'static str],
    pub(super) columns: &'static [(&'static str, Column)],
    pub(super) order: &'static str,
    /// Columns with words and numbers of the program's own making; all others are looked at for a burgerservicenummer, so that
    /// no text that a person types is forgotten.
    own: &'static [&'static str],
    /// Refuses what the rules of the kind do not allow: called with the row before and after every change.
    guard: Option<Guard>,
}

type Guard = fn(&Conn, Way<'_>, Option<&Fields>, Option<&Fields>) -> Result<()>;

/// How a change comes about: undoing may go back where acting cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way<'a> {
    /// With the numbers that are no burgerservicenummer, though they look like one.
    Act(&'a [String]),
    Undo,
}

pub(super) const VERSION: &str = "rijversie";

/// A thing that people edit: it has a row version, every change of it is logged, and undone on request.
///
/// Implemented here for the domain types that have a table; there is nothing to implement elsewhere.
pub trait Stored: Serialize + DeserializeOwned + Clone {
    #[doc(hidden)]
    const TABLE: &'static Table;

    /// What names it in the change log and in [`Store::find`]: its number, or its id.
    fn id(&self) -> String;

    /// Gives a new thing its number: `next(name)` is the next of a sequence that never gives a number twice.
    #[doc(hidden)]
    fn allot(&mut self, next: &mut dyn FnMut(&str) -> Result<i64>) -> Result<()>;
}

impl Table {
    /// The table of a kind; None for what is not edited but delivered in versions.
    pub(super) fn of(soort: Soort) -> Option<&'static Self> {
        Some(match soort {
            Soort::Afspraak => Afspraak::TABLE,
            Soort::Gesprek => Gesprek::TABLE,
            Soort::Agendapunt => Agendapunt::TABLE,
            Soort::Uitkomst => Uitkomst::TABLE,
            Soort::Signaal => Signaal::TABLE,
            Soort::Bundel => Bundel::TABLE,
            Soort::Aandachtspunt => Gezien::TABLE,
            Soort::Dekkingsmelding => Dekkingsmelding::TABLE,
            Soort::Tarief => Tarief::TABLE,
            Soort::Uitvraag => Uitvraagretour::TABLE,
            Soort::Aanbieder => Inschrijving::TABLE,
            Soort::Budget => Budget::TABLE,
            Soort::Ontwikkeldoel => Ontwikkeldoel::TABLE,
            Soort::Bericht => Bericht::TABLE,
            Soort::Rapportage | Soort::Dekking | Soort::Cvs => return None,
        })
    }

    /// Refuses a change that the rules of the kind do not allow, and one that brings a burgerservicenummer.
    pub(super) fn check(&self, conn: &Conn, way: Way<'_>, old: Option<&Fields>, new: Option<&Fields>) -> Result<()> {
        if let (Way::Act(nummers), Some(new)) = (way, new) {
            let nummers: Vec<&str> = nummers.iter().map(String::as_str).collect();
            let none = Fields::new();
            let mut changed = self.differing(old.unwrap_or(&none), new).filter(|(veld, ..)| !self.own.contains(veld));
            if let Some((veld, ..)) = changed.find(|(_, _, nieuw)| holds_bsn(nieuw, &nummers)) {
                return Err(Error::Bsn { soort: self.soort, id: self.id_of(new), veld: veld.to_owned() });
            }
        }
        self.guard.map_or(Ok(()), |guard| guard(conn, way, old, new))
    }

    fn select(&self, rest: &str) -> String {
        let columns: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        format!("SELECT {} FROM {} {rest}", columns.join(", "), self.name)
    }

    fn where_key(&self, first: usize) -> String {
        let terms: Vec<String> = self.key.iter().enumerate().map(|(i, k)| format!("{k} = ?{}", first + i)).collect();
        format!("WHERE {}", terms.join(" AND "))
    }

    /// The values of the key that `id` spells, or None when it spells none.
    fn key_values<'i>(&self, id: &'i str) -> Option<Vec<Sql<'i>>> {
        let parts: Vec<&str> = if self.key.len() == 1 { vec![id] } else { id.splitn(self.key.len(), '/').collect() };
        if parts.len() != self.key.len() {
            return None;
        }
        let column = |name| self.columns.iter().find(|(n, _)| n == name).map(|(_, c)| *c);
        self.key
            .iter()
            .zip(parts)
            .map(|(name, part)| match column(name)? {
                Column::Number => part.parse().ok().map(Sql::Int),
                _ => Some(part.into()),
            })
            .collect()
    }

    fn read(&self, row: &Row<'_>) -> Result<Fields> {
        let mut fields = Fields::new();
        for (i, (name, column)) in self.columns.iter().enumerate() {
            let broken = || unreadable(self.name, name);
            let value = match (row.value(i)?, column) {
                (Sql::Null, _) => Value::Null,
                (Sql::Int(n), Column::Number) => n.into(),
                (Sql::Int(n @ (0 | 1)), Column::Flag) => (n == 1).into(),
                (Sql::Text(t), Column::Text) => t.into(),
                (Sql::Text(t), Column::Json) => serde_json::from_str(&t).map_err(|_| broken())?,
                _ => return Err(broken()),
            };
            fields.insert((*name).to_owned(), value);
        }
        Ok(fields)
    }

    pub(super) fn load(&self, conn: &Conn, id: &str) -> Result<Option<Fields>> {
        let Some(key) = self.key_values(id) else { return Ok(None) };
        conn.one(&self.select(&self.where_key(1)), &key, |row| self.read(row))
    }

    /// Reads everything, in the natural order.
    pub(super) fn rows(&self, conn: &Conn) -> Result<Vec<Fields>> {
        self.rows_of(conn, &self.select(&format!("ORDER BY {}", self.order)))
    }

    /// Reads everything row by row, so that one that cannot be read does not hide the others; with each what names it, as far
    /// as that can be told.
    pub(super) fn each_row(&self, conn: &Conn) -> Result<Vec<(Option<String>, Result<Fields>)>> {
        conn.all(&self.select(&format!("ORDER BY {}", self.order)), &[], |row| Ok((self.id_in(row), self.read(row))))
    }

    /// What names the thing in a row of which perhaps nothing else can be read.
    fn id_in(&self, row: &Row<'_>) -> Option<String> {
        let part = |key: &&'static str| {
            let at = self.columns.iter().position(|(name, _)| name == key)?;
            match row.value(at).ok()? {
                Sql::Int(n) => Some(n.to_string()),
                Sql::Text(t) => Some(t.into_owned()),
                Sql::Null | Sql::Date(_) | Sql::Blob(_) => None,
            }
        };
        Some(self.key.iter().map(part).collect::<Option<Vec<_>>>()?.join("/"))
    }

    /// Reads everything with one column left empty.
    fn rows_without(&self, conn: &Conn, column: &str) -> Result<Vec<Fields>> {
        let name = |name: &&'static str| if *name == column { format!("NULL AS {name}") } else { (*name).to_owned() };
        let columns: Vec<String> = self.columns.iter().map(|(n, _)| name(n)).collect();
        self.rows_of(conn, &format!("SELECT {} FROM {} ORDER BY {}", columns.join(", "), self.name, self.order))
    }

    fn rows_of(&self, conn: &Conn, select: &str) -> Result<Vec<Fields>> {
        conn.all(select, &[], |row| self.read(row))
    }

    /// What names a thing, from its fields: the same text as [`Stored::id`].
    pub(super) fn id_of(&self, fields: &Fields) -> String {
        let part = |name: &&str| {
            let text = |c: Column, v: &Value| if c == Column::Json { v.to_string() } else { shown(v).unwrap_or_default() };
            let column = self.columns.iter().find(|(n, _)| n == name).map_or(Column::Text, |(_, c)| *c);
            fields.get(*name).map(|v| text(column, v)).unwrap_or_default()
        };
        self.key.iter().map(part).collect::<Vec<_>>().join("/")
    }

    pub(super) fn insert(&self, conn: &Conn, id: &str, fields: &Fields) -> Result<()> {
        // What the log kept of a thing before it had a column says nothing of that: it is what a new column is.
        let (columns, values): (Vec<&str>, Vec<Sql<'_>>) = self
            .columns
            .iter()
            .zip(self.values(fields)?)
            .filter(|((name, _), _)| fields.contains_key(*name))
            .map(|((name, _), value)| (*name, value))
            .unzip();
        let marks: Vec<String> = (1..=columns.len()).map(|i| format!("?{i}")).collect();
        let sql = format!("INSERT INTO {} ({}) VALUES ({})", self.name, columns.join(", "), marks.join(", "));
        let written = conn.execute(&sql, &values);
        written.map(|_| ()).map_err(|e| self.constraint(e, id))
    }

    pub(super) fn update(&self, conn: &Conn, id: &str, fields: &Fields) -> Result<()> {
        let terms: Vec<String> = self.columns.iter().enumerate().map(|(i, (name, _))| format!("{name} = ?{}", i + 1)).collect();
        let sql =
            format!("UPDATE {} SET {} {}", self.name, terms.join(", "), self.where_key(self.columns.len().saturating_add(1)));
        let mut values = self.values(fields)?;
        values.extend(self.key_values(id).unwrap_or_default());
        match conn.execute(&sql, &values).map_err(|e| self.constraint(e, id))? {
            1 => Ok(()),
            _ => Err(Error::Missing { soort: self.soort, id: id.to_owned() }),
        }
    }

    pub(super) fn delete(&self, conn: &Conn, id: &str) -> Result<()> {
        let sql = format!("DELETE FROM {} {}", self.name, self.where_key(1));
        let key = self.key_values(id).unwrap_or_default();
        conn.execute(&sql, &key).map(|_| ()).map_err(|e| self.constraint(e, id))
    }

    fn values<'f>(&self, fields: &'f Fields) -> Result<Vec<Sql<'f>>> {
        let mut values = Vec::with_capacity(self.columns.len());
        for (name, column) in self.columns {
            let wrong = || Error::Internal(format!("{}.{name} past niet in zijn kolom", self.name));
            let value = match (fields.get(*name).unwrap_or(&Value::Null), column) {
                (Value::Null, _) => Sql::Null,
                (Value::String(s), Column::Text) => s.into(),
                (Value::Number(n), Column::Number) => Sql::Int(n.as_i64().ok_or_else(wrong)?),
                (Value::Bool(b), Column::Flag) => (*b).into(),
                (value, Column::Json) => value.to_string().into(),
                _ => return Err(wrong()),
            };
            values.push(value);
        }
        Ok(values)
    }

    /// A broken constraint is a fact about the thing, not a fault of ours.
    fn constraint(&self, error: Error, id: &str) -> Error {
        match error {
            Error::Broken(Constraint::Reference) => Error::InUse { soort: self.soort, id: id.to_owned() },
            Error::Broken(Constraint::Unique) => Error::Exists { soort: self.soort, id: id.to_owned() },
            other => other,
        }
    }

    /// The fields that differ, without the row version: name, value in `a`, value in `b`.
    pub(super) fn differing<'f>(
        &self,
        a: &'f Fields,
        b: &'f Fields,
    ) -> impl Iterator<Item = (&'static str, &'f Value, &'f Value)> {
        let get = |fields: &'f Fields, name: &str| fields.get(name).unwrap_or(&Value::Null);
        self.columns
            .iter()
            .filter(|(name, _)| *name != VERSION)
            .map(move |(name, _)| (*name, get(a, name), get(b, name)))
            .filter(|(_, a, b)| a != b)
    }

    /// The fields in which a thing is not what the log has of it. Of a field that came later the log says nothing.
    pub(super) fn not_as_logged<'f>(&self, logged: &'f Fields, now: &'f Fields) -> impl Iterator<Item = &'static str> {
        self.differing(logged, now).map(|(veld, ..)| veld).filter(|veld| logged.contains_key(*veld))
    }
}

/// Whether any text in a value may be a burgerservicenummer.
fn holds_bsn(value: &Value, nummers: &[&str]) -> bool {
    match value {
        Value::String(text) => bsn::bevat_bsn(&Schoon::kept(text), nummers),
        Value::Array(values) => values.iter().any(|v| holds_bsn(v, nummers)),
        // The number of an afspraak is given by the store: of 2024, the thousandth and eighth reads like one.
        Value::Object(fields) => fields.iter().any(|(name, value)| name != "Afspraak" && holds_bsn(value, nummers)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A value as a person reads it: text as it is, nothing for an empty field, the rest as JSON.
pub(super) fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(s) => Some(s.clone()),
        other => Some(other.to_string()),
    }
}

pub(super) fn fields_of<T: Serialize>(thing: &T) -> Result<Fields> {
    match serde_json::to_value(thing)? {
        Value::Object(fields) => Ok(fields),
        _ => Err(Error::Internal("geen velden".to_owned())),
    }
}

pub(super) fn thing_of<T: Stored>(fields: Fields) -> Result<T> {
    serde_json::from_value(Value::Object(fields)).map_err(|e| unreadable(T::TABLE.name, e))
}

pub(super) fn version_of(fields: &Fields) -> u64 {
    fields.get(VERSION).and_then(Value::as_u64).unwrap_or(0)
}

pub(super) fn set_version(fields: &mut Fields, version: u64) {
    fields.insert(VERSION.to_owned(), version.into());
}

impl Store {
    /// Returns everything of a kind, in its natural order.
    pub fn all<T: Stored>(&self) -> Result<Vec<T>> {
        T::TABLE.rows(&self.conn)?.into_iter().map(thing_of).collect()
    }

    /// Returns all gesprekken without what was frozen in them, which is most of their weight: for planning and counting.
    /// To change one, read it whole with [`Store::find`].
    pub fn planning(&self) -> Result<Vec<Gesprek>> {
        Gesprek::TABLE.rows_without(&self.conn, "bevroren")?.into_iter().map(thing_of).collect()
    }

    /// Returns the thing with this id, if there is one.
    pub fn find<T: Stored>(&self, id: &str) -> Result<Option<T>> {
        T::TABLE.load(&self.conn, id)?.map(thing_of).transpose()
    }
}

fn gesprek_status(fields: &Fields) -> Result<Gespreksstatus> {
    let status = fields.get("status").cloned().unwrap_or_default();
    serde_json::from_value(status).map_err(|e| unreadable("status", e))
}

/// States follow each other as the field says; a gesprek that is vastgesteld is read-only but for being opened again, and what it
/// says is written down; one that was held is never removed.
fn guard_gesprek(conn: &Conn, way: Way<'_>, old: Option<&Fields>, new: Option<&Fields>) -> Result<()> {
    let Some(old) = old else { return Ok(()) };
    let van = gesprek_status(old)?;
    let naar = new.map(gesprek_status).transpose()?;
    let allowed = match naar {
        None => !van.is_held(),
        Some(naar) if naar == van => van != Gespreksstatus::Vastgesteld,
        Some(naar) => way == Way::Undo || van.may_become(naar),
    };
    let id = old.get("id").and_then(Value::as_i64).unwrap_or(0);
    if !allowed {
        return Err(Error::GesprekState { id, van, naar });
    }
    let nummer = new.and_then(|fields| fields.get("vaststelling")).and_then(Value::as_i64);
    let is_written = || {
        let sql = "SELECT count(*) FROM vaststelling WHERE gesprek = ?1 AND nummer = ?2";
        conn.need(sql, &params![id, nummer], |row| row.holds(0))
    };
    if matches!(way, Way::Act(_)) && naar == Some(Gespreksstatus::Vastgesteld) && !is_written()? {
        return Err(Error::Internal(format!("gesprek {id} wordt vastgesteld zonder wat het zegt")));
    }
    Ok(())
}

/// What belongs to a gesprek that is vastgesteld does not change.
fn guard_part_of_gesprek(conn: &Conn, _: Way<'_>, old: Option<&Fields>, new: Option<&Fields>) -> Result<()> {
    for fields in [old, new].into_iter().flatten() {
        let Some(id) = fields.get("gesprek").and_then(Value::as_i64) else { continue };
        let status = conn.one("SELECT status FROM gesprek WHERE id = ?1", &params![id], |row| row.need_string(0))?;
        if status.as_deref() == Some(Gespreksstatus::Vastgesteld.key()) {
            return Err(Error::GesprekState { id, van: Gespreksstatus::Vastgesteld, naar: None });
        }
    }
    Ok(())
}

/// An outcome names an afspraak that is there. The reference stands within JSON, where SQL does not guard it.
fn guard_uitkomst(conn: &Conn, way: Way<'_>, old: Option<&Fields>, new: Option<&Fields>) -> Result<()> {
    guard_part_of_gesprek(conn, way, old, new)?;
    let inhoud = new.and_then(|fields| fields.get("inhoud"));
    let Some(nummer) = inhoud.and_then(|inhoud| inhoud.get("Afspraak")).and_then(Value::as_str) else { return Ok(()) };
    match Afspraak::TABLE.load(conn, nummer)? {
        Some(_) => Ok(()),
        None => Err(Error::Missing { soort: Soort::Afspraak, id: nummer.to_owned() }),
    }
}

/// An afspraak that an outcome names is withdrawn, never removed.
fn guard_afspraak(conn: &Conn, _: Way<'_>, old: Option<&Fields>, new: Option<&Fields>) -> Result<()> {
    let (Some(old), None) = (old, new) else { return Ok(()) };
    let nummer = old.get("nummer").and_then(Value::as_str).unwrap_or_default();
    let inhoud = serde_json::json!({ "Afspraak": nummer }).to_string();
    let sql = "SELECT EXISTS (SELECT 1 FROM uitkomst WHERE inhoud = ?1)";
    if conn.need(sql, &params![inhoud], |row| row.holds(0))? {
        return Err(Error::InUse { soort: Soort::Afspraak, id: nummer.to_owned() });
    }
    Ok(())
}

/// A signaal in a bundel is about its aanbieder, and not for a later gesprek. Whom a name means that was once written down, only
/// the register knows.
fn guard_signaal(conn: &Conn, _: Way<'_>, old: Option<&Fields>, new: Option<&Fields>) -> Result<()> {
    let Some(new) = new else { return Ok(()) };
    let Some(bundel) = new.get("bundel").and_then(Value::as_i64) else { return Ok(()) };
    let matter = ["bundel", "aanbieder", "aanbieder_naam", "segment", "kwartaal"];
    if old.is_some_and(|old| matter.iter().all(|veld| old.get(*veld) == new.get(*veld))) {
        return Ok(());
    }
    let text = |veld: &str| new.get(veld).and_then(Value::as_str).unwrap_or_default();
    let signaal = new.get("id").and_then(Value::as_i64).unwrap_or(0);
    // Whether the bundel is there at all, the reference guards.
    let sql = "SELECT (coalesce(b.aanbieder, '') = ?2 OR ?5 <> '') AND b.kwartaal >= ?3 AND (?2 <> '' OR NOT EXISTS
               (SELECT 1 FROM signaal s WHERE s.bundel = b.id AND s.id <> ?4 AND s.aanbieder IS NULL
                AND coalesce(s.aanbieder_naam, '') <> ?5)) AND NOT EXISTS
               (SELECT 1 FROM signaal s WHERE s.bundel = b.id AND s.id <> ?4 AND s.segment <> ?6)
               FROM bundel b WHERE b.id = ?1";
    let about = params![bundel, text("aanbieder"), text("kwartaal"), signaal, text("aanbieder_naam"), text("segment")];
    let fits = conn.one(sql, &about, |row| row.holds(0))?;
    if fits.unwrap_or(true) { Ok(()) } else { Err(Error::NotInBundel { signaal, bundel }) }
}

/// Declares the table of a kind: its key, its columns in the order of the struct, the order of a list.
macro_rules! stored {
    ($type:ident, $soort:ident, $name:literal, [$($key:literal),+], own: [$($own:literal),*], $order:literal, $guard:expr,
     |$self:ident| $id:expr, |$new:ident, $next:ident| $allot:expr, { $($column:ident: $kind:ident),+ $(,)? }) => {
        impl Stored for $type {
            const TABLE: &'static Table = &Table {
                soort: Soort::$soort,
                name: $name,
                key: &[$($key),+],
                columns: &[$((stringify!($column), Column::$kind)),+],
                order: $order,
                own: &[$($own),*],
                guard: $guard,
            };
            fn id(&self) -> String {
                let $self = self;
                $id
            }
            fn allot(&mut self, $next: &mut dyn FnMut(&str) -> Result<i64>) -> Result<()> {
                let $new = self;
                $allot
            }
        }
    };
}

/// Gives the next id of a sequence.
macro_rules! next_id {
    ($new:ident, $next:ident, $name:literal) => {{
        $new.id = $next($name)?;
        Ok(())
    }};
}

stored!(Afspraak, Afspraak, "afspraak", ["nummer"], own: ["nummer", "aanleiding"], "gemaakt, nummer", Some(guard_afspraak),
|a| a.nummer.to_string(), |a, next| super::afspraken::allot(a, next), {
    nummer: Text, aanbieder: Text, gesprek: Number, tekst: Text, eigenaar: Text, deadline: Text, status: Text,
    soort: Text, resultaat: Text, kpi: Number, deelnemer: Text, signaal: Number, aanleiding: Json, verwachting: Json,
    gemaakt: Text, rijversie: Number,
});

stored!(Gesprek, Gesprek, "gesprek", ["id"], own: ["bevroren"], "kwartaal, datum NULLS FIRST, aanbieder, id", Some(guard_gesprek),
|g| g.id.to_string(), |g, next| next_id!(g, next, "gesprek"), {
    id: Number, aanbieder: Text, kwartaal: Text, extra: Flag, gemeente: Text, datum: Text, tijd: Text, plaats: Text, aanwezig: Json,
    afwezig: Json, verslaglegger: Text, status: Text, begonnen: Text, volgende: Text, bevroren: Json, vaststelling: Number, rijversie: Number,
});

stored!(Agendapunt, Agendapunt, "agendapunt", ["gesprek", "sleutel"], own: [], "gesprek, volgorde, sleutel", Some(guard_part_of_gesprek),
|a| format!("{}/{}", a.gesprek, super::gesprekken::key(&a.sleutel)), |a, next| super::gesprekken::allot(a, next), {
    gesprek: Number, sleutel: Json, titel: Text, volgorde: Number, vervallen: Flag, voorbereiding: Text, notitie: Text,
    rijversie: Number,
});

stored!(Uitkomst, Uitkomst, "uitkomst", ["id"], own: [], "gesprek, id", Some(guard_uitkomst),
|u| u.id.to_string(), |u, next| next_id!(u, next, "uitkomst"), {
    id: Number, gesprek: Number, sleutel: Json, inhoud: Json, rijversie: Number,
});

stored!(Signaal, Signaal, "signaal", ["id"], own: ["afdruk"], "datum, id", Some(guard_signaal),
|s| s.id.to_string(), |s, next| next_id!(s, next, "signaal"), {
    id: Number, datum: Text, kwartaal: Text, gemeente: Text, functie: Text, aanbieder: Text, aanbieder_naam: Text,
    segment: Text, onderwerp: Text, kpi: Number, toon: Text, tekst: Text, status: Text, opgeschaald_op: Text, opschaling: Text,
    bundel: Number, gesprek: Number, antwoord: Text, uit_uitvraag: Flag, afdruk: Text, rijversie: Number,
});

stored!(Bundel, Bundel, "bundel", ["id"], own: [], "kwartaal, id", None,
|b| b.id.to_string(), |b, next| next_id!(b, next, "bundel"), {
    id: Number, aanbieder: Text, kwartaal: Text, titel: Text, rijversie: Number,
});

stored!(Gezien, Aandachtspunt, "gezien", ["sleutel"], own: ["sleutel", "feiten"], "sleutel", None,
|g| g.sleutel.clone(), |_g, _next| Ok(()), {
    sleutel: Text, aanbieder: Text, deelnemer: Text, feiten: Text, reden: Text, terug_op: Text, wie: Text,
    wanneer: Text, rijversie: Number,
});

stored!(Dekkingsmelding, Dekkingsmelding, "dekkingsmelding", ["id"], own: [], "vanaf, id", None,
|m| m.id.to_string(), |m, next| next_id!(m, next, "dekkingsmelding"), {
    id: Number, gemeente: Text, aanbieder: Text, dekking: Flag, vanaf: Text, toelichting: Text, afgestemd_op: Text,
    rijversie: Number,
});

stored!(Tarief, Tarief, "tarief", ["product", "jaar"], own: [], "jaar, product", None,
|t| format!("{}/{}", t.product.key(), t.jaar), |_t, _next| Ok(()), {
    product: Text, jaar: Number, bedrag: Text, bron: Text, bekend: Text, rijversie: Number,
});

stored!(Budget, Budget, "budget", ["aanbieder", "jaar"], own: [], "jaar, aanbieder", None,
|b| format!("{}/{}", b.aanbieder.key(), b.jaar), |_b, _next| Ok(()), {
    aanbieder: Text, jaar: Number, bedrag: Text, rijversie: Number,
});

stored!(Ontwikkeldoel, Ontwikkeldoel, "ontwikkeldoel", ["id"], own: [], "aanbieder, segment, id", None,
|d| d.id.to_string(), |d, next| next_id!(d, next, "ontwikkeldoel"), {
    id: Number, aanbieder: Text, segment: Text, tekst: Text, stand: Text, notities: Json, rijversie: Number,
});

stored!(Bericht, Bericht, "bericht", ["id"], own: ["bijlagen"], "gemaakt_op, id", None,
|b| b.id.to_string(), |b, next| next_id!(b, next, "bericht"), {
    id: Number, soort: Text, kwartaal: Text, aanbieder: Text, gemeente: Text, gesprek: Number, aan: Json, bijlagen: Json, gemaakt_op: Text,
    rijversie: Number,
});

stored!(Uitvraagretour, Uitvraag, "uitvraagretour", ["kwartaal", "gemeente"], own: [], "kwartaal, gemeente", None,
|r| format!("{}/{}", r.kwartaal, r.gemeente.key()), |_r, _next| Ok(()), {
    kwartaal: Text, gemeente: Text, ontvangen: Text, rijversie: Number,
});

stored!(Inschrijving, Aanbieder, "aanbieder", ["aanbieder"], own: ["aanbieder", "kvk", "voorvoegsel"], "volgnummer", None,
|i| i.aanbieder.key().to_owned(), |i, next| { i.volgnummer = u32::try_from(next("aanbieder")?).unwrap_or(u32::MAX); Ok(()) }, {
    aanbieder: Text, volgnummer: Number, naam: Text, statutair: Text, kvk: Text, andere_namen: Json, voorvoegsel: Text,
    contracten: Json, contactpersonen: Json, notitie: Text, rijversie: Number,
});

/// The whole thing as one change, for the log.
pub(super) const WHOLE: &str = Change::GEHEEL;

#[cfg(test)]
mod tests {
    use super::*;

    /// A thing of every kind that people edit, as fields; the compiler names a kind that is missing here, the test a field.
    fn things() -> Vec<(&'static Table, Fields)> {
        let nu = "2024-07-15T10:00:00Z";
        let thing = |soort: Soort, fields: Value| {
            let Value::Object(fields) = fields else { panic!("no fields") };
            (Table::of(soort).unwrap(), fields)
        };
        let voorbeeld = |soort: Soort| match soort {
            Soort::Afspraak => Some(serde_json::json!({
                "nummer": "PSW-2024-01", "aanbieder": "psw", "gesprek": null, "tekst": "x", "eigenaar": "x", "deadline": null,
                "status": "open", "soort": "gewoon", "resultaat": "", "kpi": null, "deelnemer": "x", "signaal": null,
                "aanleiding": null, "verwachting": null, "gemaakt": nu, "rijversie": 0,
            })),
            Soort::Gesprek => Some(serde_json::json!({
                "id": 0, "aanbieder": "psw", "kwartaal": "2024-K2", "extra": false, "gemeente": null, "datum": null, "tijd": null, "plaats": "x",
                "aanwezig": ["x"], "afwezig": ["x"], "verslaglegger": "x", "status": "gepland", "begonnen": null, "volgende": null, "bevroren": null, "vaststelling": null,
                "rijversie": 0,
            })),
            Soort::Agendapunt => Some(serde_json::json!({
                "gesprek": 1, "sleutel": "Dekking", "titel": "x", "volgorde": 0, "vervallen": false, "voorbereiding": "x",
                "notitie": "x", "rijversie": 0,
            })),
            Soort::Uitkomst => Some(serde_json::json!({
                "id": 0, "gesprek": 1, "sleutel": "Dekking", "inhoud": {"Tekst": {"soort": "besluit", "tekst": "x"}}, "rijversie": 0,
            })),
            Soort::Signaal => Some(serde_json::json!({
                "id": 0, "datum": "2024-07-01", "kwartaal": "2024-K2", "gemeente": "venlo", "functie": "x", "aanbieder": null,
                "aanbieder_naam": "x", "segment": "individueel", "onderwerp": "overig", "kpi": null, "toon": "neutraal",
                "tekst": "x", "status": "nieuw", "opgeschaald_op": null, "opschaling": "x", "bundel": null, "gesprek": null, "antwoord": "x", "uit_uitvraag": false, "afdruk": null,
                "rijversie": 0,
            })),
            Soort::Bundel => Some(serde_json::json!({
                "id": 0, "aanbieder": null, "kwartaal": "2024-K2", "titel": "x", "rijversie": 0,
            })),
            Soort::Aandachtspunt => Some(serde_json::json!({
                "sleutel": "x", "aanbieder": "psw", "deelnemer": "x", "feiten": "x", "reden": "x", "terug_op": null, "wie": "x",
                "wanneer": nu, "rijversie": 0,
            })),
            Soort::Dekkingsmelding => Some(serde_json::json!({
                "id": 0, "gemeente": "venlo", "aanbieder": "psw", "dekking": true, "vanaf": "2024-07-01", "toelichting": "x",
                "afgestemd_op": null, "rijversie": 0,
            })),
            Soort::Tarief => Some(serde_json::json!({
                "product": "p1", "jaar": 2024, "bedrag": "62.24", "bron": "x", "bekend": null, "rijversie": 0,
            })),
            Soort::Budget => Some(serde_json::json!({ "aanbieder": "psw", "jaar": 2024, "bedrag": "1000", "rijversie": 0 })),
            Soort::Ontwikkeldoel => Some(serde_json::json!({
                "id": 0, "aanbieder": "psw", "segment": "collectief", "tekst": "x", "stand": "open",
                "notities": [{ "kwartaal": "2024-K2", "tekst": "x" }], "rijversie": 0,
            })),
            Soort::Uitvraag => Some(serde_json::json!({
                "kwartaal": "2024-K2", "gemeente": "venlo", "ontvangen": "2024-07-08", "rijversie": 0,
            })),
            Soort::Aanbieder => Some(serde_json::json!({
                "aanbieder": "a", "volgnummer": 1, "naam": "x", "statutair": "x", "kvk": "", "andere_namen": ["x"],
                "voorvoegsel": "A", "contracten": [{
                    "segment": "collectief", "van": "2024-01-01", "tot": "2025-12-31",
                    "opties": [{ "tot": "2028-12-31", "besluit": { "stand": "gelicht", "op": "2025-06-01", "door": "x" } }],
                }],
                "contactpersonen": [{ "naam": "x", "functie": "x", "email": "x", "telefoon": "x", "waarvoor": "x" }],
                "notitie": "x", "rijversie": 0,
            })),
            Soort::Bericht => Some(serde_json::json!({
                "id": 0, "soort": "uitvraag", "kwartaal": "2024-K2", "aanbieder": null, "gemeente": "venlo", "gesprek": null, "aan": ["a@b.nl"],
                "bijlagen": ["x.xlsx"], "gemaakt_op": "2024-07-01", "rijversie": 0,
            })),
            Soort::Rapportage | Soort::Dekking | Soort::Cvs => None,
        };
        Soort::ALL.iter().filter_map(|soort| Some(thing(*soort, voorbeeld(*soort)?))).collect()
    }

    /// Every text that replaces a text of a value, one at a time.
    fn with_each_text(value: &Value, text: &str) -> Vec<Value> {
        match value {
            Value::String(_) => vec![text.into()],
            Value::Array(values) => {
                let each = |i: usize| with_each_text(&values[i], text).into_iter().map(move |v| (i, v));
                let put = |(i, v)| {
                    let mut values = values.clone();
                    values[i] = v;
                    Value::Array(values)
                };
                (0..values.len()).flat_map(each).map(put).collect()
            }
            Value::Object(fields) => {
                let each = |(name, v): (&String, &Value)| {
                    let name = name.clone();
                    with_each_text(v, text).into_iter().map(move |v| (name.clone(), v)).collect::<Vec<_>>()
                };
                let put = |(name, v)| {
                    let mut fields = fields.clone();
                    fields.insert(name, v);
                    Value::Object(fields)
                };
                fields.iter().flat_map(each).map(put).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn no_field_of_anything_that_people_edit_takes_a_bsn() {
        let store = Store::in_memory().unwrap();
        let mut looked = 0;
        for (table, fields) in things() {
            assert_eq!(fields.len(), table.columns.len(), "{}", table.name);
            for (veld, value) in fields.iter().filter(|(veld, _)| !table.own.contains(&veld.as_str())) {
                for met_bsn in with_each_text(value, "nr 1112.22.333") {
                    let mut wanted = fields.clone();
                    wanted.insert(veld.clone(), met_bsn);
                    // On making it, and on changing it from what it was.
                    for old in [None, Some(&fields)] {
                        let refused = table.check(&store.conn, Way::Act(&[]), old, Some(&wanted)).unwrap_err();
                        assert!(matches!(&refused, Error::Bsn { veld: v, .. } if v == veld), "{} {veld}: {refused}", table.name);
                        assert!(!refused.to_string().contains("222"));
                    }
                    // What was there before stays, while something else changes.
                    let again = table.check(&store.conn, Way::Act(&[]), Some(&wanted), Some(&wanted));
                    assert!(!matches!(again, Err(Error::Bsn { .. })), "{} {veld}", table.name);
                    looked += 1;
                }
            }
        }
        assert!(looked > 40, "{looked}");
    }

    /// `20241008` passes the test for one.
    #[test]
    fn the_number_of_an_afspraak_is_none() {
        let store = Store::in_memory().unwrap();
        for (name, veld, value) in [
            ("afspraak", "nummer", serde_json::json!("PSW-2024-1008")),
            ("uitkomst", "inhoud", serde_json::json!({"Afspraak": "PSW-2024-1008"})),
        ] {
            let (table, mut fields) = things().into_iter().find(|(table, _)| table.name == name).unwrap();
            fields.insert(veld.to_owned(), value);
            let checked = table.check(&store.conn, Way::Act(&[]), None, Some(&fields));
            assert!(!matches!(checked, Err(Error::Bsn { .. })), "{name}: {checked:?}");
        }
    }
}
