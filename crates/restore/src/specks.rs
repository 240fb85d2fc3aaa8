//! Specks of a page that an OCR took for marks.

use vanban_text::{Edit, Span};

use crate::token::{Kind, Token};

/// Signs that specks are read as, where no word ends or begins with them.
const QUOTES: &[char] = &['\'', '’', '‘', '`', '°'];
/// The same between two words that belong together.
const BETWEEN: [&str; 11] = ["-", " -", "- ", "'", "’", "‘", "`", "~", "..", ".-", "-."];
/// Marks that begin no word.
const MARKS: &[char] = &['\'', '’', '‘', '`', '°', '.', ',', ':', ';', '~', '-'];
/// Pieces on each side that tell about one.
const NEAR: usize = 10;
/// How many specks there must be, and in how many words one.
const LEAST: usize = 2;
const ONE_IN: usize = 40;

/// Specks and words of each piece of a text.
#[derive(Debug, Default)]
pub(crate) struct Dirt {
    pieces: Vec<(usize, usize)>,
}

impl Dirt {
    /// Notes the next piece.
    pub(crate) fn note(&mut self, piece: &str) {
        self.pieces.push(count(piece));
    }

    /// Whether the pages around piece `at` are full of specks.
    pub(crate) fn is_around(&self, at: usize) -> bool {
        let near = at.saturating_sub(NEAR)..self.pieces.len().min(at + NEAR + 1);
        let near = self.pieces.get(near).unwrap_or_default().iter();
        let (specks, words) = near.fold((0, 0), |sum, piece| (sum.0 + piece.0, sum.1 + piece.1));
        specks >= LEAST && specks * ONE_IN >= words
    }
}

/// What can hardly be anything but specks: a full stop before a small letter, marks before a word or by
/// themselves, a hyphen or a point between small letters; and the words.
fn count(piece: &str) -> (usize, usize) {
    let (mut specks, mut words) = (0, 0);
    let mut chunks = piece.split_whitespace().peekable();
    while let Some(chunk) = chunks.next() {
        words += 1;
        let letters = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        let small = letters.chars().count() > 1 && letters.ends_with(char::is_lowercase);
        let goes_on = chunks.peek().is_some_and(|next| next.starts_with(char::is_lowercase));
        specks += usize::from(small && goes_on && chunk.ends_with('.') && !letters.contains('.'));
        let marked = chunk.starts_with(MARKS) && !chunk.starts_with('-');
        specks += usize::from(marked && (letters.is_empty() || small));
        let parts: Vec<&str> = letters.split(['-', '.', '~']).collect();
        let glued = |pair: &[&str]| {
            pair[0].ends_with(char::is_lowercase) && pair[1].starts_with(char::is_lowercase)
        };
        specks += usize::from(parts.len() == 2 && glued(&parts));
    }
    (specks, words)
}

/// Whether `sign` between two words is a speck for a lost space.
pub(crate) fn stands_between(sign: &str) -> bool {
    BETWEEN.contains(&sign)
}

/// Whether the signs behind a word are specks: quotes that nothing opened.
pub(crate) fn closes_nothing(text: &str, signs: &str, dirty: bool) -> bool {
    let quotes = !signs.is_empty() && signs.chars().all(|c| QUOTES.contains(&c));
    quotes && (dirty || !text.contains(['‘', '`']))
}

/// Whether the sign behind a word is the hook of its `ử`: a question mark, though no question ends.
pub(crate) fn is_hook(word: &str, sign: &str, rest: &str) -> bool {
    let horned = word.to_lowercase().ends_with(['ư', 'ứ', 'ừ', 'ử', 'ữ', 'ự']);
    sign == "?" && horned && !rest.trim_start().is_empty()
}

/// Edits that drop quotes which open nothing, quotes by themselves, and on dirty pages marks before small letters.
pub(crate) fn lone_quotes(text: &str, tokens: &[Token], dirty: bool, edits: &mut Vec<Edit>) {
    let mut more = vec![];
    for token in tokens.iter().filter(|token| token.kind == Kind::Word) {
        let before = &text[..token.span.start];
        let small = token.span.of(text).starts_with(char::is_lowercase);
        let inside = before.contains(char::is_whitespace);
        let marks = if dirty && small && inside { MARKS } else { QUOTES };
        let bare = before.trim_end_matches(marks);
        let apart = bare.is_empty() || bare.ends_with(char::is_whitespace);
        let at = Span::new(bare.len(), before.len());
        let closed = !dirty && text[at.end..].contains(['’', '\'']);
        if apart && !at.is_empty() && !closed {
            more.push(Edit { at, text: String::new(), confidence: SURE });
        }
    }
    let lone = |chunk: &str| {
        !chunk.is_empty() && (chunk == "_" || chunk.chars().all(|c| QUOTES.contains(&c)))
    };
    // An edge of the page. Between cells there are more, and a cell's words end without a point.
    let edge = |chunk: &str, start: usize| {
        chunk == "|"
            && text.matches('|').count() == 1
            && text[..start].ends_with([' ', '\n'])
            && text[..start].trim_end().ends_with(['.', ',', ';'])
    };
    for chunk in text.split(' ').map(str::trim_end) {
        let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        if start > 0 && (lone(chunk) || edge(chunk, start)) {
            let at = Span::new(start - 1, start + chunk.len());
            more.push(Edit { at, text: String::new(), confidence: SURE });
        }
    }
    more.retain(|edit| !edits.iter().any(|other| other.at.overlaps(edit.at)));
    edits.extend(more);
    edits.sort_by_key(|edit| edit.at);
}

/// Edits that make hyphens of tildes and low lines at the beginnings of lines, since a list has no others, and a
/// point of the comma behind a number at the beginning of a paragraph.
pub(crate) fn bullets(text: &str, edits: &mut Vec<Edit>) {
    let capital = |rest: &str| rest.starts_with(char::is_uppercase);
    for (nth, line) in text.split('\n').enumerate() {
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        let item = line.trim_start();
        let at = start + line.len() - item.len();
        if item.starts_with("-_ ") {
            push_at(edits, Span::new(at, at + 2), "-");
        }
        if let Some(rest) = item.strip_prefix(['~', '_']) {
            let apart = rest.strip_prefix(' ');
            if capital(apart.unwrap_or(rest)) {
                let text = if apart.is_some() { "-" } else { "- " };
                push_at(edits, Span::new(at, at + 1), text);
            }
        }
        // `-Trồng`, but not `-5` or `-CP`, which a line above may have begun.
        if let Some(rest) = item.strip_prefix('-')
            && capital(rest)
            && rest.chars().nth(1).is_some_and(char::is_lowercase)
        {
            push_at(edits, Span::new(at, at + 1), "- ");
        }
        let digits = item.bytes().take_while(u8::is_ascii_digit).count();
        let labelled = item[digits..].strip_prefix(", ").is_some_and(capital);
        if nth == 0 && (1..=2).contains(&digits) && labelled {
            push_at(edits, Span::new(at + digits, at + digits + 1), ".");
        }
    }
    edits.sort_by_key(|edit| edit.at);
}

/// Edits that make round brackets of closing curly ones, which such documents have none of; an opening one may be a
/// letter (`{mg` for `ứng`).
pub(crate) fn braces(text: &str, edits: &mut Vec<Edit>) {
    for (at, _) in text.match_indices('}') {
        push_at(edits, Span::new(at, at + 1), ")");
    }
    edits.sort_by_key(|edit| edit.at);
}

/// Edits that make a space of the speck behind a comma: `ao,.hồ`.
pub(crate) fn doubled(text: &str, edits: &mut Vec<Edit>) {
    for (at, sign) in text.match_indices([',', ';']) {
        let rest = &text[at + sign.len()..];
        let speck = rest.strip_prefix(['.', '-', ':', '\'', '‘', '’']);
        if speck.is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
            let end = text.len() - speck.map_or(0, str::len);
            push_at(edits, Span::new(at + 1, end), " ");
        }
    }
    edits.sort_by_key(|edit| edit.at);
}

/// The edit that makes `./.`, which ends a document, of what it was read as: `./E`, `./,`.
pub(crate) fn final_mark(text: &str, edits: &mut Vec<Edit>) {
    let trimmed = text.trim_end();
    let Some(at) = trimmed.rfind("./") else { return };
    let read = Span::new(at + 2, trimmed.len());
    let one = read.of(text).chars().count() == 1 && read.of(text) != ".";
    let word = text[..at].ends_with(char::is_alphabetic);
    if one && word && !read.of(text).starts_with(|c: char| c.is_ascii_digit()) {
        push_at(edits, read, ".");
    }
}

/// Adds an edit, unless one is there already.
fn push_at(edits: &mut Vec<Edit>, at: Span, text: &str) {
    if !edits.iter().any(|other| other.at.overlaps(at)) {
        edits.push(Edit { at, text: text.to_owned(), confidence: SURE });
    }
}

/// How sure it is that a quote which opens nothing is none.
const SURE: f32 = 0.9;

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, edit: fn(&str, &mut Vec<Edit>)) -> String {
        let mut edits = vec![];
        edit(text, &mut edits);
        vanban_text::OffsetMap::apply(text, &edits).0
    }

    #[test]
    fn items_begin_with_hyphens_and_numbers_with_points() {
        for (text, want) in [
            ("~ Trồng tre", "- Trồng tre"),
            ("_Trồng tre", "- Trồng tre"),
            ("-Trồng tre", "- Trồng tre"),
            ("-CP ngày 1", "-CP ngày 1"),
            ("-_ Trồng tre", "- Trồng tre"),
            ("4, Phòng Kinh tế\n5, Phòng", "4. Phòng Kinh tế\n5, Phòng"),
            ("4, 5 và 6", "4, 5 và 6"),
            ("2026, Phòng", "2026, Phòng"),
        ] {
            assert_eq!(edited(text, bullets), want);
        }
    }

    #[test]
    fn a_mark_behind_a_comma_is_a_speck() {
        assert_eq!(edited("ao,.hồ;-đầm, 1,.5", doubled), "ao, hồ; đầm, 1,.5");
    }

    #[test]
    fn a_bar_behind_a_point_is_an_edge_of_the_page() {
        let lone = |text: &str, edits: &mut Vec<Edit>| lone_quotes(text, &[], false, edits);
        assert_eq!(edited("mỗi quý. | Định kỳ", lone), "mỗi quý. Định kỳ");
        assert_eq!(edited("1. | Trồng tre. | 5", lone), "1. | Trồng tre. | 5");
        assert_eq!(edited("Trồng tre | 5", lone), "Trồng tre | 5");
    }

    #[test]
    fn the_mark_at_the_end_of_a_document_is_whole() {
        for (text, want) in [
            ("theo quy định./E", "theo quy định./."),
            ("theo quy định./.", "theo quy định./."),
            ("theo quy định./", "theo quy định./"),
            ("mục 1./2", "mục 1./2"),
        ] {
            assert_eq!(edited(text, final_mark), want);
        }
    }

    #[test]
    fn closing_braces_are_brackets() {
        assert_eq!(edited("a} Ao (hồ} {mg", braces), "a) Ao (hồ) {mg");
    }

    #[test]
    fn a_question_mark_behind_a_horn_is_its_hook() {
        assert!(is_hook("sử", "?", " dụng"));
        assert!(!is_hook("sử", "?", ""));
        assert!(!is_hook("gì", "?", " dụng"));
    }

    #[test]
    fn specks_are_told_from_marks() {
        for (text, want) in [
            ("nhà. nước ‘hiện nhà-nước", 3),
            ("Kinh tế. Xã hội “thi đua”, Nam-Bắc, kinh tế - xã hội", 0),
            ("tháng 12. năm", 0),
        ] {
            assert_eq!(count(text).0, want, "{text}");
        }
    }
}
