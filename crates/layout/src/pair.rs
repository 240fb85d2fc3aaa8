//! Two lines, one after the other: whether the second goes on with the first.

use crate::flow::{Before, FlowLine};
use crate::lines::{
    Start, asks_for_number, halves_of_date, halves_of_pair, halves_of_period, is_letter_alone,
    is_type_line,
};
use crate::measure::Measure;

/// Two lines, one after the other.
pub(crate) struct Pair<'a> {
    pub(crate) last: &'a FlowLine,
    pub(crate) line: &'a FlowLine,
    pub(crate) before: Before,
    pub(crate) measure: &'a Measure,
    /// The line before is the first of its paragraph.
    pub(crate) first: bool,
}

impl Pair<'_> {
    /// No gap between them.
    pub(crate) fn tight(&self) -> bool {
        matches!(self.before, Before::Blank(blank) if blank <= self.measure.usual_blank)
    }

    /// At most a few empty lines or a page break between them.
    pub(crate) fn near(&self) -> bool {
        match self.before {
            Before::Blank(blank) => blank <= self.measure.usual_blank + 5,
            Before::Page => true,
            Before::Boundary => false,
        }
    }

    pub(crate) fn lower(&self) -> bool {
        matches!(self.line.facts.start, Start::Lower | Start::WeakBullet)
    }

    /// Characters that the line before would have with the next word.
    pub(crate) fn length(&self) -> usize {
        self.last.facts.chars + 1 + self.line.facts.first_word
    }

    /// Whether the next word did not fit on the line before: the break is a wrap.
    pub(crate) fn wraps(&self) -> bool {
        self.length() >= self.measure.wrap && self.last.facts.chars <= self.measure.longest
    }

    /// The same, asked more strictly, where the sentence before has ended.
    pub(crate) fn wraps_surely(&self) -> bool {
        self.length() >= self.measure.full && self.last.facts.chars <= self.measure.longest
    }

    /// Whether the line before may be a heading: numbered, and no text begun after a colon.
    pub(crate) fn is_heading(&self) -> bool {
        self.last.facts.start == Start::Label && !self.last.text.contains([':', ';'])
    }

    /// Whether a period (`2026 - 2030`) or a name (`Văn hóa - Xã hội`) is parted before its dash.
    pub(crate) fn halves(&self) -> bool {
        let (last, line) = (self.last.text.as_str(), self.line.text.as_str());
        let joint = [halves_of_period, halves_of_pair, halves_of_date];
        self.tight() && joint.iter().any(|halves| halves(last, line))
    }

    /// Whether a level of government and its name are parted: `... trên địa bàn phường` and `Bình Thuận năm 2026`.
    fn names_place(&self) -> bool {
        const LEVELS: [&str; 8] = ["phường", "xã", "tỉnh", "huyện", "phố", "khu", "phuong", "tinh"];
        let level = self.last.text.rsplit(' ').next().unwrap_or_default();
        let mut words = self.line.text.split(' ').peekable();
        let mut name = 0;
        let proper = |word: &str| {
            word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)
        };
        while words.next_if(|word| proper(word)).is_some() {
            name += 1;
        }
        let rest = vanban_text::fold(words.next().unwrap_or_default());
        LEVELS.contains(&level)
            && (1..=4).contains(&name)
            && matches!(rest.as_str(), "" | "nam" | "giai" | "den" | "tu")
    }

    /// Whether the line goes on with the paragraph; nothing marks a new start.
    pub(crate) fn goes_on(&self) -> bool {
        let last = &self.last.facts;
        if self.tight() && (self.halves() || is_letter_alone(&self.last.text) || self.names_place())
        {
            return true;
        }
        let gaps_tell = self.measure.gaps_tell && self.before != Before::Page;
        if self.before == Before::Boundary {
            return self.lower() && last.unfinished;
        }
        if self.lower() {
            let gap_joins = self.tight() || (!gaps_tell && self.near());
            return if last.terminal { gap_joins && self.wraps() } else { self.near() };
        }
        if self.tight() {
            if last.chars > self.measure.longest {
                return last.unfinished;
            }
            let number = self.line.text.starts_with(|c: char| c.is_ascii_digit());
            if self.first && !last.terminal && self.measure.breaks_early(last.chars, self.length())
            {
                return true;
            }
            return match (last.terminal, self.measure.gaps_tell) {
                (true, true) => {
                    self.wraps() && self.measure.edge.is_none_or(|edge| self.length() > edge)
                }
                (true, false) => self.wraps_surely() && !self.last.text.ends_with(':'),
                // Where empty lines part paragraphs, only a clearly short line ends one without.
                (false, true) => last.unfinished || self.length() * 5 >= self.measure.wrap * 4,
                // A heading line stands alone unless it fills the line.
                (false, false) if self.is_heading() => last.unfinished || self.wraps_surely(),
                (false, false) => last.unfinished || self.length() * 10 >= self.measure.wrap * 9,
            } || (number && ends_before_number(&self.last.text));
        }
        !gaps_tell && self.near() && !last.terminal && self.wraps_surely()
    }
}

/// Whether something marks the line as the start of a new thing.
pub(crate) fn starts_anew(pair: &Pair) -> bool {
    let (last, line) = (&pair.last.facts, &pair.line.facts);
    if last.broken_symbol && pair.near() && line.start != Start::Bullet {
        return false;
    }
    if pair.halves() {
        return false;
    }
    match line.start {
        Start::Division | Start::Formal => true,
        Start::Bullet => {
            !(last.unfinished && pair.tight() && pair.line.text.starts_with(['–', '+', '*']))
        }
        Start::WeakBullet => last.terminal || !pair.near() || !pair.wraps(),
        Start::Label => {
            // `Điều` at the end of a line and its number on the next.
            let word = !pair.last.text.contains(' ') && last.chars > 3;
            let asked = ends_before_number(&pair.last.text);
            !(asked && pair.tight() && (word || pair.wraps()))
        }
        Start::Lower => false,
        Start::Other => {
            is_type_line(&pair.line.text)
                || is_type_line(&pair.last.text)
                || indented(pair)
                || changes_face(pair)
                || closes_bracket(pair)
                || (!last.terminal && !last.unfinished && cites_basis(&pair.line.text))
                || (last.terminal
                    && (pair.line.text.starts_with('(') || opens_basis(&pair.line.text)))
                || (last.start == Start::Division && last.chars < 30 && !runs_in(&pair.last.text))
                || (last.start == Start::Formal && !pair.wraps_surely())
        }
    }
}

/// An article whose text begins in the line of its label: `Điều 1. Ban hành kèm theo`.
fn runs_in(text: &str) -> bool {
    let words = vanban_text::fold(text);
    words.starts_with("dieu ") && words.split_whitespace().count() > 2
}

/// A note in brackets (`(Ban hành kèm theo ...)`) that is closed has ended.
fn closes_bracket(pair: &Pair) -> bool {
    let text = &pair.last.text;
    let count = |mark: char| text.matches(mark).count();
    let closed = text.ends_with(')') && count(')') >= count('(');
    closed && (text.starts_with('(') || (count(')') > count('(') && !pair.wraps_surely()))
}

/// Each legal basis is a paragraph of its own.
fn opens_basis(text: &str) -> bool {
    let text = vanban_text::fold(text);
    ["can cu ", "xet de nghi ", "xet to trinh ", "theo de nghi "]
        .iter()
        .any(|start| text.starts_with(start))
}

/// `Thực hiện Kế hoạch số ...` under a title that no full stop ends: what a document goes by opens a paragraph.
fn cites_basis(text: &str) -> bool {
    const TYPES: [&str; 12] = [
        "luat",
        "nghi quyet",
        "nghi dinh",
        "quyet dinh",
        "chi thi",
        "ke hoach",
        "cong van",
        "thong tu",
        "chuong trinh",
        "thong bao",
        "ket luan",
        "cong dien",
    ];
    let capital = text.starts_with(char::is_uppercase);
    let folded = vanban_text::fold(text);
    let opening = ["thuc hien ", "can cu ", "trien khai thuc hien ", "trien khai "];
    let rest = opening.iter().find_map(|words| folded.strip_prefix(words));
    capital && rest.is_some_and(|rest| TYPES.iter().any(|name| rest.starts_with(name)))
}

/// After `ngày`, `tháng`, `số`, `Điều` a number is no label.
pub(crate) fn ends_before_number(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["ngay", "thang", "nam", "so", "quy", "muc", "khoan", "diem", "dieu", "luc", "den", "tu"];
    let word = vanban_text::fold(text.rsplit(char::is_whitespace).next().unwrap_or_default());
    let word = word.trim_end_matches(':');
    WORDS.contains(&word) && (word != "so" || text.ends_with(':') || asks_for_number(text))
}

/// A first line set in: texts that keep their indents mark paragraphs with them.
fn indented(pair: &Pair) -> bool {
    pair.measure.indents_tell && pair.line.indent >= pair.last.indent + 3
}

/// A bold line and a plain one are heading and text.
fn changes_face(pair: &Pair) -> bool {
    pair.last.style.bold != pair.line.style.bold && !pair.last.facts.unfinished
}
