//! The year figures over the kwartalen: a table, and a sheet with a native chart per norm that reads from it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Chart, ChartEmptyCells, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, Workbook, XlsxError,
};

use super::super::werkblad::{self, Blad, Werkbladinhoud, Werkbladopmaak};
use super::bladen::{Boek, figure, limit};
use super::stof::{Cijferboekpunt, Trendrij};
use crate::domain::{Norm, getoond};
use crate::wording;

const TABEL: &str = "Trend";
const GRAFIEKEN: &str = "Grafieken";

/// The columns before the first kwartaal.
const VOORAF: u16 = 3;

/// Charts stand so many beside each other.
const NAAST: usize = 3;
/// Columns of the sheet of charts, each so wide that three charts fill a page, in characters.
const KOLOMBREEDTE: f64 = 56.0;
/// Rows of the sheet that a chart takes.
const RIJEN: u32 = 13;
/// Size of a chart in pixels.
const BREEDTE: u32 = 390;
const HOOGTE: u32 = 250;

/// Colour, dash and marker of each line, so that lines differ without colour.
const LIJNEN: [(u32, ChartLineDashType, ChartMarkerType); 6] = [
    (0x001F_4E79, ChartLineDashType::Solid, ChartMarkerType::Circle),
    (0x008A_4B08, ChartLineDashType::Dash, ChartMarkerType::Square),
    (0x004B_2A7B, ChartLineDashType::RoundDot, ChartMarkerType::Triangle),
    (0x0014_632B, ChartLineDashType::DashDot, ChartMarkerType::Diamond),
    (0x00A1_1616, ChartLineDashType::LongDash, ChartMarkerType::X),
    (0x0055_5555, ChartLineDashType::SquareDot, ChartMarkerType::Star),
];

/// Adds both sheets.
pub(super) fn add(workbook: &mut Workbook, boek: &Boek<'_>, trend: &[Trendrij], opmaak: Werkbladopmaak) -> Result<(), XlsxError> {
    let normen: Vec<&[Trendrij]> = trend.chunk_by(|a, b| a.norm.id == b.norm.id).collect();
    let plek = werkblad::add(workbook, &table(boek, &normen), opmaak)?;
    let sheet = workbook.add_worksheet().set_name(GRAFIEKEN)?;
    let titel = boek.titel("Jaarcijfers over de kwartalen");
    let onder = ["Waar niets is gemeten, heeft de lijn een gat. De as begint niet altijd bij nul.".to_owned()];
    let first = werkblad::head(sheet, &titel, &onder, opmaak)?;
    for kolom in 0..NAAST {
        sheet.set_column_width(u16::try_from(kolom).unwrap_or(0), KOLOMBREEDTE)?;
    }
    let mut row = plek.eerste;
    for (n, lines) in normen.iter().enumerate() {
        let at = first + u32::try_from(n / NAAST).unwrap_or(0) * RIJEN;
        let kolom = u16::try_from(n % NAAST).unwrap_or(0);
        if let Some(chart) = chart(boek, lines, (plek.eerste.saturating_sub(1), row)) {
            sheet.insert_chart(at, kolom, &chart)?;
        }
        // The lines of the norm, and its own row.
        row += u32::try_from(lines.len()).unwrap_or(0) + 1;
    }
    let rows = u32::try_from(normen.len().div_ceil(NAAST)).unwrap_or(1).max(1) * RIJEN;
    let last = u16::try_from(NAAST - 1).unwrap_or(0);
    sheet.set_print_area(0, 0, first + rows, last)?.set_print_fit_to_pages(1, 1);
    Ok(())
}

/// A row per norm and aanbieder, and below them one of the norm itself.
fn table(boek: &Boek<'_>, normen: &[&[Trendrij]]) -> Blad {
    let kwartalen = normen.first().and_then(|lines| lines.first()).map_or(&[][..], |line| &line.punten);
    let mut kolommen = vec![("Norm".to_owned(), 7.0), ("Waarover".to_owned(), 24.0), ("Aanbieder".to_owned(), 18.0)];
    kolommen.extend(kwartalen.iter().map(|p| (p.kwartaal.to_string(), 10.0)));
    kolommen.push(("Niet gemeten".to_owned(), 46.0));
    let mut rijen = Vec::new();
    for lines in normen {
        rijen.extend(lines.iter().map(|line| row(boek, line)));
        if let Some(line) = lines.first() {
            rijen.push(norm_row(line));
        }
    }
    Blad {
        naam: TABEL,
        titel: boek.titel("Jaarcijfers over de kwartalen"),
        onder: vec![
            "Elk cijfer loopt van 1 januari tot en met het kwartaal. De norm staat er niet waar zij was losgelaten.".to_owned(),
        ],
        kolommen,
        rijen,
        vast: VOORAF,
    }
}

fn row(boek: &Boek<'_>, line: &Trendrij) -> Vec<Werkbladinhoud> {
    let norm = &line.norm;
    let mut cells =
        vec![Werkbladinhoud::tekst(norm.id.as_str()), Werkbladinhoud::tekst(norm.kort.as_str()), boek.naam(line.aanbieder)];
    cells.extend(line.punten.iter().map(|p| Werkbladinhoud::of(p.meting.as_ref(), |m| figure(norm, m))));
    let missing = line.punten.iter().filter_map(|p| {
        let why = match &p.meting {
            Some(m) if m.waarde.is_measured() => return None,
            Some(m) => wording::mensen(m, norm.indicator.is_mean()),
            None => "geen cijfer".to_owned(),
        };
        Some(format!("{}: {why}", p.kwartaal))
    });
    cells.push(Werkbladinhoud::tekst(missing.collect::<Vec<_>>().join("; ")));
    cells
}

fn norm_row(line: &Trendrij) -> Vec<Werkbladinhoud> {
    let norm = &line.norm;
    let wat = if norm.richting == crate::domain::Richting::Richtwaarde { "richtwaarde" } else { "norm" };
    let mut cells =
        vec![Werkbladinhoud::tekst(norm.id.as_str()), Werkbladinhoud::tekst(norm.kort.as_str()), Werkbladinhoud::tekst(wat)];
    cells.extend(line.punten.iter().map(|p| Werkbladinhoud::of(p.grens, |grens| limit(norm, grens))));
    cells.push(Werkbladinhoud::Leeg);
    cells
}

/// The chart of one norm; None when nothing of it was measured. `header` and `row` are where in the table the kwartalen stand, and
/// the first of its lines.
fn chart(boek: &Boek<'_>, lines: &[Trendrij], (header, row): (u32, u32)) -> Option<Chart> {
    let norm = &lines.first()?.norm;
    let kwartalen = u16::try_from(lines.first()?.punten.len()).ok()?;
    let (low, high) = scale(norm, lines)?;
    let last = VOORAF + kwartalen.checked_sub(1)?;
    let mut chart = Chart::new_line();
    let small = || {
        let mut font = ChartFont::new();
        font.set_size(8);
        font
    };
    let mut titelfont = ChartFont::new();
    titelfont.set_size(10).set_bold();
    chart.title().set_name(&format!("{} {}, {}", norm.id, norm.kort, wording::norm_grens(norm))).set_font(&titelfont);
    chart.set_width(BREEDTE).set_height(HOOGTE);
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
    chart.set_alt_text(describe(boek, norm, lines));
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&small());
    chart.x_axis().set_font(small().set_rotation(-45));
    let format = if norm.indicator.is_mean() { "0.0" } else { "0%" };
    let mut grid = ChartLine::new();
    grid.set_color(0x00D9_D9D9).set_width(0.5);
    chart.y_axis().set_font(&small()).set_num_format(format).set_min(low).set_max(high).set_major_gridlines_line(&grid);
    for (at, (colour, dash, marker)) in (row..).zip(LIJNEN.into_iter().cycle()).take(lines.len()) {
        let mut look = ChartLine::new();
        look.set_color(colour).set_width(1.75).set_dash_type(dash);
        let mut fill = rust_xlsxwriter::ChartSolidFill::new();
        fill.set_color(colour);
        let mut dot = ChartMarker::new();
        dot.set_type(marker).set_size(5).set_format(ChartFormat::new().set_solid_fill(&fill));
        chart
            .add_series()
            .set_name((TABEL, at, VOORAF - 1))
            .set_categories((TABEL, header, VOORAF, header, last))
            .set_values((TABEL, at, VOORAF, at, last))
            .set_format(ChartFormat::new().set_line(&look))
            .set_marker(&dot);
    }
    let at = row + u32::try_from(lines.len()).ok()?;
    let mut look = ChartLine::new();
    look.set_color(0x0044_4444).set_width(1.0);
    let mut none = ChartMarker::new();
    none.set_none();
    chart
        .add_series()
        .set_name("norm")
        .set_categories((TABEL, header, VOORAF, header, last))
        .set_values((TABEL, at, VOORAF, at, last))
        .set_format(ChartFormat::new().set_line(&look))
        .set_marker(&none);
    Some(chart)
}

/// The bottom and the top of the axis, as the cells have them: round numbers that leave the differences to be seen. None when
/// nothing was measured.
fn scale(norm: &Norm, lines: &[Trendrij]) -> Option<(f64, f64)> {
    let points = || lines.iter().flat_map(|line| &line.punten);
    let measured: Vec<Decimal> = points().filter_map(|p| getoond(norm, &p.meting.as_ref()?.waarde)).collect();
    let all = || measured.iter().copied().chain(points().filter_map(|p| p.grens));
    let (low, high) = (all().min().filter(|_| !measured.is_empty())?, all().max()?);
    // Ten percent, or one point of a mark.
    let (step, top) = if norm.indicator.is_mean() { (Decimal::ONE, Decimal::TEN) } else { (Decimal::TEN, Decimal::ONE_HUNDRED) };
    let below = low.checked_div(step)?.floor() - if low % step == Decimal::ZERO { Decimal::ONE } else { Decimal::ZERO };
    let above = high.checked_div(step)?.ceil() + if high % step == Decimal::ZERO { Decimal::ONE } else { Decimal::ZERO };
    let part = if norm.indicator.is_mean() { Decimal::ONE } else { Decimal::ONE_HUNDRED };
    let on_axis = |n: Decimal| n.clamp(Decimal::ZERO, top).checked_div(part)?.to_f64();
    Some((on_axis(below * step)?, on_axis(above * step)?))
}

/// What is to be seen, for who does not see it.
fn describe(boek: &Boek<'_>, norm: &Norm, lines: &[Trendrij]) -> String {
    let said = lines.iter().filter_map(|line| {
        let measured = || line.punten.iter().filter(|p| p.meting.as_ref().is_some_and(|m| m.waarde.is_measured()));
        let shown = |p: &Cijferboekpunt| format!("{} in {}", p.meting.as_ref().map_or("", |m| m.weergave.as_str()), p.kwartaal);
        let wie = boek.opmaak.register.naam_of(line.aanbieder, "alle");
        let (first, last) = (measured().next()?, measured().next_back()?);
        Some(if first == last {
            format!("{wie}: {}", shown(first))
        } else {
            format!("{wie}: van {} naar {}", shown(first), shown(last))
        })
    });
    format!("{} {}. {}.", norm.id, norm.kort, said.collect::<Vec<_>>().join("; "))
}
