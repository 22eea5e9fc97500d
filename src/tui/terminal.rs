//! The terminal: taken once, given back exactly once, whatever way the program ends.

use std::io::{self, Stdout, Write};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};

/// Whether the terminal is ours at the moment; whoever turns it off gives the terminal back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the terminal tells of the mouse: presses and the wheel, and not where it moves, so that nobody wakes for that.
static MOUSE: AtomicBool = AtomicBool::new(false);

#[cfg(unix)]
const MOUSE_ON: &str = "\u{1b}[?1000h\u{1b}[?1006h";
#[cfg(unix)]
const MOUSE_OFF: &str = "\u{1b}[?1006l\u{1b}[?1000l";

/// Asks the terminal to tell of the mouse, or not to any more. Errors are left alone: without it everything can be done too.
fn hear_mouse(on: bool) {
    if MOUSE.swap(on, Ordering::SeqCst) == on {
        return;
    }
    let mut out = io::stdout();
    #[cfg(unix)]
    let _ = out.write_all(if on { MOUSE_ON } else { MOUSE_OFF }.as_bytes());
    #[cfg(not(unix))]
    let _ = if on {
        execute!(out, ratatui::crossterm::event::EnableMouseCapture)
    } else {
        execute!(out, ratatui::crossterm::event::DisableMouseCapture)
    };
    let _ = out.flush();
}

/// Holds the terminal in raw mode on the alternate screen with bracketed paste; its drop gives it back.
pub struct TerminalGuard {
    /// Never dropped: its drop shows the cursor, which [`restore`] does, and prints when it cannot. On a window that was closed
    /// that print panics.
    pub terminal: ManuallyDrop<Terminal<CrosstermBackend<io::BufWriter<Stdout>>>>,
}

impl TerminalGuard {
    /// Takes the terminal and makes a panic of this thread give it back before the message is printed.
    ///
    /// # Errors
    /// Standard output is no terminal, or it cannot be written.
    pub fn take() -> io::Result<Self> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        restore_on_panic(thread::current().id());
        let entered = execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange)
            // One write per frame: a large buffer, flushed by ratatui at the end of a draw.
            .and_then(|()| Terminal::new(CrosstermBackend::new(io::BufWriter::with_capacity(1 << 16, io::stdout()))));
        match entered {
            Ok(terminal) => Ok(Self { terminal: ManuallyDrop::new(terminal) }),
            Err(error) => {
                restore();
                Err(error)
            }
        }
    }
}

impl TerminalGuard {
    /// Hears the mouse from now on, or not any more.
    pub fn hear_mouse(&self, on: bool) {
        hear_mouse(on);
    }

    /// Sends a question to the terminal itself; false when it cannot be sent.
    pub fn ask(&mut self, question: &str) -> bool {
        let mut out = io::stdout();
        out.write_all(question.as_bytes()).and_then(|()| out.flush()).is_ok()
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back if it is ours. Errors are left alone: the terminal may be gone, and nothing else can be done.
fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    hear_mouse(false);
    let mut out = io::stdout();
    let _ = execute!(out, DisableFocusChange, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
    let _ = out.flush();
}

/// Waits until the window is gone, and says so; false when that cannot be told.
///
/// Not every window that closes sends a signal, and the library that reads the keys then reads nothing, over and over, without
/// end.
pub(super) fn until_gone() -> bool {
    #[cfg(unix)]
    return until_closed(io::stdout());
    #[cfg(not(unix))]
    false
}

/// Waits until the other end of a terminal is closed; false when that cannot be told.
#[cfg(unix)]
fn until_closed(terminal: impl std::os::fd::AsFd) -> bool {
    use rustix::event::{PollFd, PollFlags, poll};

    // Asked for nothing, it answers only when there is nobody any more.
    let mut asked = [PollFd::new(&terminal, PollFlags::empty())];
    loop {
        match poll(&mut asked, None) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) => return asked.iter().all(|end| end.revents().intersects(PollFlags::HUP | PollFlags::ERR)),
        }
    }
}

/// The hook runs for every thread: a worker that panics is caught and must not take the screen down with it.
fn restore_on_panic(main: ThreadId) {
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if thread::current().id() == main {
            restore();
        }
        previous(info);
    }));
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::net::UnixStream;
    use std::time::Duration;

    #[test]
    fn a_window_that_closes_without_a_signal_is_noticed_and_one_that_is_only_used_is_not() {
        let (own, mut window) = UnixStream::pair().unwrap();
        let waiting = thread::spawn(move || until_closed(own));
        window.write_all(b"q").unwrap();
        thread::sleep(Duration::from_millis(50));
        assert!(!waiting.is_finished());
        drop(window);
        assert!(waiting.join().unwrap());
    }
}
