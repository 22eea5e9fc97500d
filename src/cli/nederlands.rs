//! Dutch for what clap says itself: headings, usage lines and errors.

use clap::Command;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::fmt::Write as _;

use super::voorbeelden;
use crate::app::Melding;
use crate::wording::{keuze, opsomming, veilig};

/// Gives a command and everything below it Dutch headings, and a usage line made from its arguments.
pub(super) fn translate(command: Command) -> Command {
    translate_below(command, "")
}

fn translate_below(command: Command, boven: &str) -> Command {
    let naam = format!("{boven}{}", command.get_name());
    let usage = usage(&command, &naam);
    let mut template = String::from("{about-with-newline}\nGebruik: {usage}\n");
    if command.has_subcommands() {
        template.push_str("\nOpdrachten:\n{subcommands}\n");
    }
    if command.get_positionals().next().is_some() {
        template.push_str("\nArgumenten:\n{positionals}\n");
    }
    template.push_str("\nOpties:\n{options}{after-help}\n");
    let below = format!("{naam} ");
    let pad = naam.strip_prefix("accountgesprek ").unwrap_or_default();
    let command = match voorbeelden::after_help(pad) {
        Some(tekst) => command.after_help(tekst),
        None => command,
    };
    command
        .override_usage(StyledStr::from(usage))
        .help_template(template)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .infer_long_args(true)
        .mut_subcommands(|sub| translate_below(sub, &below))
}

/// `accountgesprek inlezen [OPTIES] <BESTAND>…`, from the arguments themselves; what may be left out stands in brackets.
fn usage(command: &Command, naam: &str) -> String {
    let mut usage = naam.to_owned();
    if command.has_subcommands() {
        usage.push_str(if command.is_subcommand_required_set() { " [OPTIES] <OPDRACHT>" } else { " [OPTIES] [OPDRACHT]" });
        return usage;
    }
    let name = |arg: &clap::Arg| {
        arg.get_value_names().and_then(|n| n.first()).map_or_else(|| arg.get_id().to_string(), ToString::to_string)
    };
    for arg in command.get_arguments().filter(|a| !a.is_positional() && a.is_required_set()) {
        let _ = write!(usage, " --{} <{}>", arg.get_long().unwrap_or_default(), name(arg));
    }
    usage.push_str(" [OPTIES]");
    for arg in command.get_positionals() {
        let _ = if arg.is_required_set() { write!(usage, " <{}>", name(arg)) } else { write!(usage, " [{}]", name(arg)) };
        if matches!(arg.get_action(), clap::ArgAction::Append) {
            usage.push('…');
        }
    }
    usage
}

/// The sentence for an error of clap.
pub(super) fn melding(fout: &clap::Error) -> Melding {
    let arg = options(fout, ContextKind::InvalidArg);
    let waarde = context(fout, ContextKind::InvalidValue);
    let tekst = match fout.kind() {
        ErrorKind::InvalidValue if waarde.is_empty() => format!("Bij {arg} ontbreekt een waarde."),
        ErrorKind::InvalidValue => format!("“{waarde}” kan niet bij {arg}."),
        ErrorKind::ValueValidation => {
            let waarom = std::error::Error::source(fout).map(|e| format!(": {e}")).unwrap_or_default();
            format!("“{waarde}” kan niet bij {arg}{waarom}.")
        }
        ErrorKind::UnknownArgument => {
            format!("De optie of waarde “{}” is niet bekend.", context(fout, ContextKind::InvalidArg))
        }
        ErrorKind::InvalidSubcommand => {
            format!("De opdracht “{}” is niet bekend.", context(fout, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            format!("Er ontbreekt een opdracht; kies uit {}.", context(fout, ContextKind::ValidSubcommand))
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("Bij {arg} ontbreekt een waarde.")
        }
        ErrorKind::TooManyValues => format!("“{waarde}” is te veel bij {arg}."),
        ErrorKind::ArgumentConflict => match options(fout, ContextKind::PriorArg).as_str() {
            "" => format!("{arg} kan niet samen met de andere opties."),
            andere if andere == arg => format!("{arg} mag maar één keer."),
            andere => format!("{arg} kan niet samen met {andere}."),
        },
        ErrorKind::MissingRequiredArgument => format!("Verplicht en niet opgegeven: {arg}."),
        ErrorKind::InvalidUtf8 => "Een van de opties is geen leesbare tekst (UTF-8).".to_owned(),
        _ => "De opdracht is niet begrepen.".to_owned(),
    };
    let bedoeld = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .map(|kind| context(fout, kind))
        .find(|s| !s.is_empty());
    let hint = match bedoeld {
        Some(bedoeld) => format!("Bedoelde u {bedoeld}? Met --help ziet u wat er kan."),
        None => "Met --help ziet u wat er kan.".to_owned(),
    };
    Melding { tekst, hint: Some(hint) }
}

/// What clap knows of the error under this kind, safe to show; empty when it knows nothing.
fn context(fout: &clap::Error, kind: ContextKind) -> String {
    match fout.get(kind) {
        Some(ContextValue::String(tekst)) => veilig(tekst),
        Some(ContextValue::Strings(teksten)) => opsomming(teksten.iter().map(|t| veilig(t))),
        _ => String::new(),
    }
}

/// The options that clap names under this kind, as one types them.
fn options(fout: &clap::Error, kind: ContextKind) -> String {
    match fout.get(kind) {
        Some(ContextValue::String(tekst)) => option(tekst),
        Some(ContextValue::Strings(teksten)) => opsomming(teksten.iter().map(|t| option(t))),
        _ => String::new(),
    }
}

/// `--kwartaal <K>` is `--kwartaal`, `<BESTAND>...` is BESTAND, and of `<--kwartaal <K>|--koppen>` one is meant.
fn option(geschreven: &str) -> String {
    let bare = |deel: &str| veilig(deel.split(" <").next().unwrap_or(deel).trim_matches(['<', '>', '[', ']', '.']));
    match geschreven.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|rest| rest.contains('|')) {
        Some(some) => keuze(some.split('|').map(bare)),
        None => bare(geschreven),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Opdrachtregel;
    use clap::CommandFactory;

    fn parse(args: &[&str]) -> clap::Error {
        let all = std::iter::once("accountgesprek").chain(args.iter().copied());
        translate(Opdrachtregel::command()).try_get_matches_from(all).unwrap_err()
    }

    #[test]
    fn the_definitions_hold() {
        translate(Opdrachtregel::command()).debug_assert();
    }

    #[test]
    fn no_help_text_has_an_english_word_of_clap() {
        fn walk(command: &mut Command, gezien: &mut u32) {
            let help = command.render_long_help().to_string();
            assert!(!command.get_name().contains("ongedaan") || help.contains(" [NUMMER]\n"), "{help}");
            for woord in ["Usage", "Options", "Commands", "Arguments", "possible values", "default:", "Print "] {
                assert!(!help.contains(woord), "{woord} in:\n{help}");
            }
            assert!(help.contains("Gebruik: accountgesprek"), "{help}");
            *gezien += 1;
            for sub in command.get_subcommands_mut() {
                walk(sub, gezien);
            }
        }
        let mut command = translate(Opdrachtregel::command());
        command.build();
        let mut gezien = 0;
        walk(&mut command, &mut gezien);
        assert!(gezien > 15);
    }

    #[test]
    fn a_command_of_several_lists_when_nothing_follows_it() {
        for args in [["accountgesprek", "afspraak"], ["accountgesprek", "signaal"]] {
            assert!(translate(Opdrachtregel::command()).try_get_matches_from(args).is_ok(), "{args:?}");
        }
    }

    #[test]
    fn errors_are_dutch_sentences() {
        for (args, verwacht) in [
            (&["kpi"][..], "Verplicht en niet opgegeven: --kwartaal."),
            (&["kpi", "--kwartaal", "mei"], "“mei” kan niet bij --kwartaal: schrijf een kwartaal als 2024-K2."),
            (&["kpi", "--kwartaal"], "Bij --kwartaal ontbreekt een waarde."),
            (&["kpi", "--kwrtaal", "x"], "De optie of waarde “--kwrtaal” is niet bekend."),
            (&["inleze"], "De opdracht “inleze” is niet bekend."),
            (&["--db", "x", "--voorbeeld"], "--db kan niet samen met --voorbeeld."),
            (&["rapportages"], "Verplicht en niet opgegeven: --kwartaal, --herstel, --tijdigheid, --koppen of --vergeet."),
            (&["inlezen"], "Verplicht en niet opgegeven: BESTAND."),
            (&["opschonen"], "Verplicht en niet opgegeven: --deelnemer of --voor."),
        ] {
            let melding = melding(&parse(args));
            assert!(melding.tekst.starts_with(verwacht), "{args:?}: {}", melding.tekst);
        }
        assert!(melding(&parse(&["inleze", "x"])).hint.unwrap().contains("inlezen"));
    }
}
