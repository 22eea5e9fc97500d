//! What a list does, on a list of places.

use super::*;
use crate::tui::testing::play;

#[derive(Debug)]
struct Plaats(&'static str, u8);

impl Listed for Plaats {
    type Key = &'static str;
    type Head = u8;
    type Choice = Option<u8>;

    const DETAIL: u16 = 3;

    fn key(&self) -> &'static str {
        self.0
    }

    fn searchable(&self, _: &Shared) -> String {
        self.0.to_owned()
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        vec![
            ListColumn::<Self>::new("naam", Width::Rest(6), |p, seen| seen.text(p.0))
                .marks()
                .sorts("naam", |a, b, _| a.0.cmp(b.0)),
            ListColumn::<Self>::new("cijfer", Width::Fixed(6), |p, seen| seen.dim(format!("{},0", p.1)))
                .shown_if(seen.width > 50)
                .sorts("cijfer", |a, b, _| a.1.cmp(&b.1)),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("komst", as_stored)
    }

    fn chips(_: &u8) -> Vec<Chip<Self>> {
        let leeg = "Niets in dit deel.";
        vec![
            Chip { naam: "alle", accepts: |_| true, leeg: leeg.into() },
            Chip { naam: "hoog", accepts: |p| p.1 > 5, leeg: leeg.into() },
        ]
    }

    fn passes(&self, choice: &Option<u8>) -> bool {
        choice.is_none_or(|cijfer| cijfer == self.1)
    }

    fn keeps_mark(&self) -> bool {
        self.1 > 0
    }

    fn is_same(was: &u8, is: &u8) -> bool {
        was == is
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() { "Geen.".to_owned() } else { list.chip().map(|c| c.leeg).unwrap_or_default() }
    }

    fn detail(&self, _: &Seen<'_, Self>) -> Vec<Line<'static>> {
        vec![Line::raw(format!("   {} in het geheel", self.0))]
    }
}

fn places() -> Vec<Plaats> {
    vec![Plaats("Venray", 4), Plaats("Beesel", 9), Plaats("Gennep", 7)]
}

fn list() -> (Listing<Plaats>, Shared) {
    let (mut list, shared) = (Listing::default(), play("").model.shared);
    list.take(Ok(Some((1, places()))), &shared);
    (list, shared)
}

fn names(list: &Listing<Plaats>) -> Vec<&'static str> {
    list.shown().map(|p| p.0).collect()
}

fn words(list: &mut Listing<Plaats>, text: &str, shared: &Shared) {
    list.filter_mut().field.set(text);
    list.arrange(Because::Chosen, shared);
}

fn screen(list: &Listing<Plaats>, shared: &Shared, width: u16, height: u16) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    list.draw(area, &mut buf, shared);
    let line = |y| (0..width).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..height).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn one_sorts_by_every_column_that_says_so_and_back() {
    let (mut list, shared) = list();
    let sort = Action::View(View::Sort);
    for (order, said) in [
        (["Beesel", "Gennep", "Venray"], "op naam ↑"),
        (["Venray", "Gennep", "Beesel"], "op cijfer ↑"),
        (["Venray", "Beesel", "Gennep"], "op komst ↑"),
    ] {
        assert_eq!(list.act(sort, &shared).map(|e| e.len()), Some(0));
        assert_eq!(names(&list), order);
        // Also by a column for which a narrow screen has no room.
        assert!(screen(&list, &shared, 50, 12).contains(said));
        assert_eq!(list.selected().map(|p| p.0), Some("Venray"), "the cursor stays with its row");
    }
    list.act(Action::View(View::SortReverse), &shared);
    assert_eq!(names(&list), ["Gennep", "Beesel", "Venray"]);
}

#[test]
fn words_parts_and_choices_narrow_it_together_and_marks_that_fall_away_are_said() {
    let (mut list, shared) = list();
    list.mark();
    assert_eq!(list.act(Action::View(View::Narrow), &shared).map(|e| e.len()), Some(1), "Venray was marked");
    assert_eq!((names(&list), list.has_marks()), (vec!["Beesel", "Gennep"], false));
    words(&mut list, "ee SEL", &shared);
    assert_eq!(names(&list), ["Beesel"]);
    words(&mut list, "venlo", &shared);
    assert!(screen(&list, &shared, 40, 12).contains("Geen."));
    words(&mut list, "", &shared);
    list.narrow(|choice| *choice = Some(3), &shared);
    assert!(screen(&list, &shared, 40, 12).contains("Niets in dit deel."));
}

#[test]
fn the_selected_row_stands_below_when_there_is_room_for_both() {
    let (mut list, shared) = list();
    let first = list.selected().map(|p| p.0).unwrap_or_default();
    let high = screen(&list, &shared, 40, 13);
    assert!(high.contains(&format!("{first} in het geheel")), "{high}");
    assert!(!screen(&list, &shared, 40, 11).contains("in het geheel"));
    list.mark();
    // An act is not of the row of the cursor.
    let high = screen(&list, &shared, 40, 13);
    assert!(high.contains(" ▌") && high.contains("1 gekozen") && !high.contains("Beesel in het geheel"), "{high}");
    assert!(high.contains(&format!("{first} in het geheel")), "what is chosen is told: {high}");
    assert!(!screen(&list, &shared, 50, 13).contains("cijfer"), "a column that is not shown takes no room");
    assert_eq!(list.position(), "1 gekozen · 2 van 3");
}

#[test]
fn another_list_begins_anew_and_one_that_could_not_be_read_is_not_acted_on() {
    let (mut list, shared) = list();
    list.act(Action::Move(Move::Last), &shared);
    let rest = || vec![Plaats("Venray", 0), Plaats("Beesel", 9)];
    list.take(Ok(Some((1, rest()))), &shared);
    assert!(list.selected().is_none(), "the row of the cursor went away");
    list.take(Ok(Some((2, rest()))), &shared);
    assert!(list.selected().is_some());
    list.act(Action::Move(Move::First), &shared);
    list.mark();
    list.take(Ok(Some((2, rest()))), &shared);
    assert!(!list.has_marks(), "a row without a figure does not keep its mark");
    list.take(Err(Melding { tekst: "Kapot.".into(), hint: None }), &shared);
    assert_eq!(list.available(Action::Move(Move::Up)), Some(Err(Reason::NoData)));
    assert!(list.selected().is_none() && screen(&list, &shared, 40, 12).contains("Kapot."));
}

fn type_words(list: &mut Listing<Plaats>, words: &str, shared: &Shared) {
    list.filter.field.set(words);
    list.arrange(Because::Chosen, shared);
}

#[test]
fn words_are_found_in_every_part_of_the_list_until_one_chooses_a_part() {
    let (mut list, shared) = list();
    list.act(Action::View(View::Narrow), &shared);
    assert_eq!(names(&list), ["Beesel", "Gennep"]);
    type_words(&mut list, "en", &shared);
    assert_eq!(names(&list), ["Venray", "Gennep"]);
    let chips = |list: &Listing<Plaats>| list.chips().iter().map(|chip| chip.tekst.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(chips(&list), "gevonden 2 alle 2 hoog 1", "and the parts say how many are found in each");
    for expected in [&["Venray", "Gennep"][..], &["Gennep"], &["Venray", "Gennep"]] {
        list.act(Action::View(View::Narrow), &shared);
        assert_eq!(names(&list), expected);
    }
    // Without words it is the part that was listed.
    list.act(Action::View(View::Narrow), &shared);
    list.act(Action::View(View::Narrow), &shared);
    type_words(&mut list, "", &shared);
    assert_eq!(names(&list), ["Beesel", "Gennep"]);
}

#[test]
fn what_stands_in_a_column_is_found_also_where_the_screen_has_no_room_for_it() {
    let (mut list, shared) = list();
    for (words, expected) in [("9,0", &["Beesel"][..]), ("gennep 7", &["Gennep"]), ("8", &[])] {
        type_words(&mut list, words, &shared);
        assert_eq!(names(&list), expected, "{words}");
    }
}
