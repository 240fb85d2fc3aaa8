//! Messages (RFC 5322, MIME): what they say, and the files attached.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::budget::Budget;
use crate::{ContainerError, Member, Role, names};

/// Messages within messages that the parser is handed at once: it takes them apart by recursion.
const NESTED: usize = 500;

/// Headers that only programs write, and those of any letter.
const OF_PROGRAMS: [&str; 6] =
    ["mime-version", "message-id", "received", "return-path", "delivered-to", "dkim-signature"];
const OF_LETTERS: [&str; 4] = ["from", "to", "subject", "date"];

/// Whether `bytes` begin with the headers of a message: at least one that only programs write, three in all.
pub(crate) fn is_mail(bytes: &[u8]) -> bool {
    let head = bytes.get(..16_384).unwrap_or(bytes);
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let (mut programs, mut all) = (0, 0);
    for (at, line) in head.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // A message kept in a mailbox file has a line of its own before its headers.
        if line.first().is_some_and(u8::is_ascii_whitespace)
            || (at == 0 && line.starts_with(b"From "))
        {
            continue;
        }
        let Some(end) = line.iter().position(|byte| *byte == b':') else { break };
        let name = line.get(..end).unwrap_or_default();
        if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
            break;
        }
        let is_in =
            |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
        programs += usize::from(is_in(&OF_PROGRAMS));
        all += usize::from(is_in(&OF_PROGRAMS) || is_in(&OF_LETTERS));
    }
    programs >= 1 && all >= 3
}

/// The words of a message and the files attached to it.
pub(crate) fn members(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Member>, ContainerError> {
    let (size, granted) = (bytes.len() as u64, budget.limits.total_bytes);
    if size > granted {
        return Err(ContainerError::limit("bytes of the message", size, granted));
    }
    let nested =
        ["rfc822", "global", "digest"].map(|word| count(bytes, word)).iter().sum::<usize>();
    if nested > NESTED {
        return Err(ContainerError::limit("messages in messages", nested as u64, NESTED as u64));
    }
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| ContainerError::damaged("its headers cannot be read"))?;
    let bodies = bodies(&message);
    budget.take_entries(bodies.len() + message.attachments.len())?;
    let mut members = Vec::new();
    for (at, part) in (1..).zip(&bodies) {
        let number = if at == 1 { String::new() } else { format!(" {at}") };
        let ending = if part.is_text_html() { "html" } else { "txt" };
        let content = take(&text_of(part, &message), budget);
        members.push(Member { name: format!("body{number}.{ending}"), role: Role::Body, content });
    }
    for (at, part) in (1..).zip(message.attachments()) {
        members.push(attached(part, at, &message, budget));
    }
    Ok(members)
}

/// How often a word stands in `bytes`, in small letters or capitals.
fn count(bytes: &[u8], word: &str) -> usize {
    bytes.windows(word.len()).filter(|window| window.eq_ignore_ascii_case(word.as_bytes())).count()
}

/// The parts that are the message's own words; of alternatives, the one with tables and headings.
fn bodies<'a>(message: &'a Message<'a>) -> Vec<&'a MessagePart<'a>> {
    let says = |id: &u32| {
        let part = message.part(*id)?;
        let text = part.text_contents().filter(|_| part.is_text())?;
        (!text.trim().is_empty()).then_some(part)
    };
    let formatted: Vec<_> = message.html_body.iter().filter_map(says).collect();
    if formatted.is_empty() {
        message.text_body.iter().filter_map(says).collect()
    } else {
        formatted
    }
}

fn attached(part: &MessagePart, at: usize, message: &Message, budget: &mut Budget) -> Member {
    let content = match &part.body {
        PartType::Text(_) | PartType::Html(_) => take(&text_of(part, message), budget),
        PartType::Message(_) => take(&raw_of(part, message), budget),
        _ => take(part.contents(), budget),
    };
    let kind = part.content_type();
    let attachment =
        part.content_disposition().is_some_and(mail_parser::ContentType::is_attachment);
    let picture = kind.is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
    let inline = picture && !attachment && part.content_id().is_some();
    let fallback = match (&part.body, kind.and_then(mail_parser::ContentType::subtype)) {
        (PartType::Message(_), _) => format!("file {at}.eml"),
        (_, Some(subtype)) if subtype.chars().all(char::is_alphanumeric) => {
            format!("file {at}.{subtype}")
        }
        _ => format!("file {at}"),
    };
    let name = names::shown(part.attachment_name().unwrap_or_default(), &fallback);
    Member { name, role: if inline { Role::Inline } else { Role::File }, content }
}

fn take(bytes: &[u8], budget: &mut Budget) -> Result<Vec<u8>, ContainerError> {
    let size = bytes.len() as u64;
    budget.inflate(bytes, size, size)
}

/// The bytes of a text part that a reader of text makes the same of: as they were sent where they are UTF-8 or
/// in a character set that the parser does not know, else what the parser made of them.
fn text_of(part: &MessagePart, message: &Message) -> Vec<u8> {
    let raw = raw_of(part, message);
    let decoded = part.text_contents().unwrap_or_default();
    if std::str::from_utf8(&raw).is_ok() || decoded.contains('\u{fffd}') {
        return raw;
    }
    // The mark goes before what a web page says of itself.
    [b"\xef\xbb\xbf", decoded.as_bytes()].concat()
}

/// The bytes of a part as they were before they were coded for sending.
fn raw_of(part: &MessagePart, message: &Message) -> Vec<u8> {
    let (start, end) = (part.raw_body_offset() as usize, part.raw_end_offset() as usize);
    let sent = message.raw_message.get(start..end).unwrap_or_default();
    let decoded = match part.encoding {
        Encoding::None => None,
        Encoding::Base64 => base64_decode(sent),
        Encoding::QuotedPrintable => quoted_printable_decode(sent),
    };
    decoded.unwrap_or_else(|| sent.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_by_headers_that_programs_write() {
        for (text, want) in [
            ("From: a@b.vn\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nnoi dung", true),
            ("Received: from x\n\tby y\nFrom: a@b.vn\nDate: Mon\n\nx", true),
            ("From MAILER Mon\nFrom: a\nTo: b\nMessage-ID: <1>\n\n", true),
            ("From: Thôn 3\nTo: Xã\nSubject: Báo cáo\nDate: 1/2\n\nx", false),
            ("Số: 12/KH-UBND\nNgày: 1/2\n", false),
            ("MIME-Version: 1.0\n\nFrom: a\nTo: b\n", false),
            ("", false),
        ] {
            assert_eq!(is_mail(text.as_bytes()), want, "{text:?}");
        }
    }
}
