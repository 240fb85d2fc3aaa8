//! Where the rows of a flattened table start: by their numbers in sequence.

use std::sync::LazyLock;

use regex::Regex;
use vanban_text::roman;

use super::words::FlatLine;
use crate::{tables::rows::is_total_text, view::is_upper};

/// A line that starts a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RowStart {
    /// Index of the line.
    pub(crate) line: usize,
    /// As printed, closing full stop left out; empty for a sum.
    pub(crate) label: String,
    /// Whether a full stop or bracket closes it.
    pub(crate) marked: bool,
    /// Bytes of the line that the label takes.
    pub(crate) end: usize,
    pub(crate) kind: StartKind,
}

/// Kinds of row label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StartKind {
    /// `I`, `A`
    Group,
    /// `1`, `1.2`
    Item,
    /// `Tổng cộng`
    Total,
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,6}|[A-H])([.)]?)(?:\s+|$)")
        .expect("the pattern is a constant")
});

/// What has been numbered so far.
#[derive(Debug, Default)]
struct Sequence {
    roman: u32,
    capital: u32,
    path: Vec<u32>,
    /// A group title came after the last number: numbers may start again.
    fresh: bool,
    /// The mark after the first number: `1.` or `1`.
    mark: Option<String>,
    padded: bool,
}

/// The lines of `lines[from..]` that start rows. `skip` tells lines that are header again.
pub(crate) fn row_starts(lines: &[FlatLine<'_>], from: usize, skip: &[bool]) -> Vec<RowStart> {
    let open: Vec<usize> = (from..lines.len()).filter(|i| !skip[*i]).collect();
    let gaps = open.iter().filter(|i| lines[**i].gap).count();
    let gaps_tell = gaps * 5 >= open.len();
    let mut sequence = Sequence { fresh: true, ..Sequence::default() };
    let mut starts = Vec::new();
    for &i in &open {
        let page_start = i == from || lines[i].page != lines[i - 1].page || skip[i - 1];
        let apart = lines[i].gap || page_start;
        if let Some(start) = total(lines, i, apart || !gaps_tell) {
            starts.push(start);
            continue;
        }
        let Some(captures) = LABEL.captures(lines[i].text) else { continue };
        let alone = captures[0].len() == lines[i].text.len();
        let rest = &lines[i].text[captures[0].len()..];
        // At the top of a page no empty line stands before a row: its label must speak for itself.
        let marked = !captures[2].is_empty() && rest.starts_with(char::is_uppercase);
        // The first entry of a group stands right under its title, and what follows a row of one line right under it.
        let under = starts.last().is_some_and(|start: &RowStart| {
            let title = start.kind == StartKind::Group && matches!(&captures[1], "1" | "01");
            title || start.line + 1 == i
        });
        let first = under && rest.starts_with(char::is_uppercase);
        let sole = || rest.starts_with(char::is_uppercase) && comes_once(lines, i, &captures[1]);
        if gaps_tell && !apart && !alone && !marked && !first && !is_upper(rest) && !sole() {
            continue;
        }
        // The first row opens the table whatever its label; so do later groups of its kind.
        let group = i == from || ((apart || !gaps_tell) && sequence.capital > 0);
        let jumps = || {
            (apart || !gaps_tell)
                && rest.starts_with(char::is_uppercase)
                && jumps(lines, i, &sequence)
        };
        let letter = captures[1].starts_with(|c: char| c.is_ascii_uppercase());
        let strong = (apart && alone) || if letter { group } else { jumps() };
        let Some(kind) = sequence.accept(&captures[1], &captures[2], rest, strong) else {
            continue;
        };
        starts.push(RowStart {
            line: i,
            marked: !captures[2].is_empty(),
            label: captures[1].to_owned(),
            end: captures[0].len(),
            kind,
        });
    }
    starts
}

/// Lines looked at for the number that a jump leaves out, and for the one after it.
const AHEAD: usize = 60;

/// Whether the number of line `i` leaves out one that comes no more, and its own successor does: `1, 2, 4, 5`.
fn jumps(lines: &[FlatLine<'_>], i: usize, sequence: &Sequence) -> bool {
    let number = |line: &FlatLine<'_>| -> Option<u32> {
        let captures = LABEL.captures(line.text)?;
        let rest = &line.text[captures[0].len()..];
        let opens = rest.is_empty() || rest.starts_with(char::is_uppercase);
        opens.then(|| captures[1].parse().ok()).flatten()
    };
    let (Some(value), Some(last)) = (number(&lines[i]), sequence.path.first()) else {
        return false;
    };
    let later: Vec<u32> = lines.iter().skip(i + 1).take(AHEAD).filter_map(number).collect();
    sequence.path.len() == 1
        && value == last + 2
        && !later.contains(&(last + 1))
        && later.contains(&(value + 1))
}

/// Whether the label of line `i` stands nowhere else before the next number does, so that a row of several lines may
/// have ended right above it.
fn comes_once(lines: &[FlatLine<'_>], i: usize, label: &str) -> bool {
    let next = label.parse::<u32>().map(|value| (value + 1).to_string());
    for line in lines.iter().skip(i + 1).take(AHEAD) {
        let Some(captures) = LABEL.captures(line.text) else { continue };
        let rest = &line.text[captures[0].len()..];
        if !rest.is_empty() && !rest.starts_with(char::is_uppercase) {
            continue;
        }
        if &captures[1] == label {
            return false;
        }
        let group = next.is_ok() && roman(&captures[1]).is_some();
        if group || next.as_ref().map_or(&captures[1] == "1", |next| &captures[1] == next) {
            return true;
        }
    }
    true
}

fn total(lines: &[FlatLine<'_>], i: usize, apart: bool) -> Option<RowStart> {
    let text = lines[i].text;
    let name: Vec<&str> = text
        .split_whitespace()
        .take_while(|word| !word.chars().next().is_some_and(|c| c.is_ascii_digit()))
        .collect();
    let sum = apart && !name.is_empty() && is_total_text(&name.join(" ")) && text.len() > 3;
    let figures = text.chars().any(|c| c.is_ascii_digit())
        || lines.get(i + 1).is_some_and(|next| next.text.starts_with(|c: char| c.is_ascii_digit()));
    (sum && figures).then(|| RowStart {
        line: i,
        label: String::new(),
        marked: false,
        end: 0,
        kind: StartKind::Total,
    })
}

impl Sequence {
    /// Takes the label if its number comes next.
    fn accept(&mut self, label: &str, mark: &str, rest: &str, strong: bool) -> Option<StartKind> {
        if let Some(value) = roman(label) {
            let next = value == self.roman + 1
                || (value > self.roman && value <= self.roman + 3 && is_upper(rest));
            let titled = rest.is_empty() || rest.starts_with(char::is_uppercase);
            if next && titled && (label != "C" || self.capital != 2) {
                self.roman = value;
                self.fresh = true;
                return Some(StartKind::Group);
            }
        }
        if label.len() == 1 && label.starts_with(|c: char| c.is_ascii_uppercase()) {
            let value = u32::from(label.as_bytes()[0] - b'A') + 1;
            let titled = rest.is_empty() || rest.starts_with(char::is_uppercase);
            if value == self.capital + 1 && titled && (strong || is_upper(rest) || !mark.is_empty())
            {
                self.capital = value;
                self.roman = 0;
                self.fresh = true;
                return Some(StartKind::Group);
            }
            return None;
        }
        let path: Vec<u32> = label.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
        let padded = label.len() > 1 && label.starts_with('0');
        let alike = path.len() > 1
            || self.mark.as_deref().is_none_or(|before| before == mark)
                && (self.path.is_empty() || padded == self.padded || path[0] >= 10);
        if !alike || !self.follows(&path, strong) {
            return None;
        }
        if path.len() == 1 && self.mark.is_none() {
            self.mark = Some(mark.to_owned());
            self.padded = padded;
        }
        self.path = path;
        self.fresh = false;
        Some(StartKind::Item)
    }

    fn follows(&self, path: &[u32], strong: bool) -> bool {
        let (Some((&value, above)), depth) = (path.split_last(), path.len()) else { return false };
        if depth == 1 {
            let last = self.path.first().copied().unwrap_or(0);
            return value == last + 1
                || (value == 1 && self.fresh)
                || (strong && value > last && value <= last + 3);
        }
        let under = self.path.len() >= depth - 1 && self.path[..depth - 1] == *above;
        let last = if under { self.path.get(depth - 1).copied().unwrap_or(0) } else { 0 };
        (under && value == last + 1) || (self.path.is_empty() && value == 1)
    }
}

#[cfg(test)]
mod tests {
    use vanban_text::Span;

    use super::*;

    fn check(lines: &[(&str, bool)], want: &[&str]) {
        let lines: Vec<FlatLine<'_>> = lines
            .iter()
            .map(|(text, gap)| FlatLine { span: Span::default(), text, page: 1, gap: *gap })
            .collect();
        let skip = vec![false; lines.len()];
        let got: Vec<String> = row_starts(&lines, 0, &skip).into_iter().map(|s| s.label).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn numbers_in_sequence_start_rows() {
        check(
            &[
                ("I HẠ TẦNG", true),
                ("1 Mua máy chủ cho cấp", true),
                ("2 cấp xã và tỉnh", false),
                ("Sở Y tế", true),
                ("2", true),
                ("Thuê đường truyền", true),
                ("100% xã", true),
                ("II", true),
                ("DỮ LIỆU", false),
                ("1 Số hóa", true),
                ("Tổng cộng 15.000", true),
            ],
            &["I", "1", "2", "II", "1", ""],
        );
    }

    #[test]
    fn rows_of_one_line_follow_without_a_gap() {
        check(
            &[
                ("I Trồng rừng", true),
                ("1 Ươm cây giống Hạt Kiểm lâm", false),
                ("2 Đào hố Các thôn", false),
                ("3 Trồng cây trên diện tích đã", false),
                ("4 loại đất", false),
                ("quy hoạch", false),
                ("4 Chăm sóc", true),
            ],
            &["I", "1", "2", "3", "4"],
        );
    }

    #[test]
    fn a_row_of_several_lines_may_end_right_above_the_next() {
        check(
            &[
                ("I Trồng rừng", true),
                ("1 Ươm cây giống tại các", false),
                ("vườn Hạt Kiểm lâm và", false),
                ("2 Phòng chức năng", false),
                ("", true),
                ("2 Đào hố trên diện tích", true),
                ("đã quy hoạch Các thôn", false),
                ("3 Trồng cây Các thôn và", false),
                ("trường học", false),
                ("II Chăm sóc rừng", false),
                ("1 Tưới cây Các thôn", false),
                ("", true),
                ("2 Bón phân", true),
            ],
            &["I", "1", "2", "3", "II", "1", "2"],
        );
    }

    #[test]
    fn a_number_left_out_does_not_end_the_rows() {
        check(
            &[("1 Trồng cây", true), ("2 Tưới cây", true), ("4 Bón phân", true), ("5 Tỉa", true)],
            &["1", "2", "4", "5"],
        );
        // The third comes yet.
        check(
            &[
                ("1 Trồng cây", true),
                ("2 Tưới", true),
                ("4 Loài hoa", true),
                ("3 Bón", true),
                ("4 Tỉa", true),
                ("5 Chặt", true),
            ],
            &["1", "2", "3", "4", "5"],
        );
    }

    #[test]
    fn letters_name_groups_under_a_title_in_small_letters() {
        check(
            &[
                ("A Đầu tư", true),
                ("1 Mua máy", false),
                ("B Chi thường xuyên", true),
                ("1 Thuê", false),
            ],
            &["A", "1", "B", "1"],
        );
    }

    #[test]
    fn a_number_out_of_sequence_is_text() {
        check(&[("1. Trồng cây", true), ("7. Ngày hội", true), ("2. Tưới cây", true)], &["1", "2"]);
    }
}
