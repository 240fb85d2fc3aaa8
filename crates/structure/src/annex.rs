//! Phụ lục: where annexes start, their labels, titles and notes.

use std::sync::LazyLock;

use regex::Regex;
use vanban_text::{Span, collapse_spaces, fold, quoted};

use crate::{
    label::parse_label,
    view::{View, is_bullet, is_upper, word_count},
};

/// The head of an annex: label, title, note.
#[derive(Clone, Debug)]
pub(crate) struct AnnexHead {
    /// Block of the label.
    pub(crate) first: usize,
    /// First block after label, title and note.
    pub(crate) content: usize,
    pub(crate) label: String,
    pub(crate) title: Option<String>,
    pub(crate) note: Option<Span>,
    /// Label and title.
    pub(crate) heading: Span,
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?i)(ph[ụu]\s?l[ụu]c|ph[ụu]\s?bi[ểe]u|bi[ểe]u\s+m[ẫa]u|bi[ểe]u|m[ẫa]u)(\s+s[ốo])?\s*:?\s*(\d{1,2}[a-zA-Z]?|[IVXLivxl]{1,6}|[A-Z])?\s*(/[\p{Lu}\d\-/]+)?\s*([.:–—-])?\s*",
    )
    .expect("the pattern is a constant")
});

/// The annex label at the start of `text`: the label as published and the bytes it covers.
///
/// A mention in running text (`Phụ lục 2 kèm theo Kế hoạch này`, `tại Phụ lục 1`) is none: after a label
/// there is nothing, a title in capitals or with a capital after a mark, or a note in brackets.
pub(crate) fn annex_label(text: &str) -> Option<(String, usize)> {
    let captures = LABEL.captures(text)?;
    let end = captures[0].len();
    let rest = text[end..].trim_start_matches(['*', ' ']);
    let folded = fold(&captures[1]);
    let word = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = match word.as_str() {
        "phu luc" | "phuluc" => "Phụ lục",
        "phu bieu" => "Phụ biểu",
        "bieu mau" => "Biểu mẫu",
        "bieu" => "Biểu",
        _ => "Mẫu",
    };
    let number = captures.get(3).map(|number| number.as_str());
    let marked = captures.get(5).is_some();
    // A title-case word that follows at once: `PHỤ LỤC DANH MỤC` has no number, its first letter is no label.
    let number = number.filter(|_| {
        let after = captures.get(3).map_or("", |number| &text[number.end()..]);
        !after.starts_with(char::is_alphanumeric)
    });
    if name != "Phụ lục" && name != "Phụ biểu" && number.is_none() {
        return None;
    }
    let end = match (captures.get(3), number) {
        (Some(letter), None) => letter.start(),
        _ => end,
    };
    let rest = if number.is_none() { text[end..].trim_start_matches(['*', ' ']) } else { rest };
    let capital = rest.chars().next().is_some_and(char::is_uppercase);
    let titled = rest.is_empty()
        || rest.starts_with('(')
        || is_upper(rest)
        || (capital && (marked || is_upper(&captures[1])));
    let running = rest.ends_with(['.', ';', ',']) && !is_upper(rest);
    if !titled || running {
        return None;
    }
    let small = captures[1].chars().next().is_some_and(char::is_lowercase);
    if small {
        return None;
    }
    let so = captures.get(2).map_or("", |_| " số");
    Some((number.map_or_else(|| name.to_owned(), |n| format!("{name}{so} {n}")), end))
}

/// Whether a folded line is the note under an annex's or an attached document's title.
pub(crate) fn is_note(folded: &str) -> bool {
    let line = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    ["ban hanh kem theo", "kem theo", "ban hanh theo", "dinh kem", "ban hanh tai", "(kem theo"]
        .iter()
        .any(|start| line.starts_with(start))
}

/// The annexes' heads from block `from` on; a form or list (`Biểu 1`) is an annex only after block `closing`,
/// the signature: before it stands over a table of the text.
pub(crate) fn annex_heads(view: &View<'_>, from: usize, closing: usize) -> Vec<AnnexHead> {
    let mut heads = Vec::new();
    let mut i = from;
    while i < view.blocks.len() {
        let head = annex_head(view, i);
        match head.filter(|head| i >= closing || head.label.starts_with("Phụ lục")) {
            Some(head) => {
                i = head.content.max(i + 1);
                heads.push(head);
            }
            None => i += 1,
        }
    }
    heads
}

fn annex_head(view: &View<'_>, first: usize) -> Option<AnnexHead> {
    view.paragraph(first)?;
    let text = view.text(first);
    let (label, label_end) = annex_label(text)?;
    let start = view.text_start(first);
    let label_span = Span::new(start, start + label_end).trim(&view.document.text);
    let mut head = AnnexHead {
        first,
        content: first + 1,
        label,
        title: None,
        note: None,
        heading: label_span,
    };
    let mut titles: Vec<Span> = Vec::new();
    let rest = Span::new(start + label_end, view.blocks[first].span.end).trim(&view.document.text);
    if !rest.is_empty() {
        let (title, note) = split_note(&view.document.text, rest);
        titles.extend(title);
        head.note = note;
    }
    let reach = title_reach(view, first + 1, head.note.is_some());
    for i in first + 1..reach {
        let span = view.blocks[i].span;
        if is_note(view.folded(i)) {
            head.note = Some(head.note.map_or(span, |note| note.cover(span)));
        } else if head.note.is_some() && note_is_open(view, head.note) {
            head.note = head.note.map(|note| note.cover(span));
        } else {
            let (title, note) = split_note(&view.document.text, span);
            titles.extend(title);
            head.note = head.note.or(note);
        }
        head.content = i + 1;
    }
    let words = |span: &Span| span.of(&view.document.text).replace("**", "");
    let title = collapse_spaces(&titles.iter().map(words).collect::<Vec<_>>().join(" "));
    head.title =
        Some(quoted(title.trim_matches(['*', ' ', ':']))).filter(|title| !title.is_empty());
    head.heading = titles.iter().fold(label_span, |all, span| all.cover(*span));
    Some(head)
}

/// A bracket that was opened and not closed goes on in the next paragraph.
fn note_is_open(view: &View<'_>, note: Option<Span>) -> bool {
    let text = note.map_or("", |note| note.of(&view.document.text));
    text.matches('(').count() > text.matches(')').count()
}

/// A title line may hold the note too.
fn split_note(text: &str, span: Span) -> (Option<Span>, Option<Span>) {
    let line = span.of(text);
    let at = line.match_indices('(').map(|(at, _)| at).find(|at| is_note(&fold(&line[*at..])));
    let Some(at) = at else { return (Some(span), None) };
    let title = Span::new(span.start, span.start + at).trim(text);
    let note = Span::new(span.start + at, span.end);
    (Some(title).filter(|title| !title.is_empty()), Some(note))
}

/// Where the lines under an annex's label stop being title or note.
fn title_reach(view: &View<'_>, from: usize, noted: bool) -> usize {
    const MOST: usize = 7;
    let last = (from + MOST).min(view.blocks.len());
    let note = (from..last)
        .take_while(|i| !view.is_table(*i) && annex_label(view.text(*i)).is_none())
        .find(|i| is_note(view.folded(*i)));
    let mut at = from;
    if let Some(note) = note.filter(|_| !noted) {
        let plain = (from..note).all(|i| is_short(view.text(i)) && !is_bullet(view.text(i)));
        if plain {
            at = note + 1;
            let open = |end: usize| {
                let text = Span::new(view.blocks[note].span.start, view.blocks[end - 1].span.end);
                note_is_open(view, Some(text))
            };
            while at < last && open(at) && !view.is_table(at) {
                at += 1;
            }
            return at;
        }
    }
    while at < last && is_title_line(view, at) {
        at += 1;
    }
    at
}

/// Whether a paragraph is as short as titles are; those in capitals name all that an annex is for.
fn is_short(text: &str) -> bool {
    word_count(text) < if is_upper(text) { 130 } else { 60 }
}

/// A line set as titles are: capitals, or centred or bold and no label.
fn is_title_line(view: &View<'_>, i: usize) -> bool {
    let text = view.text(i);
    // A form in an annex begins with a letterhead of its own.
    let letterhead = ["cong hoa xa hoi", "doc lap - tu do", "dang cong san", "ten co quan"]
        .iter()
        .any(|words| view.folded(i).contains(words));
    !view.is_table(i)
        && !letterhead
        && view.stands_out(i)
        && is_short(text)
        && !is_bullet(text)
        && !text.ends_with([';', ':'])
        && parse_label(text).is_none()
        && annex_label(text).is_none()
        && !crate::tables::starts_header(view.folded(i))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_mentions() {
        for (text, want) in [
            ("Phụ lục 01", Some("Phụ lục 01")),
            ("PHỤ LỤC II", Some("Phụ lục II")),
            ("PHỤ LỤC", Some("Phụ lục")),
            ("PHỤ LỤC DANH MỤC NHIỆM VỤ", Some("Phụ lục")),
            ("PHỤ LỤC IV: CHỈ TIÊU CỤ THỂ", Some("Phụ lục IV")),
            ("Phụ lục 3. Danh mục dự án", Some("Phụ lục 3")),
            ("Phụ lục số 2", Some("Phụ lục số 2")),
            ("Phụ lục 1 (Kèm theo Kế hoạch số 9/KH-UBND)", Some("Phụ lục 1")),
            ("Phu luc 2", Some("Phụ lục 2")),
            ("Biểu số 03", Some("Biểu số 03")),
            ("Phụ lục 2 kèm theo Kế hoạch này", None),
            ("phụ lục 2", None),
            ("Biểu dương các tập thể", None),
            ("Phụ lục 2 của Kế hoạch.", None),
        ] {
            assert_eq!(annex_label(text).map(|(label, _)| label).as_deref(), want, "{text}");
        }
    }
}
