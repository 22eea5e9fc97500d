//! What screens and popups both tell as text: the history of an afspraak, findings, a version and what differs in it.

use std::collections::BTreeSet;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::phrases;
use super::shared::Shared;
use super::theme::Theme;
use crate::app::{Versiebeeld, Versieverschil, finding_help, finding_title};
use crate::domain::{Bestandsoordeel, Bevinding, Change, Ernst, Handeling, Niveau, Signaalstatus};
use crate::wording::{self, Veldwijziging};

/// The history of a thing: who did what when, with what was and what became. What was read from a file is the thing as it stands
/// above it, and that file can be opened: it is not told field by field again.
pub fn history_lines(handelingen: &[Handeling], shared: &Shared) -> Vec<Line<'static>> {
    told(handelingen, |handeling, change| handeling.bestand.is_none() || !change.is_making(), shared)
}

/// What these acts changed, all of it.
pub fn act_lines(handelingen: &[Handeling], shared: &Shared) -> Vec<Line<'static>> {
    told(handelingen, |_, _| true, shared)
}

fn told(handelingen: &[Handeling], is_told: fn(&Handeling, &Change) -> bool, shared: &Shared) -> Vec<Line<'static>> {
    let theme = shared.theme();
    let mut body = Vec::new();
    for handeling in handelingen {
        if !body.is_empty() {
            body.push(Line::default());
        }
        let when = crate::domain::nederlandse_klok(handeling.wanneer);
        let undone = if handeling.ongedaan { " (ongedaan gemaakt)" } else { "" };
        body.push(Line::from(vec![
            Span::styled(wording::datum(when.date()), theme.strong()),
            Span::styled(format!(" {} · {}", when.format("%H:%M"), wording::veilig(&handeling.wie)), theme.dim()),
            Span::raw(format!(" · {}{undone}", wording::veilig(&handeling.wat))),
        ]));
        let changes = handeling.changes.iter().filter(|change| is_told(handeling, change));
        for Veldwijziging { veld, was, wordt } in changes.flat_map(|c| wording::veldwijzigingen(c, shared.register())) {
            let what: Vec<String> = was.into_iter().chain(wordt).collect();
            body.push(Line::from(vec![Span::styled(format!("    {veld}: "), theme.dim()), Span::raw(what.join(" → "))]));
        }
    }
    if body.is_empty() {
        body.push(Line::from(Span::styled("Er is nog niets gebeurd.", theme.dim())));
    }
    body
}

/// Glyph and style of the status of a signaal.
pub fn signaalmerk(status: Signaalstatus, theme: Theme) -> (&'static str, Style) {
    match status {
        Signaalstatus::Nieuw => ("●", theme.accent()),
        Signaalstatus::Opgeschaald => ("▲", theme.attention()),
        Signaalstatus::Geagendeerd => ("◆", theme.text()),
        Signaalstatus::Besproken => ("○", theme.text()),
        Signaalstatus::Afgehandeld => ("✓", theme.good()),
    }
}

/// How grave a finding is, in words.
pub const fn weight(ernst: Ernst) -> &'static str {
    match ernst {
        Ernst::Bestand => "het bestand is zo niet te gebruiken",
        Ernst::Fout => "fout",
        Ernst::Waarschuwing => "waarschuwing",
        Ernst::Opmerking => "opmerking",
    }
}

/// Findings grouped by kind with their count, those that touch a KPI first; every one is listed.
pub fn finding_lines(bevindingen: &[Bevinding], theme: Theme) -> Vec<Line<'static>> {
    let mut groups: Vec<(&str, Vec<&Bevinding>)> = Vec::new();
    for bevinding in bevindingen {
        match groups.iter_mut().find(|(code, _)| *code == bevinding.code) {
            Some((_, group)) => group.push(bevinding),
            None => groups.push((bevinding.code.as_str(), vec![bevinding])),
        }
    }
    // The order in which they come is that of weight: what touches a KPI stands first.
    let mut body = Vec::new();
    for (code, group) in groups {
        let Some(first) = group.first() else { continue };
        if !body.is_empty() {
            body.push(Line::default());
        }
        let touched: BTreeSet<u8> = group.iter().flat_map(|b| b.kpi.iter().copied()).collect();
        let kpi: Vec<String> = touched.iter().map(|n| format!("KPI {n}")).collect();
        let touches = if kpi.is_empty() { String::new() } else { format!("  raakt {}", wording::opsomming(&kpi)) };
        let count = if group.len() > 1 { format!("{} × ", group.len()) } else { String::new() };
        body.push(Line::from(vec![
            Span::styled(format!("{count}{}", finding_title(code)), theme.ernst(first.ernst)),
            Span::styled(format!("  {}{touches}", weight(first.ernst)), theme.dim()),
        ]));
        for bevinding in group {
            let place = match (&bevinding.blad, &bevinding.cel) {
                (Some(blad), Some(cel)) => format!("{blad} {cel}"),
                (Some(place), None) | (None, Some(place)) => place.clone(),
                (None, None) => String::new(),
            };
            let who = bevinding.deelnemer.as_ref().map(|d| format!(" {d}")).unwrap_or_default();
            body.push(Line::from(vec![
                Span::styled(format!("  {}", wording::veilig(&format!("{place}{who}"))), theme.strong()),
                Span::raw(format!("  {}", wording::veilig(&bevinding.tekst))),
            ]));
        }
        body.extend(finding_help(code).map(|help| Line::from(Span::styled(format!("  {}", phrases::hulp(help)), theme.dim()))));
    }
    if body.is_empty() {
        return vec![Line::from(Span::styled("Geen bevindingen.", theme.dim()))];
    }
    let total = phrases::aantal(bevindingen.len(), "bevinding", "bevindingen");
    body.insert(0, Line::from(Span::styled(total, theme.dim())));
    body.insert(1, Line::default());
    body
}

/// The glyph of a verdict on a file.
pub const fn glyph(oordeel: Bestandsoordeel) -> char {
    match oordeel {
        Bestandsoordeel::Goed => '✓',
        Bestandsoordeel::GoedMetOpmerkingen => '○',
        Bestandsoordeel::DeelsBruikbaar => '!',
        Bestandsoordeel::NietBruikbaar => '✗',
    }
}

/// A version as text: what differs from the one before, then its rows with what is filled in.
pub fn version_lines(beeld: &Versiebeeld, theme: Theme) -> Vec<Line<'static>> {
    let mut body = Vec::new();
    match &beeld.verschil {
        Some(verschil) => difference(verschil, theme, &mut body),
        None => body.push(Line::styled("  De eerste versie.", theme.dim())),
    }
    let heading = |words: String| [Line::default(), Line::styled(words, theme.strong())];
    body.extend(heading(format!("Deelnemers: {}", phrases::aantal(beeld.rijen.len(), "rij", "rijen"))));
    for rij in &beeld.rijen {
        let velden: Vec<String> = rij.velden.iter().map(|(kolom, v)| format!("{kolom} {}", wording::veilig(v))).collect();
        let head = format!("  {}  {}  ", wording::veilig(rij.deelnemer.as_str()), wording::datum(rij.startdatum));
        body.push(Line::from(vec![Span::styled(head, theme.accent()), Span::raw(velden.join(" · "))]));
    }
    if let Some(deel) = &beeld.tevredenheid {
        body.extend(heading(format!("Tevredenheid: {}", phrases::aantal(deel.regels.len(), "cijfer", "cijfers"))));
        for r in &deel.regels {
            let extra = [
                r.gemeente.map(|g| g.naam().to_owned()),
                r.ondernemer.as_deref().map(wording::veilig),
                r.toelichting.as_deref().map(wording::veilig),
            ];
            let extra: Vec<String> = extra.into_iter().flatten().collect();
            let head = format!("  {} {}  ", niveau(r.niveau), phrases::getal(r.cijfer));
            body.push(Line::from(vec![Span::styled(head, theme.accent()), Span::raw(extra.join(" · "))]));
        }
    }
    if let Some(deel) = &beeld.samenwerking {
        body.extend(heading("Samenwerking".to_owned()));
        let told =
            [("Voortgang", &deel.voortgang), ("Eigen aandeel", &deel.eigen_aandeel), ("Ontwikkelpunten", &deel.ontwikkelpunten)];
        for (kop, tekst) in told {
            let tekst = tekst.as_deref().map_or_else(|| "–".to_owned(), wording::veilig);
            body.push(Line::from(vec![Span::styled(format!("  {kop}  "), theme.accent()), Span::raw(tekst)]));
        }
    }
    body
}

const fn niveau(niveau: Niveau) -> &'static str {
    match niveau {
        Niveau::Casusregisseur => "casusregisseur",
        Niveau::Ondernemer => "ondernemer",
    }
}

/// Rows that came, went and changed against the version that stands.
pub fn difference(verschil: &Versieverschil, theme: Theme, body: &mut Vec<Line<'static>>) {
    let count = |n: usize, word: &str| format!("{} {word}", phrases::aantal(n, "rij", "rijen"));
    let words =
        [count(verschil.erbij.len(), "erbij"), count(verschil.weg.len(), "weg"), count(verschil.aantal_anders(), "gewijzigd")];
    let head = format!("  Tegenover versie {}: {}", verschil.met_versie, words.join(", "));
    body.push(Line::from(Span::styled(head, theme.text())));
    let row = |sign: &'static str, style, words: String| {
        Line::from(vec![Span::styled(format!("  {sign} "), style), Span::raw(wording::veilig(&words))])
    };
    for (deelnemer, start) in &verschil.erbij {
        body.push(row("+", theme.good(), format!("{deelnemer} (start {})", wording::datum(*start))));
    }
    for (deelnemer, start) in &verschil.weg {
        body.push(row("−", theme.bad(), format!("{deelnemer} (start {})", wording::datum(*start))));
    }
    for r in &verschil.anders {
        let fields: Vec<String> = r
            .velden
            .iter()
            .map(|(field, was, now)| {
                let or_empty = |s: &String| if s.is_empty() { "leeg".to_owned() } else { s.clone() };
                format!("{field} {} → {}", or_empty(was), or_empty(now))
            })
            .collect();
        body.push(row("~", theme.attention(), format!("{}: {}", r.deelnemer, fields.join(", "))));
    }
    if verschil.nog_anders > 0 {
        body.push(row("~", theme.attention(), format!("en nog {} rijen", verschil.nog_anders)));
    }
    for words in &verschil.overig {
        body.push(row("~", theme.attention(), words.clone()));
    }
}
