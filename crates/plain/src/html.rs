//! HTML tables inside text: rows, cells, `rowspan` and `colspan`, as pages and OCR models leave them.

use vanban_document::{CellBlock, TableBlock, TextLine};

use crate::grid::{MAX_COLUMNS, paragraphs};
use crate::pipes::cell_of;

/// Whether a table starts in this line.
pub(crate) fn opens_table(line: &str) -> bool {
    let line = line.trim_start();
    line.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("<table"))
}

/// A table found at the start of some lines.
#[derive(Debug, PartialEq)]
pub(crate) struct Found {
    /// Its cells.
    pub(crate) table: TableBlock,
    /// Words inside it that stand in no cell: a caption.
    pub(crate) caption: Vec<TextLine>,
    /// Words after it on its last line.
    pub(crate) tail: Option<TextLine>,
    /// Lines that it takes.
    pub(crate) taken: usize,
}

/// The table at the start of `lines`; `None` where it never closes or has no cell.
pub(crate) fn table(lines: &[TextLine]) -> Option<Found> {
    let closes = |line: &TextLine| line.text.to_ascii_lowercase().contains("</table");
    let taken = lines.iter().position(closes)? + 1;
    let text: Vec<&str> = lines.iter().take(taken).map(|line| line.text.as_str()).collect();
    let text = text.join("\n");
    let source = lines.first()?;
    let mut grid = Grid::default();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('<') {
        let (before, found) = rest.split_at(at);
        grid.text.push_str(before);
        let Some(end) = found.find('>') else { break };
        let tag = found.get(1..end).unwrap_or_default();
        grid.tag(tag, source);
        rest = found.get(end + 1..).unwrap_or_default();
        if tag.get(..6).is_some_and(|tag| tag.eq_ignore_ascii_case("/table")) {
            break;
        }
    }
    grid.close_row(source);
    grid.stray(source);
    if grid.rows.is_empty() {
        return None;
    }
    let tail = (!rest.trim().is_empty()).then(|| TextLine {
        text: rest.to_owned(),
        page: source.page,
        ..TextLine::default()
    });
    let table = TableBlock { rows: grid.rows, header_rows: grid.header_rows, ruled: true };
    Some(Found { table, caption: grid.caption, tail, taken })
}

#[derive(Default)]
struct Grid {
    rows: Vec<Vec<CellBlock>>,
    row: Vec<CellBlock>,
    /// For each column, rows below that a cell above still covers.
    covered: Vec<usize>,
    cell: Option<(usize, usize)>,
    text: String,
    header_rows: usize,
    /// All cells of the row are header cells.
    header: bool,
    open_row: bool,
    caption: Vec<TextLine>,
}

impl Grid {
    fn tag(&mut self, tag: &str, source: &TextLine) {
        let name =
            tag.split([' ', '\n', '\t', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        match (tag.starts_with('/'), name.to_ascii_lowercase().as_str()) {
            (false, "tr") => {
                self.close_row(source);
                self.open_row = true;
                self.header = true;
            }
            (true, "tr") => self.close_row(source),
            (false, "td" | "th") => {
                self.close_cell(source);
                self.stray(source);
                self.header &= name.eq_ignore_ascii_case("th");
                self.cell = Some((span(tag, "colspan"), span(tag, "rowspan")));
            }
            (true, "td" | "th") => self.close_cell(source),
            (_, "br") | (true, "p" | "div" | "li") => self.text.push_str("<br>"),
            _ => {}
        }
    }

    /// Keeps words that stand in no cell.
    fn stray(&mut self, source: &TextLine) {
        let text = std::mem::take(&mut self.text);
        let words = text.replace("<br>", " ");
        if !words.trim().is_empty() {
            self.caption.extend(cell_of(&words.replace('\n', " "), source));
        }
    }

    fn close_cell(&mut self, source: &TextLine) {
        let Some((columns, rows)) = self.cell.take() else { return };
        let text = std::mem::take(&mut self.text);
        let mut column = self.row.last().map_or(0, |cell| cell.column + cell.column_span);
        while self.covered.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        if column + columns > MAX_COLUMNS {
            self.text = text;
            self.stray(source);
            return;
        }
        let lines = cell_of(&text.replace('\n', " "), source);
        self.row.push(CellBlock {
            column,
            column_span: columns,
            row_span: rows,
            paragraphs: paragraphs(&lines),
        });
    }

    fn close_row(&mut self, source: &TextLine) {
        self.close_cell(source);
        if !self.open_row {
            return;
        }
        self.open_row = false;
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
        for cell in &self.row {
            let end = cell.column + cell.column_span;
            self.covered.resize(self.covered.len().max(end), 0);
            for rows in self.covered.iter_mut().take(end).skip(cell.column) {
                *rows = cell.row_span.saturating_sub(1);
            }
        }
        if self.header && !self.row.is_empty() && self.header_rows == self.rows.len() {
            self.header_rows += 1;
        }
        self.rows.push(std::mem::take(&mut self.row));
    }
}

/// A span's number; nonsense counts as one.
fn span(tag: &str, name: &str) -> usize {
    let lower = tag.to_ascii_lowercase();
    let value = lower.split_once(name).and_then(|(_, rest)| rest.trim_start().strip_prefix('='));
    let digits: String = value
        .unwrap_or_default()
        .trim_start_matches([' ', '"', '\''])
        .chars()
        .take_while(char::is_ascii_digit)
        .take(4)
        .collect();
    digits.parse().unwrap_or(1).clamp(1, MAX_COLUMNS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Found> {
        let line = |text: &str| TextLine { text: text.into(), ..TextLine::default() };
        table(&text.lines().map(line).collect::<Vec<_>>())
    }

    #[test]
    fn spans_place_the_cells_below() {
        let text = "<table border=1><tr><th rowspan=\"2\">TT</th><th colspan='2'>Giao</th></tr>\n\
                    <tr><th>Chủ trì</th><th>Phối hợp</th></tr><tr><td>1<td><b>Thôn</b> 1<br>Thôn 2</td><td></td></tr></table>\nsau";
        let Found { table: found, taken, .. } = read(text).unwrap();
        let shape: Vec<Vec<(usize, usize, usize)>> = found
            .rows
            .iter()
            .map(|row| row.iter().map(|c| (c.column, c.column_span, c.row_span)).collect())
            .collect();
        assert_eq!(
            shape,
            [
                vec![(0, 1, 2), (1, 2, 1)],
                vec![(1, 1, 1), (2, 1, 1)],
                vec![(0, 1, 1), (1, 1, 1), (2, 1, 1)]
            ]
        );
        assert_eq!((found.header_rows, taken), (2, 2));
        assert_eq!(found.rows[2][1].paragraphs.len(), 2);
        assert_eq!(found.rows[2][1].paragraphs[0].lines[0].text, "Thôn 1");
    }

    #[test]
    fn words_outside_cells_are_kept() {
        let found =
            read("<table><caption>Bảng 1</caption><tr><td>a</td></tr></table> sau").unwrap();
        assert_eq!(found.caption[0].text, "Bảng 1");
        assert_eq!(found.tail.map(|line| line.text), Some(" sau".into()));
    }

    #[test]
    fn broken_tables_are_left_as_text_or_cut_short() {
        assert_eq!(read("<table><tr><td>không đóng"), None);
        assert!(read("<table><tr><td>a</table>").is_some());
        assert_eq!(read("<table></table>"), None);
        assert!(read("<table><tr><td colspan=99999>a</td><td>b</td></tr></table>").is_some());
    }
}
