//! The SQL of the store and of its tables, in the words of PostgreSQL.

/// `?1` becomes `$1`; our SQL has no other question marks (`tests/it/tidy/sql.rs`).
pub(super) fn dollars(sql: &str) -> String {
    sql.replace('?', "$")
}

/// The words of SQLite in those of PostgreSQL. Text is compared and ordered by its bytes, as in a file, whatever the language of
/// the server is.
pub(in crate::storage) fn translated(sql: &str) -> String {
    let mut out = String::new();
    for line in sql.lines() {
        let code = line.split("--").next().unwrap_or_default().trim_end();
        let code = code.replace(" STRICT, WITHOUT ROWID", "").replace(" STRICT", "");
        for word in code.split_inclusive(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            let name = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            out.push_str(match name {
                "INTEGER" => "BIGINT",
                "TEXT" => "TEXT COLLATE \"C\"",
                "BLOB" => "BYTEA",
                same => same,
            });
            out.push_str(word.get(name.len()..).unwrap_or_default());
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_file_become_those_of_a_server() {
        let sql =
            "CREATE TABLE t (\n    id INTEGER PRIMARY KEY, -- INTEGER\n    x TEXT NOT NULL,\n    b BLOB\n) STRICT, WITHOUT ROWID";
        let translated = translated(sql);
        assert!(translated.contains("id BIGINT PRIMARY KEY,\n") && translated.contains("x TEXT COLLATE \"C\" NOT NULL"));
        assert!(translated.contains("b BYTEA\n)\n"), "{translated}");
    }
}
