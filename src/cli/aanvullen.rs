//! What a system shows of the commands besides the program itself: the man page, and what a shell fills in.

use std::fmt::Write as _;
use std::io;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use super::args::{Opdracht, Opdrachtregel};
use super::nederlands;

/// The headings that clap_mangen writes, and what a Dutch man page has there.
const KOPPEN: [(&str, &str); 4] = [("NAME", "NAAM"), ("SYNOPSIS", "SAMENVATTING"), ("OPTIONS", "OPTIES"), ("EXTRA", "VERDER")];

/// The text that a command asks for; None when it asks for something else.
pub(super) fn text(opdracht: &Opdracht) -> Option<String> {
    match opdracht {
        Opdracht::Man => Some(man()),
        Opdracht::Aanvullen(opties) => Some(script(opties.shell)),
        _ => None,
    }
}

fn command() -> Command {
    nederlands::translate(Opdrachtregel::command())
}

/// One page over everything: the program, and below it every command with its own options.
fn man() -> String {
    let command = command();
    let page = Man::new(command.clone());
    let mut roff = String::new();
    roff += &part(|to| page.render_title(to));
    roff += &part(|to| page.render_name_section(to));
    roff += &part(|to| page.render_synopsis_section(to));
    roff += &part(|to| page.render_options_section(to));
    below(&command, "", &mut roff);
    roff += &part(|to| page.render_extra_section(to));
    let heading = |line: &str| {
        let known = line.strip_prefix(".SH ").and_then(|kop| KOPPEN.iter().find(|(engels, _)| *engels == kop));
        known.map_or_else(|| line.to_owned(), |(_, kop)| format!(".SH {kop}"))
    };
    roff.lines().map(heading).collect::<Vec<_>>().join("\n")
}

/// A section for each command that does something, with what it does, how it is called and its options.
fn below(command: &Command, boven: &str, roff: &mut String) {
    let naam = format!("{boven}{}", command.get_name());
    for sub in command.get_subcommands() {
        let page = Man::new(sub.clone());
        let _ = writeln!(roff, ".SH {naam} {}", sub.get_name());
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(roff, "{}\n.PP", about.replace('-', "\\-"));
        *roff += &part(|to| page.render_synopsis_section(to)).replace(".SH SYNOPSIS\n", "");
        *roff += &part(|to| page.render_options_section(to)).replace(".SH OPTIONS\n", "");
        below(sub, &format!("{naam} "), roff);
    }
}

/// What a part of a page comes to.
fn part(render: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut text = Vec::new();
    // Writing to memory cannot fail.
    let _ = render(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(), "accountgesprek", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
