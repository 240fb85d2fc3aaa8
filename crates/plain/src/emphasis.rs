//! Marks for bold and italic words (`**`, `*`, `__`, `_`) to looks.
//!
//! Real files break the rules of Markdown: a mark may open on one line and close lines later, close after a
//! space, or never close. So each mark is judged by what stands beside it, and all of them are taken out.

use crate::inline::shown;

/// Which marks are open.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Open {
    bold: bool,
    italic: bool,
}

impl Open {
    /// Whether any is.
    pub(crate) fn any(self) -> bool {
        self.bold || self.italic
    }
}

/// A line without its marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Unmarked {
    /// The words.
    pub(crate) text: String,
    /// All letters are bold.
    pub(crate) bold: bool,
    /// All letters are italic.
    pub(crate) italic: bool,
    /// A mark opens before the first word.
    pub(crate) opens: bool,
    /// A mark closes after the last word.
    pub(crate) closes: bool,
}

/// Takes the marks out of `line`, with `open` as the lines before left it.
pub(crate) fn unmark(line: &str, open: &mut Open) -> Unmarked {
    let chars: Vec<char> = line.chars().collect();
    let mut out = Unmarked::default();
    let (mut letters, mut bold, mut italic) = (0, 0, 0);
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        let is_mark = matches!(c, '*' | '_');
        let same = |next: &&char| is_mark && **next == c;
        let length = chars.iter().skip(i).take_while(same).count();
        let mark = is_mark.then(|| {
            let before = i.checked_sub(1).and_then(|at| chars.get(at)).copied();
            judge(c, length, before, chars.get(i + length).copied(), *open)
        });
        match mark {
            Some(Mark::Opens) => {
                *open = set(*open, length, true);
                out.opens |= letters == 0;
                out.closes = false;
                i += length;
            }
            Some(Mark::Closes) => {
                *open = set(*open, length, false);
                out.closes = true;
                i += length;
            }
            Some(Mark::Empty) => i += length,
            Some(Mark::Text) => {
                out.text.extend(std::iter::repeat_n(c, length));
                i += length;
            }
            None => {
                if c.is_alphanumeric() {
                    letters += 1;
                    bold += usize::from(open.bold);
                    italic += usize::from(open.italic);
                    out.closes = false;
                }
                out.text.push(shown(c));
                i += 1;
            }
        }
    }
    out.bold = letters > 0 && bold == letters;
    out.italic = letters > 0 && italic == letters;
    out
}

enum Mark {
    Opens,
    Closes,
    /// Marks around nothing.
    Empty,
    /// A bullet, a star, a rule, a blank to fill in.
    Text,
}

fn set(open: Open, length: usize, to: bool) -> Open {
    match length {
        1 => Open { italic: to, ..open },
        2 => Open { bold: to, ..open },
        _ => Open { bold: to, italic: to },
    }
}

fn judge(c: char, length: usize, before: Option<char>, after: Option<char>, open: Open) -> Mark {
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let active = match length {
        1 => open.italic,
        2 => open.bold,
        _ => open.bold || open.italic,
    };
    if c == '*' && length == 4 && before.is_some() {
        // One emphasis ends and the next begins at once: nothing changes.
        return Mark::Empty;
    }
    if (c == '_' && (length > 2 || (word(before) && word(after)))) || length > 3 {
        return Mark::Text;
    }
    if space(before) && space(after) {
        return match (active, length) {
            (true, _) => Mark::Closes,
            (false, 1) => Mark::Text,
            (false, _) if before.is_none() && after.is_some() => Mark::Opens,
            (false, _) => Mark::Empty,
        };
    }
    // `(*)` is a note's sign, `2*3` a product.
    let inner = length == 1 && !space(before) && !space(after);
    if inner && !active && ((word(before) && word(after)) || is_note(before, after)) {
        return Mark::Text;
    }
    if active || space(after) { Mark::Closes } else { Mark::Opens }
}

fn is_note(before: Option<char>, after: Option<char>) -> bool {
    before == Some('(') || after == Some(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Unmarked {
        unmark(line, &mut Open::default())
    }

    #[test]
    fn marks_become_looks() {
        for (line, text, bold, italic) in [
            ("**KẾ HOẠCH**", "KẾ HOẠCH", true, false),
            ("*Nghệ thuật, ngày 2*", "Nghệ thuật, ngày 2", false, true),
            ("***Nơi nhận:***", "Nơi nhận:", true, true),
            ("**1. Mục tiêu:** giảm nghèo", "1. Mục tiêu: giảm nghèo", false, false),
            ("__đậm__ và _nghiêng_", "đậm và nghiêng", false, false),
            ("** **", " ", false, false),
            ("TM. ỦY BAN **", "TM. ỦY BAN ", false, false),
            ("**Kính gửi: **Bộ Y tế", "Kính gửi: Bộ Y tế", false, false),
            ("**1.****Mục tiêu**", "1.Mục tiêu", true, false),
            ("2. Các đơn vị****: Là nơi", "2. Các đơn vị: Là nơi", false, false),
            ("* mục một", "* mục một", false, false),
            ("Số: ____/KH", "Số: ____/KH", false, false),
            ("(*) Ghi chú", "(*) Ghi chú", false, false),
            ("2*3 và snake_case", "2*3 và snake_case", false, false),
        ] {
            let found = one(line);
            assert_eq!(
                (found.text.as_str(), found.bold, found.italic),
                (text, bold, italic),
                "{line:?}"
            );
        }
    }

    #[test]
    fn a_mark_may_stay_open_over_lines_and_close_after_a_space() {
        let mut open = Open::default();
        let first = unmark("**TM. ỦY BAN", &mut open);
        let second = unmark("NHÂN DÂN **", &mut open);
        let third = unmark("CHỦ TỊCH", &mut open);
        assert_eq!((first.bold, first.opens, first.closes), (true, true, false));
        assert_eq!((second.text.as_str(), second.bold, second.closes), ("NHÂN DÂN ", true, true));
        assert!(!third.bold);
    }
}
