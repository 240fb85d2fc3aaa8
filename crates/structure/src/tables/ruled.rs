//! Tables that the file draws or marks: header, rows, merged cells.

use vanban_document::{Cell, Document, Doubt, Row, RuledCell, RuledTable, Table};
use vanban_text::{Span, fold, quoted};

use super::{
    columns::{ColumnKind, column_kind, column_kinds},
    rows::{classify, is_column_numbers},
    shift,
};

/// The table as a person reads it; `None` for what has no rows and columns to speak of.
pub(crate) fn ruled_table(document: &Document, table: &RuledTable) -> Option<Table> {
    let columns = table.columns;
    if columns < 2 || table.rows.len() < 2 {
        return None;
    }
    let grid = Grid::new(document, table);
    let height = header_height(document, table, &grid);
    let mut names: Vec<Cell> = (0..columns).map(|column| grid.header(column, height)).collect();
    let kinds = column_kinds(names.iter().map(|name| name.text.as_str()));
    let (mut rows, origins): (Vec<Row>, Vec<usize>) = (height..table.rows.len())
        .filter(|row| !grid.repeats_header(*row, &names, height))
        .map(|row| (Row { cells: grid.row(row, &kinds), ..Row::default() }, row))
        .filter(|(row, _)| row.cells.iter().any(|cell| !cell.text.is_empty()))
        .filter(|(row, _)| !is_column_numbers(row.cells.iter().map(|cell| cell.text.as_str())))
        .unzip();
    // A formula set in cells.
    if names.iter().any(|name| name.text == "=") {
        return None;
    }
    let moved = shift::set_right(&mut names, &mut rows);
    let kinds = column_kinds(names.iter().map(|name| name.text.as_str()));
    classify(&mut rows, &kinds);
    (!rows.is_empty()).then(|| Table {
        columns: names,
        doubts: doubts(&rows, &origins, &table.placed),
        rows,
        origin: table.origin,
        span: table.span,
        // Names that were moved are a guess.
        confidence: if moved { table.confidence.min(0.75) } else { table.confidence },
        ..Table::default()
    })
}

/// The cells of rows that were placed by their looks, but for the numbers that begin them. A table's own
/// confidence counts such a row as much.
fn doubts(rows: &[Row], origins: &[usize], placed: &[usize]) -> Vec<Doubt> {
    const PLACED: f32 = 0.6;
    let guessed = rows.iter().zip(origins).enumerate();
    guessed
        .filter(|(_, (_, origin))| placed.binary_search(origin).is_ok())
        .flat_map(|(at, (row, _))| {
            let filled = row.cells.iter().enumerate().skip(1);
            let filled = filled.filter(|(_, cell)| !cell.text.is_empty());
            filled.map(move |(column, _)| Doubt { row: at, column, confidence: PLACED })
        })
        .collect()
}

/// Adds the rows of a table's part on a further page.
pub(crate) fn append(table: &mut Table, more: Table) {
    table.span = table.span.cover(more.span);
    let above = table.rows.len();
    table.doubts.extend(more.doubts.iter().map(|d| Doubt { row: d.row + above, ..*d }));
    table.rows.extend(more.rows);
    let kinds = column_kinds(table.columns.iter().map(|name| name.text.as_str()));
    classify(&mut table.rows, &kinds);
}

/// Whether the first cells number the rows.
pub(crate) fn is_numbered(table: &Table) -> bool {
    let numbered = table
        .rows
        .iter()
        .filter(|row| row.cells[0].text.chars().next().is_some_and(|c| c.is_ascii_digit()))
        .count();
    numbered * 2 >= table.rows.len()
}

/// Cells by row and column.
struct Grid<'a> {
    document: &'a Document,
    /// For each row and column the cell that covers it, and the row where that cell starts.
    covering: Vec<Vec<Option<(&'a RuledCell, usize)>>>,
}

impl<'a> Grid<'a> {
    fn new(document: &'a Document, table: &'a RuledTable) -> Self {
        let mut covering = vec![vec![None; table.columns]; table.rows.len()];
        for (r, row) in table.rows.iter().enumerate() {
            for cell in row {
                let rows = r..(r + cell.row_span.max(1)).min(table.rows.len());
                let columns =
                    cell.column..(cell.column + cell.column_span.max(1)).min(table.columns);
                for covered in &mut covering[rows] {
                    for place in &mut covered[columns.clone()] {
                        if place.is_none() {
                            *place = Some((cell, r));
                        }
                    }
                }
            }
        }
        Self { document, covering }
    }

    fn cell(&self, span: Span) -> Cell {
        let text = quoted(&plain(span.of(&self.document.text)));
        let spans = if text.is_empty() { Vec::new() } else { vec![span] };
        Cell { text, spans }
    }

    /// The name of a column: the cells of the header above it, the upper first, each once.
    fn header(&self, column: usize, height: usize) -> Cell {
        let mut name = Cell::default();
        let mut last: Option<Span> = None;
        for row in &self.covering[..height] {
            let Some((cell, _)) = row[column] else { continue };
            if cell.span.is_empty() || last == Some(cell.span) {
                continue;
            }
            last = Some(cell.span);
            let piece = self.cell(cell.span);
            if piece.text.is_empty() || is_column_numbers_cell(&piece.text) {
                continue;
            }
            if !name.text.is_empty() {
                name.text.push(' ');
            }
            name.text.push_str(piece.text.trim_end_matches(':'));
            name.spans.extend(piece.spans);
        }
        name
    }

    /// The cells of a row: a merged cell stands where it starts, and again in each row it spans where that row's
    /// record needs it.
    fn row(&self, row: usize, kinds: &[ColumnKind]) -> Vec<Cell> {
        let covered = &self.covering[row];
        let numbered = covered.first().copied().flatten().is_some_and(|(_, start)| start == row);
        (0..covered.len())
            .map(|column| match covered[column] {
                Some((cell, start)) => {
                    let first = cell.column == column && start == row;
                    let again =
                        start < row && cell.column == column && numbered && needed(kinds[column]);
                    if first || again { self.cell(cell.span) } else { Cell::default() }
                }
                None => Cell::default(),
            })
            .collect()
    }

    /// Whether a row is the header again, as on the next page.
    fn repeats_header(&self, row: usize, names: &[Cell], height: usize) -> bool {
        let texts = |row: &[Option<(&RuledCell, usize)>]| {
            row.iter()
                .map(|place| {
                    place.map_or(String::new(), |(cell, _)| fold(&self.cell(cell.span).text))
                })
                .collect::<Vec<_>>()
        };
        let own = texts(&self.covering[row]);
        let equal = (0..height).any(|header| texts(&self.covering[header]) == own);
        let filled = own.iter().filter(|text| !text.is_empty()).count();
        let named =
            own.iter().zip(names).all(|(own, name)| own.is_empty() || *own == fold(&name.text));
        // A header said again over a group often names its main column anew.
        let again = |(own, name): (&String, &Cell)| !own.is_empty() && *own == fold(&name.text);
        let same = own.iter().zip(names).filter(|pair| again(*pair)).count();
        height > 0 && filled >= 2 && (equal || named || (same >= 3 && same + 1 >= filled))
    }
}

/// Columns whose merged cells belong to every row they span; an amount must not count twice.
fn needed(kind: ColumnKind) -> bool {
    use ColumnKind::{Deadline, Lead, Main, Outcome, Source, Support, Words};
    matches!(kind, Main | Lead | Support | Outcome | Deadline | Source | Words)
}

fn is_column_numbers_cell(text: &str) -> bool {
    text.starts_with('(') && text.trim_matches(['(', ')']).chars().all(|c| c.is_ascii_digit())
}

fn plain(text: &str) -> String {
    text.replace("**", "").replace("<br>", " ")
}

/// How many rows at the top are header.
fn header_height(document: &Document, table: &RuledTable, grid: &Grid<'_>) -> usize {
    let text = |cell: &RuledCell| plain(cell.span.of(&document.text));
    let most = table.rows.len().min(5) - 1;
    let first = &table.rows[0];
    let named = first.iter().filter(|cell| is_name(&text(cell))).count();
    let filled = first.iter().filter(|cell| !cell.span.is_empty()).count();
    let is_header = table.header_rows > 0 || (named >= 2 && named * 2 >= filled);
    if !is_header {
        return 0;
    }
    // Cells that reach over rows tell the height; a cell over several columns has its parts under it.
    let reach = first.iter().map(|cell| cell.row_span.max(1)).max().unwrap_or(1);
    let spread = first.iter().any(|cell| cell.column_span > 1 && !cell.span.is_empty());
    let mut height = table.header_rows.max(reach).max(if spread && reach == 1 { 2 } else { 1 });
    if spread && reach == 1 && table.header_rows <= 1 && !is_subheader(&text, table.rows.get(1)) {
        height = table.header_rows.max(1);
    }
    let mut height = height.min(most);
    let row_texts = |row: usize| {
        let cells = grid.covering[row].iter().enumerate();
        cells
            .filter_map(|(column, place)| {
                place.filter(|(cell, start)| cell.column == column && *start == row)
            })
            .map(|(cell, _)| text(cell))
            .collect::<Vec<_>>()
    };
    if height < most && is_column_numbers(row_texts(height).iter().map(String::as_str)) {
        height += 1;
    }
    height
}

fn is_subheader(text: &impl Fn(&RuledCell) -> String, row: Option<&Vec<RuledCell>>) -> bool {
    row.is_some_and(|row| {
        let first = row.first().map_or(String::new(), text);
        let short = row.iter().all(|cell| text(cell).split_whitespace().count() <= 12);
        let numbered = first.trim().chars().next().is_some_and(|c| c.is_ascii_digit())
            && first.trim().len() <= 3;
        short && !numbered
    })
}

/// Whether a cell reads like a column's name.
fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words > 0
        && words <= 16
        && !text.trim_end().ends_with(['.', ';'])
        && column_kind(text) != ColumnKind::Words
        || (words > 0 && words <= 4 && text.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use vanban_document::{
        Assembler, CellBlock, Content, Line, MediaType, ParagraphBlock, Reading, RowKind,
        TableBlock,
    };

    use super::*;

    /// Cells as `text`, `text>n` over n columns, `text^n` over n rows.
    fn read(rows: &[&[&str]], header_rows: usize) -> Table {
        let mut taken: Vec<usize> = vec![0; 20];
        let rows = rows
            .iter()
            .map(|row| {
                let mut column = 0;
                let mut cells = Vec::new();
                for written in *row {
                    while taken[column] > 0 {
                        taken[column] -= 1;
                        column += 1;
                    }
                    let (text, columns) = written.split_once('>').unwrap_or((written, "1"));
                    let (text, height) = text.split_once('^').unwrap_or((text, "1"));
                    let (columns, height): (usize, usize) =
                        (columns.parse().unwrap(), height.parse().unwrap());
                    let line = Line { text: text.into(), page: 1, ..Line::default() };
                    cells.push(CellBlock {
                        column,
                        column_span: columns,
                        row_span: height,
                        paragraphs: vec![ParagraphBlock {
                            lines: vec![line],
                            ..Default::default()
                        }],
                    });
                    for place in &mut taken[column..column + columns] {
                        *place = height - 1;
                    }
                    column += columns;
                }
                for place in &mut taken[column..] {
                    *place = place.saturating_sub(1);
                }
                cells
            })
            .collect();
        let mut assembler = Assembler::new();
        assembler.table(&TableBlock { rows, header_rows, ruled: true }, 1.0);
        let document = assembler.finish(Reading {
            media_type: MediaType::Docx,
            pages: vec![],
            content: Content::Blocks(vec![]),
            annotations: vec![],
            notes: vec![],
        });
        ruled_table(&document, &document.tables[0]).unwrap()
    }

    fn texts(table: &Table) -> Vec<Vec<&str>> {
        table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect()
    }

    fn names(table: &Table) -> Vec<&str> {
        table.columns.iter().map(|cell| cell.text.as_str()).collect()
    }

    #[test]
    fn cells_of_rows_placed_by_their_looks_are_doubtful() {
        let cell = |text: &str| Cell { text: text.into(), spans: vec![] };
        let row = |cells: [&str; 3]| Row { cells: cells.map(cell).to_vec(), ..Row::default() };
        let rows = [row(["1", "Khơi cống", ""]), row(["2", "", "Thôn Hạ"])];
        let found = doubts(&rows, &[1, 3], &[3]);
        assert_eq!(found, [Doubt { row: 1, column: 2, confidence: 0.6 }]);
    }

    #[test]
    fn header_rows_are_found_and_joined() {
        let table = read(
            &[
                &["TT^2", "Nội dung^2", "Kinh phí>2", "Ghi chú^2"],
                &["Năm 2026", "Năm 2027"],
                &["(1)", "(2)", "(3)", "(4)", "(5)"],
                &["1", "Trồng cây.", "10", "20", ""],
            ],
            0,
        );
        assert_eq!(
            names(&table),
            ["TT", "Nội dung", "Kinh phí Năm 2026", "Kinh phí Năm 2027", "Ghi chú"]
        );
        assert_eq!(texts(&table), [["1", "Trồng cây", "10", "20", ""]]);
    }

    #[test]
    fn a_merged_cell_is_repeated_where_rows_need_it() {
        let table = read(
            &[
                &["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Kinh phí (triệu đồng)"],
                &["1", "Sửa kênh", "Phòng Kinh tế^2", "30^2"],
                &["2", "Nạo vét mương"],
            ],
            1,
        );
        assert_eq!(
            texts(&table),
            [["1", "Sửa kênh", "Phòng Kinh tế", "30"], ["2", "Nạo vét mương", "Phòng Kinh tế", ""]]
        );
    }

    #[test]
    fn repeated_headers_go_and_groups_stay_where_they_stand() {
        let table = read(
            &[
                &["STT", "Nội dung công việc", "Thời gian"],
                &["I", "CÔNG TÁC CHỈ ĐẠO>2"],
                &["1", "Họp giao ban;", "Hằng tháng"],
                &["STT", "Nội dung công việc", "Thời gian"],
                &["2", "Báo cáo quý", "Quý I"],
                &["Tổng>2", "2"],
            ],
            0,
        );
        assert_eq!(
            texts(&table),
            [
                ["I", "CÔNG TÁC CHỈ ĐẠO", ""],
                ["1", "Họp giao ban", "Hằng tháng"],
                ["2", "Báo cáo quý", "Quý I"],
                ["Tổng", "", "2"],
            ]
        );
        assert_eq!(table.rows[0].kind, RowKind::Group);
        assert_eq!(table.rows[2].group.as_deref(), Some("I"));
        assert_eq!(table.rows[3].kind, RowKind::Total);
    }
}
