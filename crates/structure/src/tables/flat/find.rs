//! Where a flattened table is: its header, its lines, the starts of its rows.

use vanban_text::Span;

use super::{
    header::Header,
    starts::{RowStart, row_starts},
    words::{FlatLine, Word, cell_text, key, lines_in, words_of},
};
use crate::{
    label::{Kind, parse_label},
    tables::{
        columns::{ColumnKind, column_kinds},
        rows::is_column_numbers,
    },
    view::{View, is_bullet, word_count},
    zones::Part,
};

/// Words of the longest row. What is longer is text after the table, and splitting it takes the square of its length.
const LONGEST_ROW: usize = 600;

/// Blocks that are looked at first for a table's rows.
const FEW_BLOCKS: usize = 1000;

/// A table's lines, those of its header first, and where its rows start.
pub(crate) struct Found<'a> {
    pub(crate) lines: Vec<FlatLine<'a>>,
    /// The first line of the first row.
    pub(crate) body: usize,
    pub(crate) header: Header<'a>,
    pub(crate) names: Vec<String>,
    pub(crate) kinds: Vec<ColumnKind>,
    pub(crate) skip: Vec<bool>,
    pub(crate) starts: Vec<RowStart>,
}

/// Looks for the rows under the header of block `first`. Nobody knows where they end: twice as many blocks are
/// looked at until a row is too long or the text ends, so that the time is that of the table, not of all that
/// follows it.
pub(crate) fn find<'a>(view: &View<'a>, part: &Part, first: usize) -> Option<Found<'a>> {
    let mut most = FEW_BLOCKS;
    loop {
        let last = region_end(view, part, first, most);
        let span = Span::new(view.blocks[first].span.start, view.blocks[last - 1].span.end);
        let mut found = find_in(view, span)?;
        let long = first_too_long(&found.lines, &found.starts);
        if let Some(row) = long {
            found.lines.truncate(found.starts[row].line);
            found.starts.truncate(row);
        }
        if long.is_some() || last < first + most {
            let opens = found.starts.first().is_some_and(|start| start.line == found.body);
            return opens.then_some(found);
        }
        most *= 2;
    }
}

/// The header and the starts of rows in a stretch that begins with a header's first word.
fn find_in<'a>(view: &View<'a>, span: Span) -> Option<Found<'a>> {
    let lines = lines_in(view.document, span);
    let body = first_row(&lines)?;
    let header_words: Vec<Word<'_>> = (0..said_once(&lines[..body]))
        .filter(|i| !is_column_numbers(lines[*i].text.split_whitespace()))
        .flat_map(|i| words_of(&lines[i], i, 0))
        .collect();
    let header = Header::parse(&header_words)?;
    let names: Vec<String> = header.names.iter().map(|name| cell_text(name)).collect();
    if is_rubble(&names) {
        return None;
    }
    let kinds = column_kinds(names.iter().map(String::as_str));
    let skip = repeated_lines(&header, &lines, body);
    let starts = row_starts(&lines, body, &skip);
    Some(Found { lines, body, header, names, kinds, skip, starts })
}

/// How many lines of a header say it once: where it stands alone at the end of a page, the next page says it again.
fn said_once(lines: &[FlatLine<'_>]) -> usize {
    let keys: Vec<String> = lines.iter().map(|line| key(line.text)).collect();
    let again = |from: &usize| {
        let from = *from;
        let again = from + usize::from(is_page_number(&lines[from]));
        again < keys.len() && keys[..from].concat() == keys[again..].concat()
    };
    (1..lines.len()).find(again).unwrap_or(lines.len())
}

fn is_page_number(line: &FlatLine<'_>) -> bool {
    line.text.len() <= 3 && line.text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a header is what recognition makes of drawn lines: columns told from such names, and cells after them,
/// would be invented.
fn is_rubble(names: &[String]) -> bool {
    let broken =
        |name: &&String| name.contains(['|', '£', '¢', '¥', '§', '~', '^', '{', '}', '\\']);
    names.iter().filter(broken).count() > 1
}

/// The first row that is too long to be one.
fn first_too_long(lines: &[FlatLine<'_>], starts: &[RowStart]) -> Option<usize> {
    let ends = starts.iter().skip(1).map(|next| next.line).chain([lines.len()]);
    starts.iter().zip(ends).position(|(start, end)| {
        lines[start.line..end].iter().map(|line| word_count(line.text)).sum::<usize>() > LONGEST_ROW
    })
}

/// The block after the table's last one, among the first `most`.
fn region_end(view: &View<'_>, part: &Part, first: usize, most: usize) -> usize {
    let mut roman = 0;
    let end = part.blocks.end.min(first + most);
    for i in first + 1..end {
        if view.is_table(i) {
            return i;
        }
        let text = view.text(i);
        let folded = view.folded(i);
        if folded.starts_with("ghi chu:") || folded.starts_with("* ghi chu") {
            return i;
        }
        // In an annex a table goes on to the annex's end; in the body prose comes after it.
        if part.annex.is_some() {
            continue;
        }
        let label = parse_label(text);
        if let Some(label) = label.filter(|label| label.kind == Kind::Roman) {
            if label.ordinal() != roman + 1 {
                return i;
            }
            roman = label.ordinal();
        }
        let lines = view.paragraph(i).map_or(0, |paragraph| paragraph.lines.len());
        let prose = word_count(text) > 45 && lines * 20 <= word_count(text) * 2;
        if is_bullet(text) || prose {
            return i;
        }
    }
    end
}

/// The first line after the header: it starts the first row.
fn first_row(lines: &[FlatLine<'_>]) -> Option<usize> {
    (1..lines.len().min(40)).find(|i| {
        let text = lines[*i].text;
        let mut words = text.split_whitespace();
        let first = words.next().unwrap_or("").trim_end_matches(['.', ')']);
        let opens = matches!(first, "1" | "01" | "I" | "A" | "1.1");
        let rest = words.next();
        opens
            && !is_column_numbers(text.split_whitespace())
            && rest.is_none_or(|word| word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()))
    })
}

/// Lines that are the header again, at the top of a page or in the middle of the text.
fn repeated_lines(header: &Header<'_>, lines: &[FlatLine<'_>], body: usize) -> Vec<bool> {
    let keys: Vec<String> = lines.iter().map(|line| key(line.text)).collect();
    let mut skip = vec![false; lines.len()];
    let mut i = body;
    while i < lines.len() {
        let page_start = lines[i].page != lines[i - 1].page;
        // A page number stands before the header of its page.
        let number = is_page_number(&lines[i]);
        let mut count = header.repeated(lines, &keys, i, page_start);
        if number && count == 0 && i + 1 < lines.len() {
            count = header.repeated(lines, &keys, i + 1, true);
            count += usize::from(count > 0);
        }
        if (count > 0 || page_start)
            && lines
                .get(i + count)
                .is_some_and(|line| is_column_numbers(line.text.split_whitespace()))
        {
            count += 1;
        }
        skip[i..i + count].fill(true);
        i += count.max(1);
    }
    // A page number under the last row.
    let last = lines.len() - 1;
    skip[last] |= is_page_number(&lines[last]) && lines[last].gap && last > body;
    skip
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_alone_at_the_end_of_a_page_is_said_again() {
        let lines = |texts: &[&'static str]| -> Vec<FlatLine<'static>> {
            let line =
                |text: &&'static str| FlatLine { span: Span::default(), text, page: 1, gap: false };
            texts.iter().map(line).collect()
        };
        assert_eq!(said_once(&lines(&["TT Việc", "Hạn", "4", "TT Việc", "Hạn"])), 2);
        assert_eq!(said_once(&lines(&["TT Việc", "Hạn", "TT Việc", "Hạn"])), 2);
        assert_eq!(said_once(&lines(&["TT Việc", "Hạn xong"])), 2);
    }

    #[test]
    fn names_with_the_remains_of_drawn_lines_are_no_header() {
        let names =
            |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert!(is_rubble(&names(&["TT", "Nội dung |", "A £", "Kinh phí"])));
        assert!(!is_rubble(&names(&["TT", "Nội dung", "Chủ trì|Phối hợp", "Thời hạn"])));
    }
}
