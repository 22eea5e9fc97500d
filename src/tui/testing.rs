//! The harness of the screen tests: a fixed today, a line of keys, the screen as text.
//!
//! A [`Zitting`] is the program on something that answers its questions: the real application on a store, or a sketch of one
//! ([`schets`]) where a test wants to name the figures.

mod schets;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::channel;

use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

pub(crate) use schets::{World, empty, play};

use super::keys::{Key, Moment};
use super::model::Model;
use super::msg::{Cmd, Msg, Start};
use super::runtime::{perform, start};
use super::theme::Palette;
use super::update::{reload, update};
use super::view;
use crate::app::{App, Omgeving, Voorbeeld};

pub(crate) const TODAY: &str = "2024-07-08";

/// What answers the program.
pub(crate) trait Bron {
    fn answer(&mut self, cmd: Cmd) -> Vec<Msg>;

    /// What is asked next is asked together, until it is all answered.
    fn look(&mut self, _begins: bool) {}
}

impl Bron for App {
    fn answer(&mut self, cmd: Cmd) -> Vec<Msg> {
        let (sender, messages) = channel();
        perform(self, None, cmd, &sender, &AtomicU64::new(0));
        messages.try_iter().collect()
    }

    fn look(&mut self, begins: bool) {
        if begins { self.begin_look() } else { self.end_look() }
    }
}

/// The running program, played by keys.
pub(crate) struct Zitting<B = App> {
    pub(crate) app: B,
    pub(crate) model: Model,
}

impl<B: Bron> Zitting<B> {
    fn begin(app: B, start: Start) -> Self {
        let mut zitting = Self { app, model: Model::new(start, Palette::Dark) };
        let cmds = reload(&zitting.model);
        zitting.run(cmds);
        zitting
    }

    pub(crate) fn run(&mut self, cmds: Vec<Cmd>) {
        let mut asked = VecDeque::from([cmds]);
        while let Some(cmds) = asked.pop_front() {
            self.app.look(true);
            for msg in cmds.into_iter().flat_map(|cmd| self.app.answer(cmd)) {
                asked.push_back(update(&mut self.model, msg));
            }
        }
        self.app.look(false);
    }

    pub(crate) fn send(&mut self, msg: Msg) -> &mut Self {
        let cmds = update(&mut self.model, msg);
        self.run(cmds);
        self
    }

    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in Key::parse_all(keys).unwrap() {
            self.send(Msg::Key(key, Moment::ZERO));
        }
        self
    }

    /// Types while the store is slow: what must be done for it comes back undone.
    pub(crate) fn type_ahead(&mut self, keys: &str) -> Vec<Cmd> {
        let keys = Key::parse_all(keys).unwrap();
        keys.into_iter().flat_map(|key| update(&mut self.model, Msg::Key(key, Moment::ZERO))).collect()
    }

    pub(crate) fn paste(&mut self, text: &str) {
        self.send(Msg::Paste(text.to_owned()));
    }

    /// Lets the clock read this.
    pub(crate) fn tick(&mut self, now: DateTime<Utc>) {
        self.send(Msg::Tick(now));
    }

    pub(crate) fn draw(&self, width: u16, height: u16) -> Buffer {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        view::draw(&self.model, area, &mut buf);
        buf
    }

    /// The screen as text, without blanks at the ends of lines.
    pub(crate) fn screen(&self, width: u16, height: u16) -> String {
        let buf = self.draw(width, height);
        (0..height).map(|y| line(&buf, y).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }

    /// The style of the first place where `text` stands at 80×24.
    pub(crate) fn style_of(&self, text: &str) -> Style {
        let buf = self.draw(80, 24);
        for y in 0..24 {
            let line = line(&buf, y);
            if let Some((before, _)) = line.split_once(text) {
                let x = u16::try_from(super::text::width(before)).unwrap();
                return buf[(x, y)].style();
            }
        }
        panic!("{text:?} is not on the screen:\n{}", self.screen(80, 24));
    }
}

impl Zitting {
    pub(crate) fn open() -> Self {
        let vandaag = Voorbeeld::load().unwrap().vandaag;
        let omgeving = Omgeving { vandaag, wie: "contractmanager".into(), voorbeeld: true };
        #[cfg(feature = "gedeeld")]
        if let Ok(server) = std::env::var("ACCOUNTGESPREK_FLOWS") {
            return Self::with(on_server(&server, omgeving));
        }
        Self::with(App::open_voorbeeld(omgeving).unwrap())
    }

    /// On the example in a file, which another person can open too.
    pub(crate) fn open_at(pad: &Path) -> Self {
        let example = example_in(pad);
        let omgeving = Omgeving { vandaag: example.vandaag(), wie: example.wie().into(), voorbeeld: true };
        Self::with(App::open(pad, None, omgeving).unwrap())
    }

    /// On a database of one's own; nothing happened yet in a file that is not there. It is [`TODAY`].
    pub(crate) fn at(pad: &Path) -> Self {
        Self::on(pad, TODAY)
    }

    /// The same on another day.
    pub(crate) fn on(pad: &Path, vandaag: &str) -> Self {
        let omgeving = Omgeving { vandaag: vandaag.parse().unwrap(), wie: "proef".into(), voorbeeld: false };
        Self::with(App::open(pad, None, omgeving).unwrap())
    }

    /// Another person on the same database.
    pub(crate) fn beside(&self) -> Self {
        let omgeving = Omgeving { vandaag: self.app.vandaag(), wie: "beleidscollega".into(), voorbeeld: self.app.is_voorbeeld() };
        let mut other = Self::with(App::open(self.app.pad(), None, omgeving).unwrap());
        other.model.shared.aanbieder = self.model.shared.aanbieder;
        other
    }

    /// Starts anew on the same store, as after a crash; the choice of aanbieder is kept, for short.
    pub(crate) fn restart(self) -> Self {
        let aanbieder = self.model.shared.aanbieder;
        let mut again = Self::with(self.app);
        again.model.shared.aanbieder = aanbieder;
        again
    }

    pub(crate) fn with(mut app: App) -> Self {
        let start = app.in_one_look(|app| start(app, false)).unwrap();
        Self::begin(app, start)
    }

    /// Does what was asked; nobody hears how it went.
    pub(crate) fn perform_only(&mut self, cmds: Vec<Cmd>) {
        for cmd in cmds {
            perform(&mut self.app, None, cmd, &channel().0, &AtomicU64::new(0));
        }
    }
}

#[cfg(feature = "gedeeld")]
fn on_server(server: &str, omgeving: Omgeving) -> App {
    App::open(Path::new(&example_on(server)), None, omgeving).unwrap()
}

/// Puts the example in a file of one's own, wherever the other tests are played: what one takes along from a server is only read.
pub(crate) fn example_in(pad: &Path) -> App {
    let vandaag = Voorbeeld::load().unwrap().vandaag;
    let omgeving = Omgeving { vandaag, wie: "contractmanager".into(), voorbeeld: true };
    let example = App::open_voorbeeld(omgeving).unwrap();
    example.backup(pad, false).unwrap();
    example
}

/// Puts the example on a server, in a schema of its own; returns its address.
#[cfg(feature = "gedeeld")]
pub(crate) fn example_on(server: &str) -> String {
    use crate::storage::Store;
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let url = format!("{server}&schema=f{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    Store::inrichten(&url, None).unwrap();
    let example = Store::of_image(include_bytes!("../../data/voorbeeld/bereid.db.z")).unwrap();
    Store::open(Path::new(&url)).unwrap().take_over(&example).unwrap();
    url
}

fn line(buf: &Buffer, y: u16) -> String {
    (0..buf.area.width).map(|x| buf[(x, y)].symbol()).collect()
}

/// Holds the screen at 80×24 against a snapshot after playing keys.
macro_rules! snapshot {
    ($name:expr, $keys:expr) => {
        insta::assert_snapshot!($name, $crate::tui::testing::play($keys).screen(80, 24));
    };
}
pub(crate) use snapshot;
