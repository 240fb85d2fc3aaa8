//! Which lines of a plain text belong to one paragraph, for decoding only: a wrong guess costs context, no words.

use vanban_text::Span;

/// Lines longer than this, in characters, are whole paragraphs: no page is so wide.
const WIDEST_PAGE: usize = 140;
/// Share of the page's width that a line must fill for the next one to go on with it.
const FULL: f64 = 0.7;

/// The paragraphs of a text as ranges of whole lines.
pub(crate) fn of_lines(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let width = page_width(text, &lines);
    let mut paragraphs: Vec<Span> = Vec::with_capacity(lines.len());
    let mut previous: Option<&str> = None;
    for span in lines {
        let line = span.of(text).trim();
        let goes_on = previous.is_some_and(|previous| joins(previous, line, width));
        match paragraphs.last_mut() {
            Some(last) if goes_on => last.end = span.end,
            _ => paragraphs.push(span),
        }
        previous = Some(line);
    }
    paragraphs
}

fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let ends = text.split_inclusive('\n').map(|line| {
        let span = Span::new(start, start + line.len());
        start = span.end;
        span
    });
    ends.collect()
}

/// The width that nine of ten filled lines keep to; 0 where lines are not wrapped.
fn page_width(text: &str, lines: &[Span]) -> usize {
    let mut widths: Vec<usize> =
        lines.iter().map(|line| line.of(text).trim().chars().count()).collect();
    widths.retain(|width| *width > 20);
    widths.sort_unstable();
    let width = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0);
    if width > WIDEST_PAGE { 0 } else { width }
}

/// Whether `line` goes on with the paragraph of `previous`.
fn joins(previous: &str, line: &str, width: usize) -> bool {
    let full = width > 0 && previous.chars().count() as f64 >= width as f64 * FULL;
    full && !previous.ends_with(['.', ';', ':', '|']) && !line.is_empty() && !opens_item(line)
}

/// A bullet, a number, a letter with a bracket, a table row or a Markdown heading.
fn opens_item(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or("");
    let label = first.trim_end_matches(['.', ')', ':']);
    let short = label.chars().count() == 1
        || label.chars().all(|c| c.is_ascii_digit() || "IVX.".contains(c));
    let numbered = label.len() < first.len() && short;
    first.starts_with(['-', '+', '*', '•', '|', '#', '–']) || numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_join_and_items_do_not() {
        let text = "Thực hiện nhiệm vụ được giao, các phòng và đơn vị phải\n                    báo cáo đúng hạn về xã, không để chậm trễ dù một ngày\n                    nào.\n- Phòng Kinh tế chủ trì việc này cùng các phòng khác\n\nNơi nhận:\n";
        let found: Vec<usize> =
            of_lines(text).iter().map(|span| span.of(text).matches('\n').count()).collect();
        assert_eq!(found, [3, 1, 1, 1]);
    }

    #[test]
    fn text_of_whole_paragraphs_is_not_joined() {
        let long = "chữ ".repeat(60);
        let text = format!("{long}\n{long}\n");
        assert_eq!(of_lines(&text).len(), 2);
    }
}
