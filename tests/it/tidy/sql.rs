//! The SQL of the store is what SQLite and PostgreSQL both know. Held here are the texts in `src/storage` outside the engine;
//! the steps that made tables of before are frozen, and no part of it.

use super::ring::length_of_text;

/// What only SQLite knows, in capitals, and what is said instead.
const OF_ONE_ENGINE: [(&str, &str); 11] = [
    ("GROUP_CONCAT", "string_agg, and no order is promised"),
    ("RANDOMBLOB", "getrandom"),
    ("LAST_INSERT_ROWID", "RETURNING id"),
    ("ROWID", "the key of the table"),
    ("PRAGMA", "a method of File"),
    ("AUTOINCREMENT", "ids of the database, or of `teller`"),
    ("INSERT OR ", "ON CONFLICT"),
    ("UPDATE OR ", "ON CONFLICT, or a row less first"),
    ("SQLITE_", "a method of File"),
    ("JSON_EXTRACT", "serde"),
    ("VACUUM", "a method of File"),
];

/// What a file says that not every engine understands.
pub(super) fn of_one_engine(name: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    for sql in texts(text) {
        let upper = sql.to_uppercase();
        for (word, instead) in OF_ONE_ENGINE.iter().filter(|(word, _)| upper.contains(word)) {
            broken.push(format!("src/{name}: {word} (say it with {instead}): {sql}"));
        }
        // `?{n}` is numbered by who makes the text; `{:?}` is no SQL.
        let is_numbered = |(at, _): (usize, &str)| {
            let next = sql.get(at + 1..).and_then(|rest| rest.chars().next());
            next.is_some_and(|c| c.is_ascii_digit() || c == '{')
                || sql.get(..at).is_some_and(|before| before.ends_with([':', '#']))
        };
        if !sql.match_indices('?').all(is_numbered) {
            broken.push(format!("src/{name}: a value is ?1, ?2: {sql}"));
        }
        // What the server is asked of a value has a type only when it is told one.
        if let Some(at) = sql.find(" IS NULL OR").filter(|at| sql.get(at - 2..*at).is_some_and(|p| p.starts_with('?'))) {
            broken.push(format!(
                "src/{name}: whether a value is empty is asked of CAST(?1 AS TEXT): {}",
                sql.get(..at).unwrap_or(sql)
            ));
        }
    }
    broken
}

/// The texts in a file of Rust, without their quotes; comments have none, and tests are of one engine.
fn texts(text: &str) -> Vec<&str> {
    let mut rest = text.get(..text.find("\n#[cfg(test)]\nmod tests {").unwrap_or(text.len())).unwrap_or(text);
    let mut found = Vec::new();
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(length) = length_of_text(rest) {
            found.extend(rest.get(1..length - 1).filter(|_| c != '\''));
            length
        } else if c.is_alphanumeric() || c == '_' {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else {
            c.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

#[test]
fn sql_of_one_engine_is_seen() {
    let broken = |text: &str| of_one_engine("storage/a.rs", text).len();
    assert_eq!(broken(r#"let x = f()?; "SELECT a FROM t WHERE b = ?1 AND c = ?12""#), 0);
    assert_eq!(broken(r#"conn.all("SELECT a FROM t WHERE b = ?")"#), 1);
    assert_eq!(broken(r#""select group_concat(a) from t""#), 1);
    assert_eq!(broken("\"PRAGMA x\" // \"PRAGMA y\""), 1);
    assert_eq!(broken(r#""SELECT a FROM t WHERE ?1 IS NULL OR b = ?1""#), 1);
    assert_eq!(broken(r#""SELECT a FROM t WHERE CAST(?1 AS TEXT) IS NULL OR b = ?1""#), 0);
    assert_eq!(broken("\n#[cfg(test)]\nmod tests { \"PRAGMA x\" }"), 0);
}
