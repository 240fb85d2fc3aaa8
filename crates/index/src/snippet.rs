//! The part of a text that shows why it was found.

use serde::Serialize;
use vanban_text::Span;

use crate::query::Unit;
use crate::words::{Word, words};

/// A piece of a text with the words found in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Snippet {
    /// The piece, on one line; `…` where the text goes on.
    pub text: String,
    /// Bytes of `text` where words of the query stand.
    pub highlights: Vec<(usize, usize)>,
}

/// The piece of `text` of about `length` bytes with the most different units of the query in it.
///
/// A unit typed with marks is shown where it stands exactly so; where it nowhere does, and for one typed
/// without, the marks of the text do not matter.
pub(crate) fn snippet(text: &str, units: &[Unit], length: usize) -> Snippet {
    let words: Vec<Word> = words(text).collect();
    let mut found: Vec<(Span, usize)> = Vec::new();
    for (i, unit) in units.iter().enumerate() {
        let exact = occurrences(&words, unit, |word| &word.exact);
        let marked = unit.words.iter().any(Word::marked);
        let spans = if marked && !exact.is_empty() {
            exact
        } else {
            occurrences(&words, unit, |word| &word.folded)
        };
        found.extend(spans.into_iter().map(|span| (span, i)));
    }
    found.sort();
    let window = window(text, &words, &found, length);
    found.retain(|(span, _)| window.contains(*span));
    cut(text, &found, window)
}

/// Where the words of `unit` stand one after the other.
fn occurrences(words: &[Word], unit: &Unit, form: impl Fn(&Word) -> &String) -> Vec<Span> {
    let wanted = &unit.words;
    words
        .windows(wanted.len().max(1))
        .filter(|here| here.iter().zip(wanted).all(|(a, b)| form(a) == form(b)))
        .map(|here| here[0].span.cover(here[here.len() - 1].span))
        .collect()
}

/// The stretch to show: from a little before a place to `length` bytes on, where most different units stand.
fn window(text: &str, words: &[Word], found: &[(Span, usize)], length: usize) -> Span {
    if text.len() <= length {
        return Span::new(0, text.len());
    }
    let mut best = (0, 0);
    for (i, (first, _)) in found.iter().enumerate() {
        let inside = found[i..].iter().take_while(|(span, _)| span.end <= first.start + length);
        let mut units: Vec<usize> = inside.map(|(_, unit)| *unit).collect();
        let places = units.len().min(9);
        units.sort_unstable();
        units.dedup();
        // Different words count most; more places only decide between equals.
        let score = units.len() * 10 + places;
        if score > best.0 {
            best = (score, first.start);
        }
    }
    // Begin at the start of the line if it is near, else a few words before.
    let near = best.1.saturating_sub(length / 3);
    let line = text[..best.1].rfind('\n').map_or(0, |at| at + 1);
    let from = if line >= near { line } else { near };
    let start = words.iter().map(|word| word.span.start).find(|at| *at >= from).unwrap_or(0);
    let start = if line >= near { line } else { start };
    let end = words
        .iter()
        .map(|word| word.span.end)
        .take_while(|end| *end <= start + length)
        .last()
        .unwrap_or(text.len());
    // The last word's closing mark belongs to it.
    let closing = text[end.max(start)..].chars().take_while(|c| ".%;,)”".contains(*c));
    Span::new(start, end + closing.map(char::len_utf8).sum::<usize>())
}

/// The stretch on one line, with the places moved along.
fn cut(text: &str, found: &[(Span, usize)], window: Span) -> Snippet {
    let mut out = String::new();
    if window.start > 0 && !text[..window.start].ends_with('\n') {
        out.push('…');
    }
    let mut starts = Vec::new();
    let mut highlights = Vec::new();
    let mut space = false;
    for (at, c) in window.of(text).char_indices().map(|(at, c)| (at + window.start, c)) {
        if found.iter().any(|(span, _)| span.start == at) && space {
            out.push(' ');
            space = false;
        }
        close(&mut starts, at, out.len(), &mut highlights);
        for (span, _) in found.iter().filter(|(span, _)| span.start == at) {
            starts.push((span.end, out.len()));
        }
        if c.is_whitespace() {
            space = !out.is_empty() && !out.ends_with('…');
            continue;
        }
        if space {
            out.push(' ');
            space = false;
        }
        out.push(c);
    }
    close(&mut starts, window.end, out.len(), &mut highlights);
    if !text[window.end..].trim().is_empty() {
        out.push('…');
    }
    highlights.sort_unstable();
    Snippet { text: out, highlights }
}

/// Notes the highlights that end at byte `at` of the text.
fn close(
    starts: &mut Vec<(usize, usize)>,
    at: usize,
    out: usize,
    highlights: &mut Vec<(usize, usize)>,
) {
    starts.retain(|(end, start)| {
        if *end <= at {
            highlights.push((*start, out));
        }
        *end > at
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    /// The snippet with its highlights in brackets.
    fn shown(text: &str, query: &str, length: usize) -> String {
        let snippet = snippet(text, &parse(query).expect("words"), length);
        let mut out = String::new();
        let mut done = 0;
        for (start, end) in &snippet.highlights {
            out += &snippet.text[done..*start];
            out += "[";
            out += &snippet.text[*start..*end];
            out += "]";
            done = *end;
        }
        out + &snippet.text[done..]
    }

    #[test]
    fn words_typed_without_marks_are_shown_where_they_have_them() {
        let text = "Đẩy mạnh chuyển đổi số.";
        assert_eq!(shown(text, "chuyen doi so", 200), "Đẩy mạnh [chuyển] [đổi] [số].");
        assert_eq!(shown(text, "\"chuyen doi\"", 200), "Đẩy mạnh [chuyển đổi] số.");
    }

    #[test]
    fn words_typed_with_marks_are_shown_exactly_where_they_can_be() {
        assert_eq!(shown("thu thuế, cho thuê", "thuế", 200), "thu [thuế], cho thuê");
        assert_eq!(shown("cho thuê", "thuế", 200), "cho [thuê]");
        assert_eq!(shown("số hoá", "hóa", 200), "số [hoá]");
    }

    #[test]
    fn a_symbol_is_shown_whole_even_with_a_space_in_it() {
        assert_eq!(shown("theo số 57- NQ/TW ngày", "57-NQ/TW", 200), "theo số [57- NQ/TW] ngày");
    }

    #[test]
    fn the_piece_with_most_of_the_query_is_chosen_and_marked_as_cut() {
        let text = format!(
            "số một\n{}\nbáo cáo số liệu về đất đai {}",
            "lời ".repeat(80),
            "và ".repeat(80)
        );
        let shown = shown(&text, "số liệu", 40);
        assert!(shown.starts_with("báo cáo [số] [liệu] về"), "{shown}");
        assert!(shown.ends_with('…'), "{shown}");
    }

    #[test]
    fn lines_are_joined_and_nothing_found_shows_the_beginning() {
        assert_eq!(shown("một\n\thai  ba", "bốn", 200), "một hai ba");
        assert_eq!(shown("một\n\thai  ba", "hai", 200), "một [hai] ba");
    }
}
