//! Lists, and the numbers of their items.

use html5ever::tokenizer::Tag;

use super::look::attribute;

/// A list that is open.
#[derive(Debug)]
pub(crate) struct List {
    /// Its items have numbers.
    pub(crate) ordered: bool,
    next: i64,
    kind: String,
    /// Its items have neither numbers nor bullets.
    pub(crate) plain: bool,
}

impl List {
    pub(crate) fn new(tag: &Tag) -> Self {
        let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
        Self {
            ordered: &*tag.name == "ol",
            next: attribute(tag, "start").and_then(|value| value.trim().parse().ok()).unwrap_or(1),
            kind: attribute(tag, "type").unwrap_or("1").to_owned(),
            plain: style.contains("none") && style.contains("list-style"),
        }
    }

    /// The number of the next item, or of one that states its `own`.
    pub(crate) fn number(&mut self, own: Option<i64>) -> String {
        let number = own.unwrap_or(self.next);
        self.next = number.saturating_add(1);
        format!("{}.", numbered(number, &self.kind))
    }
}

/// A number in the way of a list's `type`.
fn numbered(number: i64, kind: &str) -> String {
    let place = u8::try_from(number.saturating_sub(1)).ok().filter(|at| *at < 26);
    let letter = |first: u8| match place {
        Some(at) => char::from(first + at).to_string(),
        None => number.to_string(),
    };
    match kind {
        "a" => letter(b'a'),
        "A" => letter(b'A'),
        "i" => roman(number).to_lowercase(),
        "I" => roman(number),
        _ => number.to_string(),
    }
}

fn roman(number: i64) -> String {
    const STEPS: [(i64, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..400).contains(&number) {
        return number.to_string();
    }
    let (mut rest, mut out) = (number, String::new());
    for (value, digits) in STEPS {
        while rest >= value {
            out.push_str(digits);
            rest -= value;
        }
    }
    out
}
