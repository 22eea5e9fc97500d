//! Who may do what on a server. The server enforces it; the program says why something cannot be done.
//!
//! Nobody logs in as one of these roles: people are members of one. The owner makes and changes tables and removes for good. A
//! writer adds to the change log and never changes it. Who beleidscollega is writes signalen and bundels. A reader looks. In the
//! log everybody goes by his own login: the server refuses another name.

use super::tabellen;
use crate::storage::engine::{Conn, Mode, Row, params};
use crate::storage::error::{Error, Result};

/// The roles, behind the name of the schema.
const ROLLEN: [&str; 4] = ["beheer", "schrijver", "signalen", "lezer"];

/// What who only writes signalen changes.
const VAN_SIGNALEN: [&str; 4] = ["signaal", "bundel", "uitvraagantwoord", "uitvraagretour"];

/// The key of the pseudonyms: nothing for who only reads.
pub(super) const SLEUTEL: &str = "sleutel";

/// As whom a server received the user.
pub(super) struct Onthaal {
    /// The version of the tables; 0 when there are none, or none for this user.
    pub(super) versie: i64,
    /// Whether the user may store anything.
    pub(super) may_write: bool,
    /// Whether the key of the pseudonyms is kept from him.
    pub(super) hides_key: bool,
    pub(super) login: String,
}

const ONTVANGST: &str = "SELECT versie, has_table_privilege('handeling', 'INSERT'), has_table_privilege('sleutel', 'SELECT'),
                                CAST(session_user AS TEXT) FROM schemaversie";

fn onthaal(row: &Row<'_>) -> Result<Onthaal> {
    let (may_write, hides_key) = (row.holds(1)?, !row.holds(2)?);
    Ok(Onthaal { versie: row.need(0)?, may_write, hides_key, login: row.need_string(3)? })
}

/// The same, and brings over what these groups of tables hold, in one round trip: the first look. Of tables that are not as they
/// should be nothing is brought.
pub(super) fn received_with(conn: &Conn, groepen: &[usize]) -> Result<Onthaal> {
    let mut received = None;
    let brought = conn.begin_first_look(groepen, ONTVANGST, &mut |row| {
        received = Some(onthaal(row)?);
        Ok(())
    });
    match (brought, received) {
        (Ok(()), Some(onthaal)) => Ok(onthaal),
        (Err(Error::Lost(why)), _) => Err(Error::Lost(why)),
        _ => {
            conn.end_look();
            self::received(conn)
        }
    }
}

/// Asks as whom the user is received; of tables that are as they should be in one question.
pub(super) fn received(conn: &Conn) -> Result<Onthaal> {
    let received = conn.need(ONTVANGST, &[], onthaal);
    match received {
        Err(Error::Lost(why)) => Err(Error::Lost(why)),
        Err(_) => Ok(Onthaal { versie: tabellen::version(conn)?, may_write: false, hides_key: true, login: String::new() }),
        Ok(received) => Ok(received),
    }
}

/// Makes roles, schema and tables, or brings them up to date, in one transaction. Returns the names of the roles.
pub(super) fn make(conn: &Conn) -> Result<Vec<String>> {
    let schema = conn.as_server().map(|server| server.adres().schema().to_owned()).unwrap_or_default();
    let roles: Vec<String> = ROLLEN.iter().map(|rol| format!("{schema}_{rol}")).collect();
    let [beheer, schrijver, signalen, lezer] = roles.as_slice() else {
        return Err(Error::Internal("vier rollen".to_owned()));
    };
    let tx = conn.begin(Mode::Write)?;
    for role in &roles {
        if tx.one("SELECT 1 FROM pg_roles WHERE rolname = ?1", &params![role], |_| Ok(()))?.is_none() {
            tx.batch(&format!("CREATE ROLE {role} NOLOGIN"))?;
        }
    }
    let is_there = tx.one("SELECT 1 FROM pg_namespace WHERE nspname = ?1", &params![&schema], |_| Ok(()))?.is_some();
    if !is_there {
        // Who gives a schema to a role is a member of it.
        tx.batch(&format!("GRANT {beheer} TO CURRENT_USER; CREATE SCHEMA {schema} AUTHORIZATION {beheer}"))?;
    }
    tx.batch(&format!("SET LOCAL ROLE {beheer}"))?;
    tabellen::make(&tx)?;
    tx.batch(&rights(&schema, [schrijver, signalen, lezer])?)?;
    tx.commit()?;
    Ok(roles)
}

/// What each role may do, said anew as a whole: what is not said here is not allowed.
fn rights(schema: &str, [schrijver, signalen, lezer]: [&String; 3]) -> Result<String> {
    let tables = tabellen::names()?;
    let all = format!("{lezer}, {schrijver}, {signalen}");
    let writers = format!("{schrijver}, {signalen}");
    let mut sql = vec![
        format!("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {all}"),
        format!("GRANT USAGE ON SCHEMA {schema} TO {all}"),
        format!("GRANT SELECT ON schemaversie TO {all}"),
    ];
    for table in tables.iter().map(String::as_str) {
        let readers = if table == SLEUTEL { schrijver } else { &all };
        let (may, who) = match table {
            // What is only added to: nobody but the owner changes or removes what stands there.
            SLEUTEL | "vaststelling" => ("INSERT", schrijver),
            "wijziging" => ("INSERT", &writers),
            "handeling" => ("INSERT, UPDATE (ongedaan_door)", &writers),
            // Numbers and stamps go with every act.
            "teller" | "stempel" => ("INSERT, UPDATE", &writers),
            _ if VAN_SIGNALEN.contains(&table) => ("INSERT, UPDATE, DELETE", &writers),
            _ => ("INSERT, UPDATE, DELETE", schrijver),
        };
        sql.push(format!("GRANT SELECT ON {table} TO {readers}"));
        sql.push(format!("GRANT {may} ON {table} TO {who}"));
    }
    sql.push(own_name(schema));
    Ok(sql.join(";\n"))
}

/// Refuses an act under another name than the login; what the program does by itself is of nobody, and the owner brings over what
/// others did before.
fn own_name(schema: &str) -> String {
    let programma = crate::storage::PROGRAMMA;
    format!(
        "CREATE OR REPLACE FUNCTION eigen_naam() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
             IF NEW.wie = session_user OR starts_with(NEW.wie, session_user || ' (') OR NEW.wie = '{programma}'
                OR pg_has_role(session_user, '{schema}_beheer', 'MEMBER') THEN
                 RETURN NEW;
             END IF;
             RAISE insufficient_privilege USING MESSAGE = 'het logboek noemt wie is aangemeld';
         END $$;
         DROP TRIGGER IF EXISTS eigen_naam ON handeling;
         CREATE TRIGGER eigen_naam BEFORE INSERT ON handeling FOR EACH ROW EXECUTE FUNCTION eigen_naam()"
    )
}
