//! The header of a flattened table: one run of words to the names of columns.

use super::words::{Break, FlatLine, Word, key};

/// Beginnings of column names, folded; the longest that fits is taken whole.
const STARTS: [&str; 74] = [
    "tt",
    "stt",
    "so tt",
    "so thu tu",
    "nhiem vu cu the",
    "nhiem vu giai phap",
    "nhiem vu",
    "ten nhiem vu",
    "ten du an",
    "ten cong trinh",
    "ten",
    "noi dung nhiem vu",
    "noi dung cong viec",
    "noi dung thuc hien",
    "noi dung chi",
    "noi dung",
    "cong viec",
    "chi tieu",
    "danh muc",
    "hang muc",
    "hoat dong",
    "du an",
    "muc tieu",
    "tieu chi",
    "linh vuc",
    "giai phap",
    "co quan don vi",
    "co quan chu tri",
    "co quan phoi hop",
    "co quan thuc hien",
    "co quan",
    "don vi chu tri",
    "don vi phoi hop",
    "don vi thuc hien",
    "don vi tinh",
    "don vi",
    "dvt",
    "chu tri",
    "phoi hop",
    "chu dau tu",
    "phan cong",
    "nguoi",
    "bo phan",
    "trach nhiem",
    "cap co tham quyen",
    "cap",
    "phong",
    "ket qua san pham",
    "ket qua",
    "san pham",
    "dau ra",
    "yeu cau",
    "thoi gian",
    "thoi han",
    "thoi diem",
    "tien do",
    "lo trinh",
    "han",
    "giai doan",
    "nam",
    "quy",
    "du kien kinh phi",
    "du kien",
    "kinh phi",
    "so tien",
    "tong so",
    "tong",
    "thanh tien",
    "don gia",
    "nguon von",
    "nguon",
    "so luong",
    "quy mo",
    "ghi chu",
];

/// Names of columns.
#[derive(Clone, Debug)]
pub(crate) struct Header<'a> {
    /// Words of each name.
    pub(crate) names: Vec<Vec<Word<'a>>>,
    keys: Vec<String>,
    /// All of them in one.
    whole: String,
}

impl<'a> Header<'a> {
    /// Parts the words of a header into names; `None` where there are fewer than three or the first is no `TT`.
    pub(crate) fn parse(words: &[Word<'a>]) -> Option<Header<'a>> {
        let starts = starts(words);
        let mut names: Vec<Vec<Word<'a>>> = Vec::new();
        for (i, word) in words.iter().enumerate() {
            if starts[i] || names.is_empty() {
                names.push(Vec::new());
            }
            names.last_mut()?.push(word.clone());
        }
        let first = names.first()?.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>();
        let numbered = matches!(first[..], ["tt" | "stt"] | ["so", "tt"] | ["so", "thu", "tu"]);
        let plain = |name: &[Word<'_>]| key(&name.iter().map(|word| word.text).collect::<String>());
        let keys: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let whole = keys.concat();
        (numbered && (3..=12).contains(&names.len())).then_some(Header { names, keys, whole })
    }

    /// Whether each name begins a line.
    pub(crate) fn names_begin_lines(&self) -> bool {
        self.names.iter().skip(1).all(|name| name.first().is_some_and(|w| w.before != Break::Space))
    }

    /// How many lines from `at` on are this header again, whole or a run of its names.
    /// `keys` are those of the lines.
    pub(crate) fn repeated(
        &self,
        lines: &[FlatLine<'_>],
        keys: &[String],
        at: usize,
        page_start: bool,
    ) -> usize {
        let whole = &self.whole;
        let most = (at + 14).min(lines.len());
        let mut text = String::new();
        let mut found = 0;
        for end in at + 1..=most {
            text.push_str(&keys[end - 1]);
            if !self.goes_on(&text) {
                break;
            }
            let ends = lines.get(end).is_none_or(|line| line.gap);
            if text == *whole || ((page_start || ends) && self.has_run(&text)) {
                found = end - at;
            }
        }
        found
    }

    /// Whether the names from some column on begin with `text`.
    fn goes_on(&self, text: &str) -> bool {
        let mut from = 0;
        self.keys.iter().any(|key| {
            let rest = &self.whole[from..];
            from += key.len();
            rest.starts_with(text)
        })
    }

    /// Whether `text` is some columns' names, one after the other.
    fn has_run(&self, text: &str) -> bool {
        (0..self.keys.len()).any(|from| {
            let mut rest = text;
            for key in &self.keys[from..] {
                match rest.strip_prefix(key.as_str()) {
                    Some("") => return true,
                    Some(after) => rest = after,
                    None => return false,
                }
            }
            false
        }) && text.len() > 7
    }
}

/// For each word whether a name starts there.
fn starts(words: &[Word<'_>]) -> Vec<bool> {
    let mut found = vec![false; words.len()];
    let capitals = words.iter().all(|word| !word.text.chars().any(char::is_lowercase));
    let mut i = 0;
    while i < words.len() {
        let known = known_start(words, i);
        let opens = i == 0 || opens_name(words, i, known, capitals);
        if opens {
            found[i] = true;
            // The rest of a known name holds no other: `Nội dung nhiệm vụ`.
            i += known.max(1);
        } else {
            i += 1;
        }
    }
    found
}

fn opens_name(words: &[Word<'_>], i: usize, known: usize, capitals: bool) -> bool {
    let before = &words[i - 1];
    let gap = words[i].before == Break::Gap;
    // `Kết quả đạt được`: a name may end so, if what comes next is one.
    let asks = before.connects() && !(before.lower == "được" && known > 0);
    if before.text.ends_with(['/', ',', '(', '-', '–', '&']) || asks || is_open(words, i) {
        return false;
    }
    if capitals {
        return known > 0 || (gap && words[i].is_capital() && known_start(words, 0) > 0);
    }
    let capital = words[i].is_capital();
    let ordinal = i <= 2 && matches!(before.folded.as_str(), "tt" | "stt");
    if !capital {
        // Names in small letters after `TT`: only a known one in a new cell.
        return known > 0 && (ordinal || gap) && !words[i].is_digit();
    }
    let abbreviation = words[i].text.chars().filter(|c| c.is_uppercase()).count() > 1;
    ordinal || known > 0 || (!abbreviation && !before.is_capital()) || gap
}

/// Whether a bracket is open before word `i`.
fn is_open(words: &[Word<'_>], i: usize) -> bool {
    let count = |c: char| words[..i].iter().map(|word| word.text.matches(c).count()).sum::<usize>();
    count('(') > count(')')
}

/// How many words the longest known beginning at `i` takes.
fn known_start(words: &[Word<'_>], i: usize) -> usize {
    STARTS
        .iter()
        .filter_map(|start| {
            let parts: Vec<&str> = start.split(' ').collect();
            let fits = parts
                .iter()
                .enumerate()
                .all(|(k, part)| words.get(i + k).is_some_and(|word| word.folded == *part));
            fits.then_some(parts.len())
        })
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use vanban_text::Span;

    use super::*;
    use crate::tables::flat::words::{cell_text, words_of};

    #[test]
    fn a_header_falls_into_its_names() {
        for (lines, want) in [
            (
                &["TT Nội dung công việc Chủ trì Kết quả đạt", "được Tiến độ thực hiện"][..],
                &["TT", "Nội dung công việc", "Chủ trì", "Kết quả đạt được", "Tiến độ thực hiện"][..],
            ),
            (&["STT Việc được giao Người làm"], &["STT", "Việc được giao", "Người làm"]),
        ] {
            let line = |text| FlatLine { span: Span::default(), text, page: 1, gap: false };
            let words: Vec<Word<'_>> = lines
                .iter()
                .enumerate()
                .flat_map(|(i, text)| words_of(&line(*text), i, 0))
                .collect();
            let header = Header::parse(&words).expect("a header");
            let names: Vec<String> = header.names.iter().map(|name| cell_text(name)).collect();
            assert_eq!(names, want);
        }
    }
}
