//! The fingerprint of a part: equal for the same rows in whatever order under the same columns, whatever file held them.

use std::fmt::Write as _;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::values::Iso;
use crate::domain::{
    Bevinding, Cvsregel, Dekkingsregel, Ernst, Kolom, Kolomwaarde, Samenwerking, Sleutel, Tevredenheidsregel, Trajectregel, Trede,
};

/// The values of one row, one after another, so that different rows never give the same bytes: a value has its length
/// before it, an empty one a mark of its own.
#[derive(Default)]
pub(super) struct Encoder(Vec<u8>);

impl Encoder {
    fn bytes(&mut self, value: Option<&[u8]>) -> &mut Self {
        let length = value.map_or(u32::MAX, |v| u32::try_from(v.len()).unwrap_or(u32::MAX - 1));
        self.0.extend_from_slice(&length.to_le_bytes());
        self.0.extend_from_slice(value.unwrap_or_default());
        self
    }
    fn text(&mut self, value: &str) -> &mut Self {
        self.bytes(Some(value.as_bytes()))
    }
    fn maybe(&mut self, value: Option<&str>) -> &mut Self {
        self.bytes(value.map(str::as_bytes))
    }
    fn key<T: Sleutel>(&mut self, value: Option<T>) -> &mut Self {
        self.maybe(value.map(T::key))
    }
    fn date(&mut self, value: Option<NaiveDate>) -> &mut Self {
        self.bytes(value.map(Iso::new).as_ref().map(Iso::as_bytes))
    }
    fn number(&mut self, value: Option<u32>) -> &mut Self {
        self.bytes(value.map(u32::to_le_bytes).as_ref().map(<[u8; 4]>::as_slice))
    }
    fn flag(&mut self, value: Option<bool>) -> &mut Self {
        self.number(value.map(u32::from))
    }
    fn trede(&mut self, value: Option<Trede>) -> &mut Self {
        self.number(value.map(|t| u32::from(t.nummer())))
    }
    /// What a row has in one column; `later` is the key of a column that came after prints were first taken. Where such a one is
    /// empty, a row has the print that it always had.
    fn kolom(&mut self, later: Option<&str>, waarde: Option<&Kolomwaarde<'_>>) -> &mut Self {
        match (later, waarde) {
            (Some(_), None) => self,
            (Some(key), waarde) => self.text(key).kolomwaarde(waarde),
            (None, waarde) => self.kolomwaarde(waarde),
        }
    }
    fn kolomwaarde(&mut self, waarde: Option<&Kolomwaarde<'_>>) -> &mut Self {
        match waarde {
            None => self.bytes(None),
            Some(Kolomwaarde::Code(code)) => self.text(code.sleutel()),
            Some(Kolomwaarde::Gemeente(gemeente)) => self.key(Some(*gemeente)),
            Some(Kolomwaarde::Tekst(tekst)) => self.text(tekst.as_str()),
            Some(Kolomwaarde::Dag(dag)) => self.date(Some(*dag)),
            Some(Kolomwaarde::Aantal(n)) => self.number(Some(*n)),
            Some(Kolomwaarde::JaNee(ja)) => self.flag(Some(*ja)),
            Some(Kolomwaarde::Trede(trede)) => self.trede(Some(*trede)),
            Some(Kolomwaarde::Uitstroom(soort)) => self.key(Some(*soort)),
            Some(Kolomwaarde::Getal(getal)) => self.decimal(Some(*getal)),
            Some(Kolomwaarde::Product(product)) => self.key(Some(*product)),
        }
    }
    /// 8 and 8,0 are the same mark.
    fn decimal(&mut self, value: Option<Decimal>) -> &mut Self {
        let value = value.map(|d| d.normalize().serialize());
        self.bytes(value.as_ref().map(<[u8; 16]>::as_slice))
    }
}

/// A row that a fingerprint can be taken of. Where the row stood (`rij`) is no part of what it says.
pub(super) trait Encode {
    fn encode(&self, to: &mut Encoder);
}

impl Encode for Trajectregel {
    fn encode(&self, to: &mut Encoder) {
        for kolom in Kolom::ALL {
            to.kolom(kolom.is_later().then(|| kolom.key()), kolom.of(self).as_ref());
        }
    }
}

impl Encode for Tevredenheidsregel {
    fn encode(&self, to: &mut Encoder) {
        to.key(Some(self.niveau))
            .decimal(Some(self.cijfer))
            .key(self.gemeente)
            .date(self.datum)
            .maybe(self.ondernemer.as_deref())
            .maybe(self.toelichting.as_deref());
        // Came later: without it a row has the print that it always had.
        if self.gemeld_segment.is_some() {
            to.key(self.gemeld_segment);
        }
    }
}

impl Encode for Samenwerking {
    fn encode(&self, to: &mut Encoder) {
        to.maybe(self.voortgang.as_deref()).maybe(self.eigen_aandeel.as_deref()).maybe(self.ontwikkelpunten.as_deref());
    }
}

impl Encode for Dekkingsregel {
    fn encode(&self, to: &mut Encoder) {
        to.key(Some(self.gemeente))
            .text(self.aanbieder.key())
            .flag(Some(self.dekking))
            .maybe(self.locatie.as_deref())
            .number(self.capaciteit)
            .date(self.vanaf)
            .date(self.tot)
            .maybe(self.toelichting.as_deref());
    }
}

impl Encode for Cvsregel {
    fn encode(&self, to: &mut Encoder) {
        to.text(self.deelnemer.sleutel())
            .text(self.aanbieder.key())
            .date(Some(self.startdatum))
            .flag(self.startsituatie)
            .trede(self.begintrede)
            .trede(self.doeltrede)
            .trede(self.huidige_trede)
            .flag(self.doelen)
            .date(self.einddatum)
            .date(self.beoordeeld_op);
    }
}

/// Returns the fingerprint of rows, hexadecimal.
///
/// `columns` are the bits of the columns of the sheet. Rows that were left out as unusable count with what their findings
/// say: the same usable rows beside other broken ones are another delivery.
pub(super) fn fingerprint<'b, R: Encode>(
    rows: &[R],
    columns: Option<u32>,
    left_out: u32,
    findings: impl IntoIterator<Item = &'b Bevinding>,
) -> String {
    let mut encoder = Encoder::default();
    let mut digest = |encode: &mut dyn FnMut(&mut Encoder)| -> [u8; 32] {
        encoder.0.clear();
        encode(&mut encoder);
        Sha256::digest(&encoder.0).into()
    };
    let mut rows: Vec<[u8; 32]> = rows.iter().map(|row| digest(&mut |to| row.encode(to))).collect();
    rows.sort_unstable();
    let mut broken: Vec<[u8; 32]> = Vec::new();
    if left_out > 0 {
        let faults = findings.into_iter().filter(|b| b.ernst == Ernst::Fout);
        broken.extend(faults.map(|b| {
            digest(&mut |to| {
                to.text(&b.code).maybe(b.deelnemer.as_deref()).key(b.kolom).text(&b.gevonden);
            })
        }));
        broken.sort_unstable();
    }
    let mut whole = Sha256::new();
    whole.update(columns.unwrap_or(u32::MAX).to_le_bytes());
    whole.update(left_out.to_le_bytes());
    for part in [&rows, &broken] {
        whole.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        for row in part {
            whole.update(row);
        }
    }
    hex(&whole.finalize())
}

/// The bytes as hexadecimal text.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Deelnemercode, Gemeente, Productopgave, Tekst};
    use proptest::prelude::*;

    fn row(n: u32) -> Trajectregel {
        let code = Deelnemercode::new(format!("D{n}")).unwrap();
        Trajectregel { rij: n, ..Trajectregel::new(code, Gemeente::Venlo, NaiveDate::from_ymd_opt(2024, 1, 1).unwrap()) }
    }

    proptest! {
        #[test]
        fn the_order_of_rows_and_where_they_stood_say_nothing(
            order in Just((0_u32..20).collect::<Vec<_>>()).prop_shuffle()
        ) {
            let straight: Vec<_> = (0..20).map(row).collect();
            let shuffled: Vec<_> = (0_u32..).zip(&order).map(|(at, n)| Trajectregel { rij: at + 100, ..row(*n) }).collect();
            prop_assert_eq!(fingerprint(&straight, Some(7), 0, &[]), fingerprint(&shuffled, Some(7), 0, &[]));
        }
    }

    #[test]
    fn every_field_of_a_row_counts() {
        let base = row(1);
        let dag = NaiveDate::from_ymd_opt(2024, 5, 1).unwrap();
        let t = Trede::new(2);
        let text: Option<Tekst> = Some("x".into());
        let uitstroom = |soort| Some(crate::domain::Uitstroom { datum: dag, soort });
        let others = [
            row(2),
            Trajectregel { gemeente: Gemeente::Venray, ..base.clone() },
            Trajectregel { groep: text.clone(), ..base.clone() },
            Trajectregel { groep: Some("".into()), ..base.clone() },
            Trajectregel { startdatum: dag, ..base.clone() },
            Trajectregel { einddatum: Some(dag), ..base.clone() },
            Trajectregel { aanpassingen: Some(0), ..base.clone() },
            Trajectregel { startsituatie: Some(false), ..base.clone() },
            Trajectregel { begintrede: t, ..base.clone() },
            Trajectregel { doeltrede: t, ..base.clone() },
            Trajectregel { huidige_trede: t, ..base.clone() },
            Trajectregel { doelen: Some(true), ..base.clone() },
            Trajectregel { in_beeld: Some(true), ..base.clone() },
            Trajectregel { contact_professionals: Some(true), ..base.clone() },
            Trajectregel { voortgang_geleverd: Some(dag), ..base.clone() },
            Trajectregel { uitstroom: uitstroom(crate::domain::Uitstroomsoort::Uitval), ..base.clone() },
            Trajectregel { uitstroom: uitstroom(crate::domain::Uitstroomsoort::Anders), ..base.clone() },
            Trajectregel { uitval_eensluidend: Some(true), ..base.clone() },
            Trajectregel { uren: Some(Decimal::new(5, 1)), ..base.clone() },
            Trajectregel { product: Some(Productopgave::ALL[0]), ..base.clone() },
            Trajectregel { product: Some(Productopgave::ALL[1]), ..base.clone() },
            Trajectregel { product: Some(Productopgave::ALL[2]), ..base.clone() },
            Trajectregel { cijfer: Some(Decimal::new(5, 0)), ..base.clone() },
            Trajectregel { vervolgafspraak: Some(true), ..base.clone() },
            Trajectregel { volgende_stap: Some(true), ..base.clone() },
            Trajectregel { aanmelddatum: Some(dag), ..base.clone() },
            Trajectregel { matchingsgesprek: Some(dag), ..base.clone() },
            Trajectregel { eindrapportage: Some(dag), ..base.clone() },
            Trajectregel { toelichting: text, ..base.clone() },
        ];
        let mut prints: Vec<String> = others.iter().map(|r| fingerprint(std::slice::from_ref(r), Some(7), 0, &[])).collect();
        prints.push(fingerprint(std::slice::from_ref(&base), Some(7), 0, &[]));
        prints.push(fingerprint(std::slice::from_ref(&base), Some(3), 0, &[]));
        prints.push(fingerprint(std::slice::from_ref(&base), Some(7), 1, &[]));
        prints.push(fingerprint(&[base.clone(), base], Some(7), 0, &[]));
        let count = prints.len();
        prints.sort();
        prints.dedup();
        assert_eq!(prints.len(), count);
    }

    /// A row as a program writes it that knows two columns more.
    struct Latere(Trajectregel, [Option<u32>; 2]);

    impl Encode for Latere {
        fn encode(&self, to: &mut Encoder) {
            self.0.encode(to);
            for (key, aantal) in ["Begeleiders", "Bijlagen"].into_iter().zip(self.1) {
                to.kolom(Some(key), aantal.map(Kolomwaarde::Aantal).as_ref());
            }
        }
    }

    #[test]
    fn a_new_column_leaves_the_print_as_it_was_until_a_row_has_something_in_it() {
        let print = |latere| fingerprint(&[Latere(row(1), latere)], Some(7), 0, &[]);
        let before = fingerprint(&[row(1)], Some(7), 0, &[]);
        assert_eq!(print([None, None]), before);
        // What stands in one column is not what stands in the other.
        let mut prints =
            vec![before, print([Some(1), None]), print([None, Some(1)]), print([Some(1), Some(1)]), print([Some(2), None])];
        prints.sort();
        prints.dedup();
        assert_eq!(prints.len(), 5);
    }

    /// Prints are kept for years: those of today's rows are what they are. The database of the first program in `tests/data`, which is
    /// checked against the prints in it, says the same of whole deliveries.
    #[test]
    fn the_print_of_a_row_stays_what_it_is() {
        let uitstroom = Some(crate::domain::Uitstroom {
            datum: NaiveDate::from_ymd_opt(2024, 6, 30).unwrap(),
            soort: crate::domain::Uitstroomsoort::BeschutWerk,
        });
        let full = Trajectregel {
            groep: Some("A".into()),
            uitstroom,
            product: Some(Productopgave::ALL[1]),
            uren: Some(Decimal::new(1250, 2)),
            doelen: Some(false),
            begintrede: Trede::new(2),
            aanpassingen: Some(3),
            ..row(1)
        };
        insta::assert_snapshot!(fingerprint(&[full], Some(0x03ff_ffff), 0, &[]), @"4afde974c4346c38ac35d0102e8c4d3bf7ba8b312a040ccc043bce4e25007666");
    }

    #[test]
    fn trailing_zeros_and_the_case_of_a_code_say_nothing() {
        let with = |code: &str, cijfer| {
            let code = Deelnemercode::new(code).unwrap();
            let start = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
            let row = Trajectregel { cijfer: Some(cijfer), ..Trajectregel::new(code, Gemeente::Venlo, start) };
            fingerprint(&[row], Some(7), 0, &[])
        };
        assert_eq!(with("psw-1", Decimal::new(80, 1)), with("PSW-1", Decimal::new(8, 0)));
    }
}
