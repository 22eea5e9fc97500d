//! The only part that does things: reads the terminal, owns the store through [`App`] on a worker thread, draws.
//!
//! Three threads and one channel. The terminal thread turns events into messages; the worker performs commands and answers
//! with messages; the main loop blocks on the channel, handles everything that waits, and then draws once. When nothing
//! happens, nobody wakes. Two more threads sleep until a signal comes or the window is gone.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event};

use crate::app::{App, Fout, Leesstap, Leesvoortgang, Melding, Nieuws, Rol, Thema};
use crate::clock;

use super::bewaard;
use super::concept::Conceptsleutel;
use super::keys::{self, Background, Key, Muis};
use super::model::Model;
use super::msg::{Cmd, Fault, Herinnering, JobId, Leesvraag, Msg, Start, Write, Written};
use super::paths::expand_home;
use super::query::Query;
use super::terminal::{self, TerminalGuard};
use super::theme::Palette;
use super::update::{ask_name, reload, update};
use super::view;
use super::write::{logged, store};

/// Opens the program on the example data.
pub type Example = Box<dyn Fn() -> Result<App, Fout> + Send>;

/// Runs the terminal program until the user or the surroundings end it.
///
/// `example` opens the example data, for who has no data yet.
///
/// # Errors
/// The terminal cannot be taken or drawn on, or the database not be read.
pub fn run(mut app: App, example: Option<Example>) -> Result<(), Fout> {
    // The first screen is asked for before the terminal is taken: one frame, and errors stay readable.
    let (asked, mut model) = app.in_one_look(|app| first_screen(app, example.is_some()))?;
    if let Some(naam) = asked {
        ask_name(&mut model, &naam);
    }
    hold_screen(app, model, example).map_err(Fout::Scherm)
}

/// The model with the answers to what the first screen asks, and the name that is to be asked for.
pub(super) fn first_screen(app: &App, has_example: bool) -> Result<(Option<String>, Model), Fout> {
    let start = start(app, has_example)?;
    let asked = start.vraag_naam.clone();
    let mut model = Model::new(start, Palette::from_env(|name| std::env::var(name).ok()));
    for cmd in reload(&model) {
        if let Cmd::Load(query) = cmd {
            let result = query.load(app).map_err(|f| f.melding());
            update(&mut model, Msg::Answered(query, result));
        }
    }
    Ok((asked, model))
}

/// Takes the terminal, and gives it back when the user or the surroundings end the program.
fn hold_screen(mut app: App, mut model: Model, example: Option<Example>) -> io::Result<()> {
    let mut guard = TerminalGuard::take()?;
    let (messages, inbox) = channel();
    hear_others(&app, &messages);
    let (commands, orders) = channel();
    let cancelled = Arc::new(AtomicU64::new(0));
    let worker = {
        let (messages, cancelled) = (messages.clone(), Arc::clone(&cancelled));
        thread::Builder::new().name("worker".into()).spawn(move || {
            work(&mut app, example.as_ref(), &orders, &messages, &cancelled);
            app.leave();
        })?
    };
    let keyboard = messages.clone();
    // Answered among the keys, whenever: the first frame waits for nothing.
    let asked = asks_background(&model) && guard.ask(keys::QUESTION);
    thread::Builder::new().name("terminal".into()).spawn(move || read_terminal(&keyboard, Instant::now(), asked))?;
    quit_on_signals(&messages)?;
    let window = messages.clone();
    thread::Builder::new().name("window".into()).spawn(move || {
        if terminal::until_gone() {
            // Who is not there any more needs no message.
            let _ = window.send(Msg::Quit);
        }
    })?;

    let outcome = main_loop(&mut guard, &mut model, &inbox, &commands, &cancelled);
    // A running import stops; a change that was asked for is finished before the program ends.
    cancelled.store(JobId::MAX, Ordering::SeqCst);
    drop(commands);
    drop(guard);
    if worker.join().is_err() {
        tracing::error!("het werk op de achtergrond liep vast");
    }
    outcome
}

/// A command, with the number of the message that it follows from: those of one message are answered in one look.
type Order = (u64, Cmd);

fn main_loop(
    guard: &mut TerminalGuard,
    model: &mut Model,
    inbox: &Receiver<Msg>,
    commands: &Sender<Order>,
    cancelled: &AtomicU64,
) -> io::Result<()> {
    let mut asked = 0;
    loop {
        if model.clock_since().is_some() {
            update(model, Msg::Tick(clock::moment_on(model.shared.today)));
        }
        guard.hear_mouse(model.shared.instellingen.hears_mouse());
        let drawn = guard.terminal.draw(|frame| {
            let area = frame.area();
            view::draw(model, area, frame.buffer_mut());
        });
        if let Err(error) = drawn {
            // The window was closed: the end, as `q` is. There is nobody left to tell.
            tracing::info!(%error, "de terminal is weg");
            return Ok(());
        }
        // Everything that waits is handled before the next draw: a hundred held-down keys are one redraw.
        let mut msg = match wait(inbox, model) {
            Ok(msg) => msg,
            // Only the clock moved on.
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        loop {
            asked += 1;
            for cmd in update(model, msg) {
                if let Cmd::Cancel(job) = cmd {
                    cancelled.store(job, Ordering::SeqCst);
                } else if commands.send((asked, cmd)).is_err() {
                    // The worker is gone; without it nothing can be saved, so there is nothing to go on for.
                    return Err(io::Error::other("the worker ended"));
                }
            }
            if model.quit {
                return Ok(());
            }
            match inbox.try_recv() {
                Ok(next) => msg = next,
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return Ok(()),
            }
        }
    }
}

/// Waits for the next message; while the screen shows a clock, no longer than until that reads another minute.
fn wait(inbox: &Receiver<Msg>, model: &Model) -> Result<Msg, RecvTimeoutError> {
    let Some((since, now)) = model.clock_since().zip(model.shared.now) else {
        return inbox.recv().map_err(|_| RecvTimeoutError::Disconnected);
    };
    let into_minute = now.signed_duration_since(since).num_milliseconds().rem_euclid(60_000);
    inbox.recv_timeout(Duration::from_millis(60_000 - into_minute.unsigned_abs()))
}

/// What the program starts from.
///
/// # Errors
/// The database cannot be read.
pub fn start(app: &App, has_example: bool) -> Result<Start, Fout> {
    let drafts = app.drafts()?;
    let plek = |(key, _): &(String, String)| {
        Conceptsleutel::parse(bewaard::form_of(key))?.ding().and_then(|ding| app.conceptplek(&ding))
    };
    Ok(Start {
        plekken: drafts.iter().map(plek).collect(),
        drafts,
        vandaag: app.vandaag(),
        voorbeeld: app.is_voorbeeld(),
        alleen_lezen: app.alleen_lezen(),
        kopie: app.kopie_van(),
        has_example,
        kwartaal: app.start_kwartaal()?,
        kwartalen: app.kwartalen()?,
        eigenaren: app.eigenaren()?,
        geheugen: app.signaalgeheugen()?,
        getoonden: Arc::new(app.alle_getoonden()?),
        werkdagen: Arc::new(app.werkdagen().clone()),
        beleid: app.rol() == Rol::Beleid,
        vraag_naam: naam_to_ask(app),
        instellingen: app.instellingen().clone(),
        onthouden: app.onthouden(),
        afgebroken: app.afgebroken_inlezen()?,
        anderen: app.door_anderen()?,
        hier: std::env::current_dir().unwrap_or_default(),
    })
}

/// Hears of a server what others store; of a file nobody tells, and the window that is looked at again is when to look.
fn hear_others(app: &App, messages: &Sender<Msg>) {
    let messages = messages.clone();
    let heard = app.listen(move |nieuws| {
        let _ = messages.send(match nieuws {
            Nieuws::Gewijzigd | Nieuws::Hoort => Msg::Look,
            Nieuws::Doof => Msg::Deaf,
        });
    });
    if let Err(fout) = heard {
        tracing::warn!(%fout, "wat anderen doen is niet te horen");
    }
}

/// The name to propose to who opens the program for the first time. Who gave none is not asked again, but where nobody is known.
fn naam_to_ask(app: &App) -> Option<String> {
    let naam = app.naam_to_ask().filter(|_| app.alleen_lezen().is_none())?;
    (naam.is_empty() || !app.onthouden().naam_gevraagd).then_some(naam)
}

/// Whether the terminal is asked for its background: where nobody said what the colours are, of a terminal that takes a question
/// for what it is.
fn asks_background(model: &Model) -> bool {
    let set = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    let takes_it = std::env::var("TERM").is_ok_and(|term| !matches!(term.as_str(), "" | "dumb" | "linux"));
    let left_open = matches!(model.shared.instellingen.thema, None | Some(Thema::Vanzelf));
    cfg!(unix) && left_open && takes_it && model.shared.surroundings != Palette::Mono && !set("COLORFGBG")
}

/// Turns terminal events into messages. Any error is the end: a terminal that cannot be read is gone.
fn read_terminal(messages: &Sender<Msg>, started: Instant, asked: bool) {
    let mut background = Background::new(asked);
    loop {
        let Ok(event) = event::read() else {
            let _ = messages.send(Msg::Quit);
            return;
        };
        let at = started.elapsed();
        let within = |wait| event::poll(wait).is_ok_and(|ready| ready).then(event::read).and_then(Result::ok);
        let (events, light) = background.hear(event, at, || within(keys::PIECE));
        let answered = light.map(|light| Msg::Background(if light { Palette::Light } else { Palette::Dark }));
        let mut events = VecDeque::from(events);
        let mut mended = Vec::new();
        while let Some(event) = events.pop_front() {
            mended.extend(keys::mend(event, || events.pop_front().or_else(|| within(Duration::ZERO))));
        }
        let msgs = mended.into_iter().flat_map(|event| match event {
            Event::Key(key) => Key::of(key).map(|key| Msg::Key(key, at)).collect(),
            Event::Paste(text) => vec![Msg::Paste(text)],
            Event::Resize(..) => vec![Msg::Resize],
            Event::FocusGained => vec![Msg::Look],
            Event::Mouse(event) => Muis::of(event).map(Msg::Mouse).into_iter().collect(),
            Event::FocusLost => Vec::new(),
        });
        for msg in answered.into_iter().chain(msgs) {
            if messages.send(msg).is_err() {
                return;
            }
        }
    }
}

/// SIGTERM, SIGHUP (a closed window) and SIGINT end the program as cleanly as `q`.
#[cfg(unix)]
fn quit_on_signals(messages: &Sender<Msg>) -> io::Result<()> {
    use std::io::Read;
    use std::os::unix::net::UnixStream;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    let (mut reader, writer) = UnixStream::pair()?;
    for signal in [SIGTERM, SIGHUP, SIGINT] {
        signal_hook::low_level::pipe::register(signal, writer.try_clone()?)?;
    }
    let messages = messages.clone();
    thread::Builder::new().name("signals".into()).spawn(move || {
        let mut byte = [0];
        if reader.read_exact(&mut byte).is_ok() {
            let _ = messages.send(Msg::Quit);
        }
        drop(writer);
    })?;
    Ok(())
}

#[cfg(not(unix))]
fn quit_on_signals(_: &Sender<Msg>) -> io::Result<()> {
    Ok(())
}

/// Performs commands until there are no more; a panic in one is caught, said and logged, and the next goes on.
fn work(app: &mut App, example: Option<&Example>, orders: &Receiver<Order>, messages: &Sender<Msg>, cancelled: &AtomicU64) {
    let mut waiting = VecDeque::new();
    // The day begins with a copy of what is there; after that, what was written since asks for one.
    let mut copy_wanted = true;
    let mut looks = 0;
    loop {
        if waiting.is_empty() {
            app.end_look();
            let next = if copy_wanted { orders.recv_timeout(QUIET) } else { orders.recv().map_err(Into::into) };
            match next {
                Ok(order) => waiting.push_back(order),
                Err(ended) => {
                    if copy_wanted {
                        keep_copy(app, messages);
                    }
                    if ended == RecvTimeoutError::Disconnected {
                        return;
                    }
                    copy_wanted = false;
                    continue;
                }
            }
        }
        while let Ok(order) = orders.try_recv() {
            waiting.push_back(order);
        }
        let Some((asked, cmd)) = waiting.pop_front() else { continue };
        if waiting.iter().any(|(_, later)| supersedes(later, &cmd)) {
            continue;
        }
        if std::mem::replace(&mut looks, asked) != asked {
            app.begin_look();
        }
        copy_wanted |= matches!(cmd, Cmd::Write(_) | Cmd::Save { .. });
        let failed = if_it_panics(&cmd);
        let outcome = catch_unwind(AssertUnwindSafe(|| perform(app, example, cmd, messages, cancelled)));
        if outcome.is_err() {
            let _ = messages.send(failed);
        }
    }
}

/// How long nothing is asked before a copy is made: it takes a moment in which nothing is answered.
const QUIET: Duration = Duration::from_secs(3);

/// Makes the copy that the program makes by itself, when it is time for it.
fn keep_copy(app: &App, messages: &Sender<Msg>) {
    match catch_unwind(AssertUnwindSafe(|| app.keep_copy())) {
        Ok(Some(melding)) => {
            let _ = messages.send(Msg::Failed(melding));
        }
        Ok(None) => {}
        Err(_) => tracing::error!("het maken van de kopie liep vast"),
    }
}

/// The answer to a command that ended in a panic: whoever waits for one gets one.
fn if_it_panics(cmd: &Cmd) -> Msg {
    let melding = Melding {
        tekst: "Er ging iets mis in het programma zelf; de gegevens zijn niet gewijzigd.".to_owned(),
        hint: Some("Het staat in het logboek.".to_owned()),
    };
    match cmd {
        Cmd::Load(query) => Msg::Answered(query.clone(), Err(melding)),
        Cmd::Write(_) | Cmd::Save { .. } => Msg::Wrote(Err(Fault {
            veld: None,
            melding,
            botsingen: None,
            verouderd: false,
            bestaat: Vec::new(),
            genoemd: Vec::new(),
        })),
        Cmd::Check { job, .. } => Msg::Checked(*job, Err(melding)),
        Cmd::Draft { .. } | Cmd::Cancel(_) | Cmd::Open(_) | Cmd::Remember(_) | Cmd::Example => Msg::Failed(melding),
    }
}

/// Whether `later` makes `cmd` pointless: the same kind of question asked anew, or a newer draft of the same form.
fn supersedes(later: &Cmd, cmd: &Cmd) -> bool {
    match (later, cmd) {
        (Cmd::Load(a), Cmd::Load(b)) => std::mem::discriminant(a) == std::mem::discriminant(b),
        (Cmd::Draft { key: a, .. }, Cmd::Draft { key: b, .. }) => a == b,
        _ => false,
    }
}

/// Performs one command and answers. Tests call it inline.
pub fn perform(app: &mut App, example: Option<&Example>, cmd: Cmd, messages: &Sender<Msg>, cancelled: &AtomicU64) {
    let msg = match cmd {
        Cmd::Load(query) => {
            if matches!(query, Query::Nieuws) {
                app.follow_others();
            }
            let result = match query.load(app) {
                // Another file stands there: what it holds is shown, and said to be another.
                Err(fout) if fout.lost_its_file() => {
                    let _ = messages.send(Msg::Failed(after_loss(app, &fout)));
                    query.load(app)
                }
                result => result,
            };
            Msg::Answered(query, result.map_err(|f| logged(&f)))
        }
        Cmd::Write(write) => stored(app, write, None),
        Cmd::Save { write, draft } => stored(app, write, Some(&draft)),
        Cmd::Draft { key, tekst } => match app.save_draft(&key, &tekst) {
            Ok(()) => return,
            Err(fout) => {
                let melding = after_loss(app, &fout);
                // When another database took the place of this one, what is typed is kept there.
                if fout.lost_its_file() && app.save_draft(&key, &tekst).is_err() {
                    tracing::warn!("wat getypt was is nergens bewaard");
                }
                Msg::Failed(melding)
            }
        },
        Cmd::Check { job, vragen } => {
            let mut reporter = Reporter { job, messages, cancelled, last: None };
            let result = listed(app, vragen).and_then(|(vragen, niet_gelezen)| {
                let checked = app.check_each(&vragen, &mut reporter)?;
                Ok((Arc::new(checked), niet_gelezen))
            });
            Msg::Checked(job, result.map_err(|f| logged(&f)))
        }
        Cmd::Open(pad) => match open::that_detached(&pad) {
            Ok(()) => return,
            Err(error) => {
                tracing::warn!(%error, "niet te openen");
                Msg::Failed(Melding {
                    tekst: format!("{} kan hier niet worden geopend.", crate::wording::pad(&pad)),
                    hint: Some("Er is geen programma voor, of het is er niet meer.".to_owned()),
                })
            }
        },
        Cmd::Remember(herinnering) => {
            app.onthoud(|onthouden| match herinnering {
                Herinnering::NaamGevraagd => onthouden.naam_gevraagd = true,
                Herinnering::Inleesmap(map) => onthouden.inleesmap = Some(map),
                Herinnering::Uitgaand(uitgaand) => onthouden.uitgaand = uitgaand,
            });
            return;
        }
        Cmd::Cancel(_) => return,
        Cmd::Example => {
            let Some(example) = example else { return };
            match example().and_then(|new| Ok((start(&new, false)?, new))) {
                Ok((start, new)) => {
                    *app = new;
                    Msg::Restarted(Box::new(start))
                }
                Err(fout) => Msg::Failed(logged(&fout)),
            }
        }
    };
    // The main loop has ended when nobody listens; there is nothing left to tell.
    let _ = messages.send(msg);
}

/// The files that are meant, each with what is said of it, and what of the folders is not read.
fn listed(app: &App, vragen: Vec<Leesvraag>) -> Result<(Vec<Leesvraag>, Option<String>), Fout> {
    let (mut files, mut not_read) = (Vec::new(), Vec::new());
    for (pad, opties) in vragen {
        let lijst = app.list_files(&[expand_home(&pad)])?;
        not_read.extend(lijst.niet_gelezen());
        files.extend(lijst.bestanden.into_iter().map(|pad| (pad, opties.clone())));
    }
    Ok((files, (!not_read.is_empty()).then(|| not_read.join(" "))))
}

/// Does what was asked for; with it goes the draft that it was typed in.
fn stored(app: &mut App, write: Write, draft: Option<&str>) -> Msg {
    let again = write.clone();
    let done = match draft {
        Some(draft) => app.saving(draft, |app| store(app, write)),
        None => store(app, write),
    };
    Msg::Wrote(done.map(|written| with_merged(app, written)).map_err(|fout| fault(app, &fout, again)))
}

/// What the user is told of an error. When the file of the database is gone or another one, the program goes on with what stands
/// there now.
fn after_loss(app: &mut App, fout: &Fout) -> Melding {
    let melding = logged(fout);
    if fout.lost_its_file() { app.recover(melding) } else { melding }
}

/// Why a change was refused, as the screen needs it.
fn fault(app: &mut App, fout: &Fout, write: Write) -> Fault {
    let name = |pad: &PathBuf| crate::wording::veilig(&pad.file_name().unwrap_or(pad.as_os_str()).to_string_lossy());
    Fault {
        veld: field_of(fout),
        botsingen: Some(app.clashes(fout)).filter(|b| !b.is_empty()).map(|b| (Box::new(write), b)),
        melding: after_loss(app, fout),
        verouderd: fout.is_other_version(),
        bestaat: fout.bestaat_al().iter().map(name).collect(),
        genoemd: fout.genoemd().to_vec(),
    }
}

/// Says too what of others a change was merged with.
fn with_merged(app: &mut App, written: Written) -> Written {
    match app.take_merged() {
        Some(merged) => Written { wat: format!("{}, {merged}", written.wat), ..written },
        None => written,
    }
}

const fn field_of(fout: &Fout) -> Option<&'static str> {
    match fout {
        Fout::Ongeldig { veld, .. } => Some(veld),
        // Every form that writes a file asks for it in this field.
        Fout::Uitgang(_) => Some("naar"),
        _ => None,
    }
}

/// Passes on how far a job is, at most ten times a second, and hears whether it was stopped.
struct Reporter<'a> {
    job: JobId,
    messages: &'a Sender<Msg>,
    cancelled: &'a AtomicU64,
    last: Option<Instant>,
}

impl Leesvoortgang for Reporter<'_> {
    fn stap(&mut self, stap: &Leesstap) {
        if self.last.is_some_and(|last| last.elapsed() < Duration::from_millis(100)) {
            return;
        }
        self.last = Some(Instant::now());
        let _ = self.messages.send(Msg::Progress(self.job, stap.clone()));
    }

    fn is_cancelled(&self) -> bool {
        // Jobs are numbered upward and one runs at a time: stopping a later one, or all, stops this one.
        self.cancelled.load(Ordering::SeqCst) >= self.job
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kwartaal;

    #[test]
    fn a_newer_question_replaces_one_that_waits() {
        let k = |n| Cmd::Load(Query::Overzicht(Kwartaal::new(2024, n).unwrap()));
        assert!(supersedes(&k(2), &k(1)));
        assert!(!supersedes(&Cmd::Load(Query::Afspraken), &k(1)));
        assert!(!supersedes(&Cmd::Write(Write::Undo), &Cmd::Write(Write::Undo)), "a change is never skipped");
    }
}
