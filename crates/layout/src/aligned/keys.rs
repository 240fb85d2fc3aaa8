//! The first column's numbers: where rows have their key, and what a narrow column broke.

use vanban_text::{fold, roman};

/// A row's key: the lines that hold it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Key {
    /// First and last line.
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) kind: KeyKind,
}

/// What a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    /// `TT`, `STT`
    Header,
    /// `I`, `A`
    Group,
    /// `1`, `2.3`, `a)`
    Item,
    /// `Tổng cộng`
    Total,
}

/// Whether words head the column of numbers.
pub(crate) fn is_key_header(text: &str) -> bool {
    let folded = fold(text);
    let bare: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    matches!(bare.as_str(), "tt" | "stt" | "sott" | "sothutu" | "no")
}

/// Whether a row's words are a sum's name.
pub(crate) fn is_total(text: &str) -> bool {
    let folded = fold(text.trim_matches(|c: char| !c.is_alphanumeric()));
    let squeezed: String = folded.split_whitespace().collect();
    let named = ["tongcong", "tongso", "tongkinhphi", "tong", "cong"]
        .iter()
        .find_map(|name| squeezed.strip_prefix(name));
    let marked = !folded.starts_with("cong") || text.to_lowercase().contains("cộng");
    named.is_some_and(|rest| {
        let short = folded.split_whitespace().count() <= 5;
        (rest.is_empty() || (short && marked))
            && !rest.starts_with("hop")
            && !rest.starts_with("ket")
    })
}

/// The kind of a label; `None` where it is none.
fn kind_of(text: &str) -> Option<KeyKind> {
    let bare = text.trim_matches(|c: char| "().".contains(c));
    if bare.is_empty() || bare.chars().count() > 9 {
        return None;
    }
    if is_key_header(text) {
        return Some(KeyKind::Header);
    }
    if is_total(text) {
        return Some(KeyKind::Total);
    }
    if roman(bare).is_some() {
        return Some(KeyKind::Group);
    }
    let parts = || bare.split('.');
    if bare.starts_with(|c: char| c.is_ascii_digit()) {
        let number =
            |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        return (parts().count() <= 4 && parts().all(number)).then_some(KeyKind::Item);
    }
    let mut chars = bare.chars();
    let letter = chars.next().filter(|c| c.is_alphabetic() && chars.next().is_none())?;
    Some(if letter.is_uppercase() { KeyKind::Group } else { KeyKind::Item })
}

/// Whether a word numbers a row or a group of rows.
pub(crate) fn is_label(word: &str) -> bool {
    matches!(kind_of(word), Some(KeyKind::Item | KeyKind::Group | KeyKind::Header))
}

/// Whether a word numbers a group: `II.`, `B`.
pub(crate) fn is_group(word: &str) -> bool {
    kind_of(word) == Some(KeyKind::Group)
}

/// Number that comes next after those seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sequence {
    roman: u32,
    number: u32,
}

impl Sequence {
    fn expects(self, text: &str) -> bool {
        let bare = text.trim_matches(|c: char| "().".contains(c));
        match (bare.parse::<u32>(), roman(bare)) {
            (Ok(value), _) => value == self.number + 1,
            (_, Some(value)) => value == self.roman + 1,
            _ => is_key_header(text) || is_total(text),
        }
    }

    fn take(&mut self, text: &str) {
        let bare = text.trim_matches(|c: char| "().".contains(c));
        if let Ok(value) = bare.parse() {
            self.number = value;
        } else if let Some(value) = roman(bare) {
            (self.roman, self.number) = (value, 0);
        }
    }
}

/// The keys among the words that the first column holds: line and text, top to bottom. Halves of a label that a
/// narrow column broke (`T` over `T`, `II` over `I`) are one. `None` where the column holds other things.
/// `sequence` is what the pages before have numbered, and is led on.
pub(crate) fn keys(column: &[(usize, String)], sequence: &mut Sequence) -> Option<Vec<Key>> {
    let mut found: Vec<Key> = Vec::new();
    let mut other = 0;
    let mut i = 0;
    while i < column.len() {
        let (line, text) = &column[i];
        let joined = join(&column[i..], *sequence);
        let (count, text) = joined.unwrap_or((1, text.clone()));
        match kind_of(&text) {
            Some(kind) => {
                sequence.take(&text);
                found.push(Key { first: *line, last: column[i + count - 1].0, kind });
            }
            None if is_total(&text) => {
                found.push(Key { first: *line, last: *line, kind: KeyKind::Total });
            }
            None => other += 1,
        }
        i += count;
    }
    let items = found.iter().filter(|key| key.kind != KeyKind::Header).count();
    (items > 0 && other * 2 <= found.len()).then_some(found)
}

/// How many of the first pieces are one label, and that label.
fn join(pieces: &[(usize, String)], sequence: Sequence) -> Option<(usize, String)> {
    const MOST: usize = 5;
    let alone = sequence.expects(&pieces[0].1);
    let mut text = pieces[0].1.clone();
    let mut found = None;
    for i in 1..pieces.len().min(MOST) {
        if pieces[i].0 != pieces[i - 1].0 + 1 || pieces[i].1.chars().count() > 3 {
            break;
        }
        text.push_str(&pieces[i].1);
        let second = sequence.expects(&pieces[i].1);
        // `I` and, on the next line, `1` are a group and its first entry.
        if sequence.expects(&text) && !(alone && second) {
            found = Some((i + 1, text.clone()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(column: &[(usize, &str)], want: &[(usize, usize, KeyKind)]) {
        let column: Vec<(usize, String)> =
            column.iter().map(|(line, text)| (*line, (*text).to_owned())).collect();
        let got: Vec<_> = keys(&column, &mut Sequence::default())
            .unwrap_or_default()
            .into_iter()
            .map(|key| (key.first, key.last, key.kind))
            .collect();
        assert_eq!(got, want);
    }

    #[test]
    fn halves_of_a_label_are_one() {
        use KeyKind::{Group, Header, Item, Total};
        check(
            &[(0, "T"), (1, "T"), (2, "I"), (3, "1"), (5, "2"), (7, "I"), (8, "I"), (9, "1")],
            &[
                (0, 1, Header),
                (2, 2, Group),
                (3, 3, Item),
                (5, 5, Item),
                (7, 8, Group),
                (9, 9, Item),
            ],
        );
        check(
            &[(0, "STT"), (2, "1"), (9, "T"), (10, "ổ"), (11, "n"), (12, "g")],
            &[(0, 0, Header), (2, 2, Item), (9, 12, Total)],
        );
    }

    #[test]
    fn a_column_of_names_has_no_keys() {
        check(&[(0, "Đơn vị"), (1, "Sở Y tế"), (2, "Xã Đông"), (3, "1")], &[]);
    }
}
