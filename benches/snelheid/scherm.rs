//! The terminal program at its volume: from opening the database to the first frame, and one key to its frame.
//!
//! The bounds are 100 ms for the first frame and 16 ms for a key.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::channel;
use std::time::Duration;

use accountgesprek::app::{App, Omgeving};
use accountgesprek::domain::{Bestandsoordeel, NieuweLevering};
use accountgesprek::storage::{Act, Store};
use accountgesprek::tui::keys::Key;
use accountgesprek::tui::model::Model;
use accountgesprek::tui::msg::{Cmd, Msg};
use accountgesprek::tui::runtime::{perform, start};
use accountgesprek::tui::theme::Palette;
use accountgesprek::tui::update::{reload, update};
use accountgesprek::tui::view;
use chrono::{DateTime, NaiveDate};
use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tempfile::TempDir;

use crate::volume::{DRIE, KWARTALEN, REGELS, kwartaal, rapport};

const SCHERM: Rect = Rect { x: 0, y: 0, width: 200, height: 60 };

/// A database of 40 kwartalen, three aanbieders and 2000 trajecten each, made once; its figures were formed before, as after
/// any import.
fn database() -> &'static Path {
    static DATABASE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, pad) = DATABASE.get_or_init(|| {
        let map = tempfile::tempdir().expect("a temporary folder");
        let pad = map.path().join("volume.db");
        let mut store = Store::open(&pad).expect("a database");
        for n in 0..KWARTALEN {
            for aanbieder in DRIE {
                let levering = NieuweLevering {
                    bestand: format!("{}-{n}.xlsx", aanbieder.key()).into(),
                    sha256: format!("{}-{n}", aanbieder.key()),
                    ontvangen: kwartaal(n).last_day(),
                    oordeel: Bestandsoordeel::Goed,
                    reden: None,
                    pseudoniem: false,
                    bevindingen: Vec::new(),
                    over: None,
                };
                let act = Act::new("meting", DateTime::default(), "ingelezen");
                store.save_rapport(&act, &rapport(aanbieder, n, REGELS), &levering).expect("stored");
            }
        }
        drop(store);
        Desk::open(&pad);
        (map, pad)
    });
    pad
}

struct Desk {
    app: App,
    model: Model,
}

impl Desk {
    fn open(pad: &Path) -> Self {
        let vandaag: NaiveDate = kwartaal(KWARTALEN).first_day();
        let omgeving = Omgeving { vandaag, wie: "meting".into(), voorbeeld: false };
        let app = App::open(pad, None, omgeving).expect("a database");
        let model = Model::new(start(&app, false).expect("a start"), Palette::Dark);
        let mut desk = Self { app, model };
        let cmds = reload(&desk.model);
        desk.run(cmds);
        desk
    }

    fn run(&mut self, cmds: Vec<Cmd>) {
        let (sender, messages) = channel();
        for cmd in cmds {
            perform(&mut self.app, None, cmd, &sender, &AtomicU64::new(0));
        }
        while let Ok(msg) = messages.try_recv() {
            let more = update(&mut self.model, msg);
            self.run(more);
        }
    }

    /// Goes somewhere and waits until it is all there.
    fn go(&mut self, keys: &str) {
        for key in Key::parse_all(keys).expect("keys") {
            let cmds = update(&mut self.model, Msg::Key(key, Duration::ZERO));
            self.run(cmds);
        }
    }

    fn draw(&self) {
        let mut buf = Buffer::empty(SCHERM);
        view::draw(&self.model, SCHERM, &mut buf);
    }
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn first_frame_of_40_kwartalen(bencher: Bencher) {
    let pad = database();
    bencher.bench_local(|| Desk::open(pad).draw());
}

/// A key moves the selection: the model changes and one frame is drawn. What it asks of the store comes later.
#[divan::bench(sample_count = 50, sample_size = 1, args = ["", "2", "<enter>", "4", "5", "6", "A", "T", "K"])]
fn a_key_on_the_screen_under(bencher: Bencher, keys: &str) {
    let mut desk = Desk::open(database());
    desk.go(keys);
    let down = Key::parse_all("<down>").expect("a key")[0];
    bencher.bench_local(|| {
        update(&mut desk.model, Msg::Key(down, Duration::ZERO));
        desk.draw();
    });
}

/// Going to a screen: its question to the store, the answer, and the frame.
#[divan::bench(sample_count = 5, sample_size = 1, args = ["1", "2", "3", "4", "5", "6", "7", "A", "T", "L", "K"])]
fn going_to_the_screen_under(bencher: Bencher, keys: &str) {
    let mut desk = Desk::open(database());
    bencher.bench_local(|| {
        desk.go(keys);
        desk.draw();
        desk.go("1");
    });
}

/// A norm of KPI 2 in a kwartaal with some of the year to come: what lies ahead comes from all the reports before it.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn going_to_kpi_2_with_what_lies_ahead(bencher: Bencher) {
    let mut desk = Desk::open(database());
    desk.go("[<home><down><down>2");
    bencher.bench_local(|| {
        desk.go("1");
        desk.go("2");
        desk.draw();
    });
}
