//! Letterhead and signature block set side by side on one line each: read column by column.
//!
//! Nghị định 30/2020/NĐ-CP, Phụ lục I puts the issuer left of the state's name, the number left of the date,
//! and `Nơi nhận` left of the signature. Text extracts and tabbed Word paragraphs keep both on one line:
//! `UBND XÃ A      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`. Here such lines are cut, and the left pieces go first.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use vanban_text::fold_char;

use crate::lines::{is_bullet, is_division_line, is_type_line};
use crate::tight::{capitals_behind, right_column};

/// A piece of a line: the line's index and the bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Index of the line.
    pub(crate) line: usize,
    /// Bytes of the line.
    pub(crate) bytes: Range<usize>,
    /// First of a column.
    pub(crate) opens: bool,
}

/// Lines in which a letterhead may start.
const HEAD: usize = 40;
/// Lines that a letterhead or signature block may have, empty ones included.
const BLOCK: usize = 60;

/// What is set side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Block {
    /// Letterhead.
    Head,
    /// Recipients and signature, a gap between them.
    Signature,
    /// Recipients and signature whose gap is lost.
    Tight,
}

/// The pieces of `lines` in reading order; lines that are not set side by side are one piece each.
pub(crate) fn reading_order(lines: &[&str]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(lines.len());
    let mut i = 0;
    let mut signed = false;
    while i < lines.len() {
        let cut = if i < HEAD { letterhead_cut(lines[i]) } else { None };
        let sign = if cut.is_none() && !signed { signature_cut(lines[i]) } else { None };
        let Some(at) = cut.or(sign) else {
            pieces.push(Piece { line: i, bytes: 0..lines[i].len(), opens: false });
            i += 1;
            continue;
        };
        signed |= sign.is_some();
        let block = match sign {
            None => Block::Head,
            Some(at) if lines[i][..at].ends_with("   ") || lines[i][..at].ends_with('\t') => {
                Block::Signature
            }
            Some(_) => Block::Tight,
        };
        i = side_by_side(lines, i, at, block, &mut pieces);
    }
    pieces
}

/// Cuts the lines of the block that starts at `first`, whose right column starts at byte `at` there.
/// Returns the line after the block.
fn side_by_side(
    lines: &[&str],
    first: usize,
    at: usize,
    block: Block,
    pieces: &mut Vec<Piece>,
) -> usize {
    let column = lines[first][..at].chars().count();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut end = first;
    for (i, line) in lines.iter().enumerate().skip(first).take(BLOCK) {
        let cut = if i == first { Some(at) } else { cut(line, column, block) };
        if i > first
            && (ends_block(line)
                || ends_page(lines, i, column)
                || (cut.is_none() && !is_item(line) && crosses(line, column)))
        {
            break;
        }
        end = i + 1;
        let whole = 0..line.len();
        match cut {
            Some(0) => right.push((i, whole)),
            Some(at) => {
                left.push((i, 0..at));
                right.push((i, at..line.len()));
            }
            None => left.push((i, whole)),
        }
    }
    for side in [left, right] {
        let opened = side.into_iter().enumerate();
        pieces.extend(opened.map(|(n, (line, bytes))| Piece { line, bytes, opens: n == 0 }));
    }
    end
}

fn ends_block(line: &str) -> bool {
    let words = line.trim();
    is_type_line(words) || is_division_line(words) || folded(words).starts_with("kinh gui")
}

/// Whether line `i` is a page's number, set in or with empty lines around it, after which neither recipients nor the right column go on.
fn ends_page(lines: &[&str], i: usize, column: usize) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let words = lines[i].trim();
    let number = (1..=3).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_digit());
    let next = lines[i + 1..].iter().find(|line| !line.trim().is_empty());
    let blank = |at: Option<usize>| {
        at.and_then(|at| lines.get(at)).is_some_and(|line| line.trim().is_empty())
    };
    let apart = blank(i.checked_sub(1)) && blank(Some(i + 1));
    number
        && (indent(lines[i]) >= 12 || apart)
        && next.is_none_or(|n| !is_item(n) && indent(n) < column)
}

/// Whether a line is a recipient, however long.
fn is_item(line: &str) -> bool {
    line.trim_start().chars().next().is_some_and(is_bullet)
}

/// Whether a line without a gap runs from the left column into the right one: the text below.
fn crosses(line: &str, column: usize) -> bool {
    line.trim_end().chars().count() > column + 25
}

/// Lower-case base letters, one byte range a character: offsets in characters are those of the line.
fn folded(text: &str) -> String {
    text.chars().map(fold_char).flat_map(char::to_lowercase).collect()
}

/// Byte offset in `line` of the character at which `found` starts in its folded form.
fn byte_of(line: &str, folded: &str, at: usize) -> usize {
    let chars = folded[..at].chars().count();
    line.char_indices().nth(chars).map_or(line.len(), |(byte, _)| byte)
}

/// Where the state's or the Party's name starts to the right of something else.
fn letterhead_cut(line: &str) -> Option<usize> {
    let text = folded(line);
    let at = ["cong hoa xa hoi chu nghia viet", "dang cong san viet nam"]
        .iter()
        .find_map(|name| text.find(name))?;
    let byte = byte_of(line, &text, at);
    let (before, after) = line.split_at_checked(byte)?;
    // Both names are set in capitals; a sentence that speaks of them is not cut.
    let capitals = |text: &str| !text.chars().any(char::is_lowercase);
    let alone = after.split_whitespace().count() <= 8 && capitals(after);
    let issuer = before.split_whitespace().count() >= 2 && capitals(before);
    (issuer && alone).then_some(byte)
}

/// Where the signature starts to the right of `Nơi nhận:`.
fn signature_cut(line: &str) -> Option<usize> {
    // The vowel is often misread.
    static RECIPIENTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*noi nh\wn\s*:?\s*(\S)"));
    let text = folded(line);
    let at = byte_of(line, &text, RECIPIENTS.captures(&text)?.get(1)?.start());
    let right = line.get(at..)?;
    let capitals = right.chars().any(char::is_alphabetic) && !right.chars().any(char::is_lowercase);
    capitals.then_some(at)
}

/// Where the right column starts in a line of the block; 0 for a line that is all right column.
fn cut(line: &str, column: usize, block: Block) -> Option<usize> {
    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
    if line.trim().is_empty() {
        return None;
    }
    if indent + 15 >= column && indent > 10 {
        return Some(0);
    }
    let slack = if block == Block::Head { 12 } else { 15 };
    wide_gap(line, column.saturating_sub(slack)).or_else(|| known_right(line, block))
}

/// End of the first gap of three spaces or a tab that ends at or after `column`.
fn wide_gap(line: &str, column: usize) -> Option<usize> {
    let (mut spaces, mut tab, mut words) = (0, false, false);
    for (n, (byte, c)) in line.char_indices().enumerate() {
        if c.is_whitespace() {
            spaces += 1;
            tab |= c == '\t';
            continue;
        }
        // `Số:       /KH-UBND`: room for a number to be written in.
        if words && (tab || (spaces >= 3 && n >= column && c != '/')) {
            return Some(byte);
        }
        (spaces, tab, words) = (0, false, true);
    }
    None
}

/// Right-hand pieces that are known by their form where all gaps are gone: the motto, place and date,
/// and capitals after a recipient.
fn known_right(line: &str, block: Block) -> Option<usize> {
    static MOTTO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^.*\S\s(\S{3} \S{3} ?[-–] ?\S{2} \S{2} ?[-–] ?\S{4} \S{4})\s*$")
    });
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\s*s\S{0,2}\s?:.*?/\S+\s+((?:[^\s,]+ ){0,4}[^\s,]+, ?ng\S+ .{0,6}th\S+ .{0,6}n\S+ \d{4}.*)$",
        )
    });
    match block {
        Block::Tight => return right_column(line),
        Block::Signature => return capitals_behind(line),
        Block::Head => {}
    }
    let text = folded(line);
    let found = MOTTO.captures(&text).or_else(|| DATE.captures(&text))?;
    found.get(1).map(|found| byte_of(line, &text, found.start()))
}

pub(crate) fn pattern(pattern: &str) -> Regex {
    // A pattern that does not compile is caught by the first test that runs.
    Regex::new(pattern).expect("pattern is valid")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let lines: Vec<&str> = text.lines().collect();
        let pieces = reading_order(&lines).into_iter();
        let words = |piece: Piece| vanban_text::collapse_spaces(&lines[piece.line][piece.bytes]);
        pieces.map(words).filter(|words| !words.is_empty()).collect()
    }

    #[test]
    fn columns_kept_by_spaces_are_read_one_after_the_other() {
        let text = "\
      ỦY BAN NHÂN DÂN                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
       XÃ KHE NƯỚC                      Độc lập - Tự do - Hạnh phúc
   Số:       /KH-UBND                Khe Nước, ngày     tháng 3 năm 2027

                       KẾ HOẠCH
          Trồng rừng năm 2027";
        assert_eq!(
            read(text),
            [
                "ỦY BAN NHÂN DÂN",
                "XÃ KHE NƯỚC",
                "Số: /KH-UBND",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Khe Nước, ngày tháng 3 năm 2027",
                "KẾ HOẠCH",
                "Trồng rừng năm 2027",
            ]
        );
    }

    #[test]
    fn columns_are_found_where_all_gaps_and_marks_are_gone() {
        let text = "\
UY BAN NHAN DAN CONG HOA XA HOI CHU NGHIA VIET NAM
XA KHE NUOC Doc lap - Tu do - Hanh phuc
So: 15/KH-UBND Khe Nuoc, ngay 03 thang 3 nam 2027
KE HOACH";
        assert_eq!(
            read(text),
            [
                "UY BAN NHAN DAN",
                "XA KHE NUOC",
                "So: 15/KH-UBND",
                "CONG HOA XA HOI CHU NGHIA VIET NAM",
                "Doc lap - Tu do - Hanh phuc",
                "Khe Nuoc, ngay 03 thang 3 nam 2027",
                "KE HOACH",
            ]
        );
    }

    #[test]
    fn room_for_a_number_parts_no_columns() {
        assert_eq!(
            read(
                "UBND\nXÃ KHE\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố:        /KH-UBND\tKhe, ngày    tháng 3 năm 2027"
            ),
            [
                "UBND",
                "XÃ KHE",
                "Số: /KH-UBND",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Khe, ngày tháng 3 năm 2027"
            ],
        );
    }

    #[test]
    fn a_subject_over_several_lines_stays_in_its_column() {
        let text = "\
      UBND TỈNH A                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT
      SỞ CÔNG THƯƠNG                           NAM
 V/v báo cáo tình hình,           Độc lập - Tự do - Hạnh phúc
   vướng mắc của chợ,
    trạm xăng dầu

      Sở Công Thương nhận được công văn của các xã về việc sắp xếp lại chợ;";
        assert_eq!(
            read(text),
            [
                "UBND TỈNH A",
                "SỞ CÔNG THƯƠNG",
                "V/v báo cáo tình hình,",
                "vướng mắc của chợ,",
                "trạm xăng dầu",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT",
                "NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Sở Công Thương nhận được công văn của các xã về việc sắp xếp lại chợ;",
            ]
        );
    }

    #[test]
    fn recipients_come_before_the_signature() {
        let text = "\
Nơi nhận:                         TM. ỦY BAN NHÂN DÂN
- UBND tỉnh (b/c);                      CHỦ TỊCH
- Lưu: VT.

                                      Hoàng Thị Lụa
Phụ lục 1
DANH MỤC";
        assert_eq!(
            read(text),
            [
                "Nơi nhận:",
                "- UBND tỉnh (b/c);",
                "- Lưu: VT.",
                "TM. ỦY BAN NHÂN DÂN",
                "CHỦ TỊCH",
                "Hoàng Thị Lụa",
                "Phụ lục 1",
                "DANH MỤC",
            ]
        );
        let tight = "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- UBND tỉnh; KT. CHỦ TỊCH\n- Lưu: VT.";
        assert_eq!(
            read(tight),
            ["Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]
        );
        let stamped = "\
Noi nhan: TM. UY BAN NHAN DAN
- Huyen uy; CHU TICH

- Cac truong hoc; Ky bdi: UY BAN NHAN DAN
= XA KHE NUOC
- Luu: VT, VX.V/ Hoang Thi Lua
Phu luc 1";
        assert_eq!(
            read(stamped),
            [
                "Noi nhan:",
                "- Huyen uy;",
                "- Cac truong hoc;",
                "- Luu: VT, VX.V/",
                "TM. UY BAN NHAN DAN",
                "CHU TICH",
                "Ky bdi: UY BAN NHAN DAN",
                "= XA KHE NUOC",
                "Hoang Thi Lua",
                "Phu luc 1",
            ]
        );
    }

    #[test]
    fn a_pages_number_ends_the_signature_block() {
        for indent in ["                ", ""] {
            let text = format!(
                "\
Nơi nhận:                         TM. ỦY BAN NHÂN DÂN
- Lưu: VT.                            Hoàng Thị Lụa

{indent}2

          Phụ lục
- Mục một"
            );
            let read = read(&text);
            let at = |words: &str| read.iter().position(|line| line == words);
            assert!(
                at("- Lưu: VT.") < at("Hoàng Thị Lụa") && at("Hoàng Thị Lụa") < at("2"),
                "{read:?}"
            );
        }
    }

    #[test]
    fn lines_that_stand_alone_stay_in_order() {
        let text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nNơi nhận:\n- Như trên;";
        assert_eq!(read(text), text.lines().collect::<Vec<_>>());
    }
}
