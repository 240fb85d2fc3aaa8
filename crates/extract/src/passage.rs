//! The running text that facts are read from: paragraphs of body and annexes, tables and formal parts left out.

use vanban_document::{Document, Structure};
use vanban_text::{Span, fold};

/// A paragraph with the section it stands in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Passage<'a> {
    /// Its words.
    pub text: &'a str,
    /// Its bytes in the document's text.
    pub span: Span,
    /// Index of its section in [`Structure::sections`].
    pub section: Option<usize>,
}

/// Where the document's own words end. What follows the signature of a document without annexes, tables or
/// headings after it is not the document's: the notes and links of a web page.
pub(crate) fn closing(document: &Document, structure: &Structure) -> usize {
    let zones = &structure.zones;
    let whole = document.text.len();
    let Some(signed) = zones.signature else { return whole };
    let end = zones.recipients.map_or(signed.end, |recipients| recipients.end.max(signed.end));
    let goes_on = zones.annexes.iter().any(|annex| annex.span.end > end)
        || zones.attached.is_some_and(|attached| attached.end > end)
        || zones.body.is_some_and(|body| body.end > end)
        || structure.sections.iter().any(|section| section.heading.start >= end)
        || structure.tables.iter().any(|table| table.span.start >= end);
    if goes_on { page_words(document, structure, end).unwrap_or(whole) } else { end }
}

/// The same with the footnotes (`[1] ...`) that a text without pages sets behind the signature.
pub(crate) fn closing_with_notes(document: &Document, structure: &Structure) -> usize {
    let end = closing(document, structure);
    let Some(rest) = document.text.get(end..) else { return end };
    let (mut at, mut last, mut number) = (end, end, 1);
    for line in rest.split_inclusive('\n') {
        at += line.len();
        let words = line.trim();
        if words.starts_with(&format!("[{number}]")) {
            (last, number) = (at, number + 1);
        } else if !words.is_empty() {
            break;
        }
    }
    last
}

/// Where a web page begins to speak for itself behind the annexes: it lists what it keeps beside the document, or
/// addresses its visitors. Nothing of the document (an annex, a heading, a table) stands after that.
fn page_words(document: &Document, structure: &Structure, signed: usize) -> Option<usize> {
    let annexes = structure.zones.annexes.iter().map(|annex| annex.span.start);
    let headings = structure.sections.iter().map(|section| section.heading.end);
    let tables = structure.tables.iter().map(|table| table.span.end);
    let last = annexes.chain(headings).chain(tables).fold(signed, usize::max);
    let mut at = last;
    document.text.get(last..)?.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        speaks_for_page(line).then_some(start)
    })
}

fn speaks_for_page(line: &str) -> bool {
    const LISTS: [&str; 4] =
        ["van ban lien quan", "van ban cung linh vuc", "tai lieu lien quan", "tin lien quan"];
    const VISITORS: [&str; 3] = ["thua quy khach", "quy thanh vien", "quy doc gia"];
    let folded = fold(line);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    LISTS.contains(&bare) || VISITORS.iter().any(|words| bare.contains(words))
}

/// Passages in reading order.
pub(crate) fn passages<'a>(document: &'a Document, structure: &Structure) -> Vec<Passage<'a>> {
    let zones = &structure.zones;
    let formal = [
        zones.letterhead,
        zones.type_line,
        zones.title,
        zones.preamble,
        zones.recipients,
        zones.signature,
    ];
    let mut closed: Vec<Span> = formal.into_iter().flatten().collect();
    closed.extend(structure.tables.iter().map(|table| table.span));
    closed.sort();
    let mut found = Vec::with_capacity(document.paragraphs.len());
    let mut next = 0;
    let mut until = 0;
    let closing = closing(document, structure);
    let mut siblings = Siblings::default();
    for paragraph in document.paragraphs.iter().take_while(|p| p.span.start < closing) {
        let span = paragraph.span;
        while closed.get(next).is_some_and(|span_| span_.start < span.end) {
            until = until.max(closed[next].end);
            next += 1;
        }
        if until <= span.start && !span.is_empty() {
            let section = section_at(structure, span.start);
            let section = siblings.place(structure, section, span.of(&document.text));
            found.push(Passage { text: span.of(&document.text), span, section });
        }
    }
    found
}

/// Items that go on with the numbers of a heading before them, since they are sentences and head nothing: `2. Sở Y tế`
/// above its duties, then `3. Giao Sở Nội vụ ...`. They and what follows stand beside that section, not in it.
#[derive(Default)]
struct Siblings {
    section: Option<usize>,
    /// The last number met, the heading's own first.
    number: u32,
    /// Whether the section is left.
    left: bool,
}

impl Siblings {
    fn place(
        &mut self,
        structure: &Structure,
        section: Option<usize>,
        text: &str,
    ) -> Option<usize> {
        let own = structure.sections.get(section?)?;
        let heading: Option<u32> = own.label.trim_end_matches(['.', ')']).parse().ok();
        if self.section != section {
            *self = Self { section, number: heading.unwrap_or(0), left: false };
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let next = text[digits..].starts_with(". ")
            && text[..digits].parse::<u32>().is_ok_and(|number| number == self.number + 1);
        if heading.is_some() && next {
            self.number += 1;
            self.left = true;
        }
        if self.left { own.parent.filter(|parent| Some(*parent) < section) } else { section }
    }
}

/// The section that byte `at` belongs to.
fn section_at(structure: &Structure, at: usize) -> Option<usize> {
    structure.sections.partition_point(|section| section.heading.start <= at).checked_sub(1)
}

/// The path of section labels down to section `index`: `II.2` for Phần II, II, 2 (the Phần is left out, and a
/// label that repeats its parent's, such as `2.1` under `2`, stands for both).
pub(crate) fn section_path(structure: &Structure, index: Option<usize>) -> Option<String> {
    let mut labels: Vec<&str> = Vec::new();
    let mut at = index;
    while let Some(section) = at.and_then(|at| structure.sections.get(at)) {
        labels.push(section.label.trim().trim_end_matches([')', '.']));
        // A parent stands before its child; anything else would not end.
        at = section.parent.filter(|parent| at.is_some_and(|at| *parent < at));
    }
    labels.reverse();
    let part = |label: &str| label.to_lowercase().starts_with("phần ") && !label.ends_with("phần ");
    let mut path: Vec<&str> = Vec::new();
    for label in labels.into_iter().filter(|label| !label.is_empty() && !part(label)) {
        if label.starts_with("Điều ") {
            path.clear();
        }
        if path.last().is_some_and(|last| label.starts_with(&format!("{last}."))) {
            path.pop();
        }
        path.push(label);
    }
    (!path.is_empty()).then(|| path.join("."))
}

/// No sentence of an office is longer; the work for one grows with its square, so a longer one is cut.
const LONGEST_SENTENCE: usize = 3000;

/// Pieces of a paragraph that end in a full stop or semicolon, with their places in it.
pub(crate) fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '.' | ';' if depth == 0 && ends_sentence(text, at, c) => {
                found.push(Span::new(start, at));
                start = at + 1;
            }
            ' ' if at - start > LONGEST_SENTENCE => {
                found.push(Span::new(start, at));
                start = at;
            }
            _ => {}
        }
    }
    found.push(Span::new(start, text.len()));
    found.retain(|span| span.of(text).chars().any(char::is_alphanumeric));
    found
}

/// A full stop ends a sentence before a capital after a space, not after one letter (`TP. Huế`, `I. Mục tiêu`).
fn ends_sentence(text: &str, at: usize, mark: char) -> bool {
    let after = &text[at + 1..];
    if mark == ';' {
        return true;
    }
    let spaced = after.starts_with(char::is_whitespace);
    let next = after.trim_start().chars().next();
    let opens = next.is_none_or(|c| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '–' | '“' | '(')
    });
    let word = text[..at].rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
    let mark = |c: char| c.is_uppercase() || c.is_ascii_digit();
    let short = word.chars().count() <= 2 && word.chars().all(mark);
    (spaced || after.is_empty()) && opens && !short
}

#[cfg(test)]
mod tests {
    use vanban_document::Section;

    use super::*;

    #[test]
    fn sentences_that_go_on_with_a_headings_numbers_stand_beside_it() {
        let tree = structure(&[("II", None), ("2", Some(0))]);
        let mut siblings = Siblings::default();
        let mut place = |text| siblings.place(&tree, Some(1), text);
        assert_eq!(place("- Kiểm tra các bến đò."), Some(1));
        assert_eq!(place("1. Trước hết, lập danh sách."), Some(1));
        assert_eq!(place("3. Giao Sở Nội vụ theo dõi."), Some(0));
        assert_eq!(place("Các xã báo cáo kết quả."), Some(0));
    }

    fn structure(labels: &[(&str, Option<usize>)]) -> Structure {
        let section = |(label, parent): &(&str, Option<usize>)| Section {
            label: (*label).to_owned(),
            parent: *parent,
            ..Section::default()
        };
        Structure { sections: labels.iter().map(section).collect(), ..Structure::default() }
    }

    #[test]
    fn a_path_leaves_out_the_part_and_repeated_labels() {
        let tree = structure(&[
            ("Phần II", None),
            ("II", Some(0)),
            ("2", Some(1)),
            ("2.1", Some(2)),
            ("a)", Some(3)),
            ("Chương I", None),
            ("Điều 4", Some(5)),
        ]);
        let path = |index| section_path(&tree, Some(index));
        assert_eq!(path(0), None);
        assert_eq!(path(2).as_deref(), Some("II.2"));
        assert_eq!(path(3).as_deref(), Some("II.2.1"));
        assert_eq!(path(4).as_deref(), Some("II.2.1.a"));
        assert_eq!(path(6).as_deref(), Some("Điều 4"));
    }

    #[test]
    fn sentences_end_at_stops_and_semicolons() {
        let text = "1. Đạt 1.500 ha; giữ TP. Huế số. Có 02 lớp (a; b).";
        let found: Vec<&str> = sentences(text).iter().map(|span| span.of(text).trim()).collect();
        let endless = "đạt 90%, ".repeat(2000);
        assert!(sentences(&endless).iter().all(|span| span.len() < 2 * LONGEST_SENTENCE));
        assert_eq!(found, ["1. Đạt 1.500 ha", "giữ TP. Huế số", "Có 02 lớp (a; b)"]);
    }
}
