//! A message as a draft (`.eml`): a mail program opens it ready to be looked at and sent.
//!
//! `X-Unsent: 1` makes Outlook and Thunderbird open it for writing; who sends it fills in the sender, so there is none in it. The
//! same message gives the same bytes: what a mail library would draw by lot (Message-ID, boundary) comes from what it holds.

use std::fmt::Write as _;
use std::io;

use chrono::{NaiveDate, NaiveTime};
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::{BodyPart, MimePart};
use sha2::{Digest, Sha256};

use crate::domain::Emailadres;
use crate::wording::veilig;

/// Somebody to write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adres {
    /// Empty when only the address is known.
    pub naam: String,
    pub email: Emailadres,
}

/// What kind of file goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bijlagesoort {
    Werkmap,
    Word,
    /// A date for a calendar. As a file and not as an iTIP request: Outlook would make a received invitation of the draft itself.
    Kalender,
}

impl Bijlagesoort {
    const fn mime(self) -> &'static str {
        match self {
            Self::Werkmap => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Kalender => "text/calendar",
        }
    }
}

/// A file that goes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bijlage {
    pub naam: String,
    pub soort: Bijlagesoort,
    pub inhoud: Vec<u8>,
}

/// A message that is ready to be looked at and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Nobody: who sends it fills it in.
    pub aan: Vec<Adres>,
    pub onderwerp: String,
    /// Lines end in `\n`; a paragraph is one line.
    pub tekst: String,
    pub bijlagen: Vec<Bijlage>,
    /// The day that it was made on.
    pub dag: NaiveDate,
}

/// Writes the draft.
///
/// # Errors
/// None that the content can bring about: it is written to memory.
pub fn write(bericht: &Mail) -> io::Result<Vec<u8>> {
    let kenmerk = fingerprint(bericht);
    let text = MimePart::new("text/plain", BodyPart::Text(bericht.tekst.as_str().into()));
    let body = if bericht.bijlagen.is_empty() {
        text
    } else {
        // No encoding of a part can hold `=_`, and no text can hold its own fingerprint.
        let kind = ContentType::new("multipart/mixed").attribute("boundary", format!("=_{kenmerk}"));
        let parts = std::iter::once(text).chain(bericht.bijlagen.iter().map(attachment));
        MimePart::new(kind, parts.collect::<Vec<_>>())
    };
    let mut message = MessageBuilder::new().header("X-Unsent", Raw::new("1"));
    if !bericht.aan.is_empty() {
        message = message.to(bericht.aan.iter().map(address).collect::<Vec<Address<'_>>>());
    }
    message
        .subject(one_line(&bericht.onderwerp))
        .date(Date::new(bericht.dag.and_time(NaiveTime::MIN).and_utc().timestamp()))
        .message_id(format!("{kenmerk}@accountgesprek"))
        .body(body)
        .write_to_vec()
}

fn address(adres: &Adres) -> Address<'_> {
    let naam = one_line(&adres.naam);
    Address::new_address((!naam.is_empty()).then_some(naam), adres.email.as_str())
}

fn attachment(bijlage: &Bijlage) -> MimePart<'_> {
    let mut kind = ContentType::new(bijlage.soort.mime());
    if bijlage.soort == Bijlagesoort::Kalender {
        kind = kind.attribute("charset", "utf-8");
    }
    MimePart::new(kind, BodyPart::Binary(bijlage.inhoud.as_slice().into())).attachment(one_line(&bijlage.naam))
}

/// Text fit for a header: one line, and nothing that steers or turns anything.
fn one_line(text: &str) -> String {
    veilig(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What tells a message from every other.
fn fingerprint(bericht: &Mail) -> String {
    let Mail { aan, onderwerp, tekst, bijlagen, dag } = bericht;
    let mut hash = Sha256::new();
    let mut add = |part: &[u8]| {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    };
    for part in [onderwerp, tekst, &dag.to_string()] {
        add(part.as_bytes());
    }
    for adres in aan {
        add(adres.naam.as_bytes());
        add(adres.email.as_str().as_bytes());
    }
    for bijlage in bijlagen {
        add(bijlage.naam.as_bytes());
        add(&bijlage.inhoud);
    }
    hash.finalize().iter().take(16).fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adres(naam: &str, email: &str) -> Adres {
        Adres { naam: naam.into(), email: Emailadres::new(email).unwrap() }
    }

    fn bericht() -> Mail {
        Mail {
            aan: vec![adres("Toegang Venlo", "toegang@venlo.nl")],
            onderwerp: "Uitvraag 4e kwartaal 2025".into(),
            tekst: "Beste collega,\n\nDit is één € en niet meer.\n".into(),
            bijlagen: vec![
                Bijlage { naam: "a.xlsx".into(), soort: Bijlagesoort::Werkmap, inhoud: (0..=255).collect() },
                Bijlage {
                    naam: "g.ics".into(),
                    soort: Bijlagesoort::Kalender,
                    inhoud: b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_vec(),
                },
            ],
            dag: "2026-01-05".parse().unwrap(),
        }
    }

    fn written(bericht: &Mail) -> String {
        String::from_utf8(write(bericht).unwrap()).unwrap()
    }

    /// The header lines, unfolded.
    fn headers(eml: &str) -> Vec<String> {
        eml.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_draft_is_unsent_without_a_sender_and_the_same_every_time() {
        let eml = written(&bericht());
        assert_eq!(eml, written(&bericht()));
        let headers = headers(&eml);
        for line in
            ["X-Unsent: 1", "To: \"Toegang Venlo\" <toegang@venlo.nl>", "Subject: Uitvraag 4e kwartaal 2025", "MIME-Version: 1.0"]
        {
            assert!(headers.iter().any(|h| h == line), "{line}: {headers:?}");
        }
        assert!(!headers.iter().any(|h| h.starts_with("From:") || h.starts_with("Sender:")), "{headers:?}");
        assert!(headers.iter().any(|h| h.starts_with("Date: Mon, 5 Jan 2026")), "{headers:?}");
        assert!(eml.contains("filename=\"a.xlsx\"") && eml.contains("text/calendar; charset=\"utf-8\""), "{eml}");
        let other = Mail { tekst: "Iets anders.".into(), ..bericht() };
        let id = |eml: &str| eml.lines().find(|l| l.starts_with("Message-ID")).map(str::to_owned);
        assert_ne!(id(&eml), id(&written(&other)));
        // To nobody yet; and without anything to go along it is one part.
        let bare = written(&Mail { aan: Vec::new(), bijlagen: Vec::new(), ..bericht() });
        assert!(!bare.contains("\r\nTo:") && !bare.contains("multipart"), "{bare}");
    }

    #[test]
    fn no_name_or_subject_can_begin_a_header_or_another_address() {
        for naughty in
            ["a\r\nBcc: x@y.nl", "a\nBcc: x@y.nl", "\"; Bcc: x@y.nl", "<x@y.nl>, b", "a\u{202e}b\0c", "é\r\n\r\nDit is de tekst"]
        {
            let with = Mail {
                aan: vec![adres(naughty, "toegang@venlo.nl"), adres("", "b@c.nl")],
                onderwerp: naughty.into(),
                bijlagen: vec![Bijlage { naam: naughty.into(), ..bericht().bijlagen.remove(0) }],
                ..bericht()
            };
            let eml = written(&with);
            let headers = headers(&eml);
            let names: Vec<&str> = headers.iter().filter_map(|h| h.split_once(": ").map(|(name, _)| name)).collect();
            assert_eq!(names, ["X-Unsent", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"], "{naughty:?}");
            assert!(eml.lines().all(|line| !line.starts_with("Bcc") && line.len() <= 998), "{eml}");
            assert!(headers[1].ends_with("<toegang@venlo.nl>, <b@c.nl>"), "{headers:?}");
        }
    }
}
