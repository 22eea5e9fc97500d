//! Months by name.

/// The number of a Dutch month, written out or short; English short forms come from English Excel.
pub(super) fn maandnaam(woord: &str) -> Option<u32> {
    const MAANDEN: [&[&str]; 12] = [
        &["januari", "jan"],
        &["februari", "feb", "febr"],
        &["maart", "mrt", "mar", "maa"],
        &["april", "apr"],
        &["mei", "may"],
        &["juni", "jun"],
        &["juli", "jul"],
        &["augustus", "aug"],
        &["september", "sep", "sept"],
        &["oktober", "okt", "oct"],
        &["november", "nov"],
        &["december", "dec"],
    ];
    let index = MAANDEN.iter().position(|namen| namen.contains(&woord))?;
    u32::try_from(index + 1).ok()
}

/// Whether a text is a day of a month that a spreadsheet made of something else: `3-apr`, `apr-24`, `3 april`.
pub(super) fn is_maandtekst(tekst: &str) -> bool {
    let klein = tekst.to_lowercase();
    let delen: Vec<&str> = klein.split(['-', ' ', '/', '.']).filter(|d| !d.is_empty()).collect();
    let is_getal = |d: &str| (1..=4).contains(&d.len()) && d.bytes().all(|b| b.is_ascii_digit());
    match delen.as_slice() {
        [a, b] => (is_getal(a) && maandnaam(b).is_some()) || (maandnaam(a).is_some() && is_getal(b)),
        [a, b, c] => is_getal(a) && maandnaam(b).is_some() && is_getal(c),
        _ => false,
    }
}
