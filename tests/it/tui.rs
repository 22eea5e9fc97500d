//! The terminal program in a real pseudo-terminal: it starts, it leaves, and it leaves the terminal as it was.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

pub(crate) struct Screen {
    child: Box<dyn Child + Send + Sync>,
    keys: Option<Box<dyn Write + Send>>,
    /// The reader lets go of the terminal at the next output.
    closing: Arc<AtomicBool>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    raw: Vec<u8>,
    pub(crate) folder: tempfile::TempDir,
}

impl Screen {
    /// Of somebody who gave a name before.
    fn open() -> Self {
        Self::of("naam = \"proef\"\n")
    }

    /// With these settings.
    fn of(settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join(".config/accountgesprek");
        std::fs::create_dir_all(&own).unwrap();
        std::fs::write(own.join("instellingen.toml"), settings).unwrap();
        let db = folder.path().join("proef.db").display().to_string();
        Self::runs(folder, &["--db", &db])
    }

    /// This command, for who lives in this folder.
    pub(crate) fn runs(folder: tempfile::TempDir, args: &[&str]) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_accountgesprek"));
        command.args(args);
        command.env("TERM", "xterm-256color");
        command.env("HOME", folder.path());
        for own in ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "COLORFGBG", "NO_COLOR", "PGPASSFILE"] {
            command.env_remove(own);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        let closing = Arc::new(AtomicBool::new(false));
        let close = Arc::clone(&closing);
        std::thread::spawn(move || {
            let _master = pair.master;
            let mut buffer = [0; 4096];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || close.load(Ordering::SeqCst) || sender.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let [rows, columns] = [24, 80].map(|n| NonZero::new(n).unwrap());
        let parser = vt100::Parser::new(rows, columns, 0);
        Self { child, keys: Some(keys), closing, output, parser, raw: Vec::new(), folder }
    }

    fn take_in(&mut self, patience: Duration) {
        if let Ok(bytes) = self.output.recv_timeout(patience) {
            self.parser.process(&bytes);
            self.raw.extend(bytes);
        }
    }

    pub(crate) fn wait_for(&mut self, text: &str) {
        let until = Instant::now() + Duration::from_secs(20);
        while !self.parser.screen().contents().contains(text) {
            assert!(Instant::now() < until, "{text:?} never came:\n{}", self.parser.screen().contents());
            self.take_in(Duration::from_millis(100));
        }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        let to = self.keys.as_mut().unwrap();
        to.write_all(keys.as_bytes()).unwrap();
        to.flush().unwrap();
    }

    /// Closes the window: nobody holds the other side of the terminal any more.
    fn close(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        self.press("?");
        self.keys = None;
    }

    /// What the program wrote in its log.
    pub(crate) fn log(&self) -> String {
        let folder = self.folder.path().join(".local/state/accountgesprek");
        let files = std::fs::read_dir(folder).unwrap();
        files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
    }

    /// Waits for the end and returns what came out in all.
    pub(crate) fn ends(&mut self) -> (u32, String) {
        let until = Instant::now() + Duration::from_secs(20);
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < until, "it does not end");
            self.take_in(Duration::from_millis(50));
        };
        for _ in 0..10 {
            self.take_in(Duration::from_millis(50));
        }
        (status.exit_code(), String::from_utf8_lossy(&self.raw).into_owned())
    }
}

fn is_restored(output: &str) {
    for (what, sequence) in [
        ("alternate screen", "\u{1b}[?1049l"),
        ("bracketed paste", "\u{1b}[?2004l"),
        ("mouse", "\u{1b}[?1000l"),
        ("cursor", "\u{1b}[?25h"),
    ] {
        assert_eq!(output.matches(sequence).count().min(1), 1, "{what} is not given back");
    }
    assert_eq!(output.matches("\u{1b}[?1049l").count(), 1, "given back once");
}

#[test]
fn the_mouse_is_left_alone_when_the_settings_say_so() {
    let mut screen = Screen::of("naam = \"proef\"\nmuis = false\n");
    screen.wait_for("Er is nog niets ingelezen");
    screen.press("q");
    let (status, output) = screen.ends();
    assert_eq!(status, 0);
    assert!(!output.contains("[?1000"), "{output}");
}

#[test]
fn it_starts_and_quits_and_gives_the_terminal_back() {
    let mut screen = Screen::open();
    screen.wait_for("Er is nog niets ingelezen");
    screen.press("?");
    screen.wait_for("Hulp");
    screen.press("\u{1b}");
    std::thread::sleep(Duration::from_millis(100));
    screen.press("q");
    let (code, output) = screen.ends();
    assert_eq!(code, 0);
    is_restored(&output);
}

#[test]
fn the_picture_in_the_readme_is_what_one_sees() {
    let mut screen = Screen::runs(tempfile::tempdir().unwrap(), &["--voorbeeld"]);
    screen.wait_for("Dekking samen");
    screen.press("p");
    screen.wait_for("norm, jaar t/m");
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let picture = readme.split("```").find(|block| block.contains("VOORBEELDGEGEVENS")).unwrap();
    let lines = |text: &str| text.trim_matches('\n').lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(picture), lines(&screen.parser.screen().contents()));
    screen.press("q");
    assert_eq!(screen.ends().0, 0);
}

#[test]
fn a_request_to_stop_ends_it_as_cleanly_as_q() {
    let mut screen = Screen::open();
    screen.wait_for("Er is nog niets ingelezen");
    let pid = screen.child.process_id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    let (code, output) = screen.ends();
    assert_eq!(code, 0);
    is_restored(&output);
}

#[test]
fn a_window_that_is_closed_ends_it_without_a_complaint() {
    // In a form too: what was typed is kept, and there is a screen to draw when the window goes.
    for keys in ["", "aHalf getypt"] {
        let mut screen = Screen::open();
        screen.wait_for("Er is nog niets ingelezen");
        screen.press(keys);
        screen.wait_for(keys.strip_prefix('a').unwrap_or_default());
        screen.close();
        let (code, _) = screen.ends();
        let log = screen.log();
        assert_eq!(code, 0, "{keys}: {log}");
        assert!(!log.contains("fout in het programma") && !log.contains("ERROR"), "{keys}: {log}");
    }
}

#[test]
fn the_background_is_asked_for_and_the_answer_is_never_taken_for_keys() {
    const QUESTION: &str = "\u{1b}]11;?\u{1b}\\";
    let mut screen = Screen::open();
    screen.wait_for("Er is nog niets ingelezen");
    let asked = |screen: &Screen| String::from_utf8_lossy(&screen.raw).contains(QUESTION);
    let until = Instant::now() + Duration::from_secs(5);
    while !asked(&screen) {
        assert!(Instant::now() < until, "it never asks");
        screen.take_in(Duration::from_millis(50));
    }
    // It comes in pieces, as over a slow line, with a key of the user behind it.
    for piece in ["\u{1b}]11;rgb:ff", "ff/ffff/f0f0\u{1b}", "\\?"] {
        screen.press(piece);
        std::thread::sleep(Duration::from_millis(20));
    }
    screen.wait_for("Hulp");
    screen.wait_for("esc sluiten");
    // A light background has blue where a dark one has cyan.
    let blue = (0..80).any(|x| screen.parser.screen().cell(23, x).is_some_and(|c| c.fgcolor() == vt100::Color::Idx(4)));
    assert!(blue, "{}", screen.parser.screen().contents());
    screen.press("\u{1b}");
    std::thread::sleep(Duration::from_millis(100));
    screen.press("q");
    assert_eq!(screen.ends().0, 0);
}

#[test]
fn a_first_run_asks_who_it_is_and_keeps_what_stands_in_the_file() {
    let mut screen = Screen::of("# van mij\nthema = \"donker\"\n");
    screen.wait_for("Wie bent u?");
    screen.press("\u{15}Bas");
    screen.press("\u{13}");
    screen.wait_for("Instellingen opgeslagen");
    screen.press("q");
    let (code, output) = screen.ends();
    assert_eq!(code, 0);
    assert!(!output.contains("\u{1b}]11;?"), "a theme that was chosen needs no question");
    let kept = std::fs::read_to_string(screen.folder.path().join(".config/accountgesprek/instellingen.toml")).unwrap();
    assert!(kept.starts_with("# van mij\nthema = \"donker\"\n") && kept.contains("naam = \"Bas\""), "{kept}");
}
