//! Headings against items: siblings are weighed together.

use super::{Candidate, always_heads, title::names_body};
use crate::{
    label::Kind,
    view::{View, in_capitals, is_bullet, word_count},
};

/// For each candidate its confidence as a heading; `None` for an item of a list.
pub(crate) fn headings(
    view: &View<'_>,
    blocks: &[usize],
    candidates: &[Candidate],
) -> Vec<Option<f32>> {
    let own: Vec<f32> =
        (0..candidates.len()).map(|i| weight(view, blocks, candidates, i)).collect();
    let mut kept: Vec<Option<f32>> = vec![None; candidates.len()];
    for i in 0..candidates.len() {
        let candidate = &candidates[i];
        if always_heads(candidate.label.kind) {
            kept[i] = Some(0.98);
            continue;
        }
        if !candidate.in_sequence {
            continue;
        }
        // Under an item there are only items.
        if candidate.parent.is_some_and(|parent| kept[parent].is_none()) {
            continue;
        }
        let siblings: Vec<f32> = (0..candidates.len())
            .filter(|j| {
                candidates[*j].in_sequence
                    && candidates[*j].parent == candidate.parent
                    && candidates[*j].label.kind == candidate.label.kind
            })
            .map(|j| own[j].max(-4.0))
            .collect();
        let mean = siblings.iter().sum::<f32>() / siblings.len() as f32;
        let value = 0.7 * mean + 0.3 * own[i];
        // A body's name with its own list under it heads a section, whatever stands beside it.
        if value <= 0.0 && own[i] >= ALONE && names_body(&candidate.title.words) {
            kept[i] = Some(0.65);
        }
        if value > 0.0 && own[i] > ITEM {
            kept[i] = Some((0.6 + value / 8.0).min(0.97));
        }
    }
    kept
}

/// Whatever its siblings are, a sentence with nothing under it is an item.
const ITEM: f32 = -50.0;

/// So much a candidate looks like a heading among items: short, unpunctuated, with content under it.
const ALONE: f32 = 2.0;

/// How much a candidate looks like a heading: above zero it does.
fn weight(view: &View<'_>, blocks: &[usize], candidates: &[Candidate], i: usize) -> f32 {
    let candidate = &candidates[i];
    let text = view.text(candidate.block);
    let title = text[candidate.label.end..].trim_end_matches(['*', ' ', '_']);
    let mut weight = prior(candidate.label.kind);
    let style = view.paragraph(candidate.block).map(|paragraph| &paragraph.style);
    let set_off = in_capitals(&candidate.title.words) || style.is_some_and(|style| style.bold);
    if set_off {
        weight += 2.5;
    } else if style.is_some_and(|style| style.heading.is_some()) {
        weight += 1.5;
    }
    let below = below(view, blocks, candidates, i);
    if candidate.title.run_in {
        let length = match word_count(&candidate.title.words) {
            0..=8 => 1.5,
            9..=14 => 0.8,
            _ => 0.0,
        };
        return weight + length + if below == Below::Assignment { -1.0 } else { 0.0 };
    }
    let numbered = matches!(candidate.label.kind, Kind::Number(_) | Kind::Roman);
    let words = word_count(title);
    // A label whose words are a sentence of their own on the next line.
    if candidate.title.words.is_empty() && !always_heads(candidate.label.kind) {
        return ITEM - 1.0;
    }
    if !set_off && below == Below::Nothing && words > 12 && title.ends_with(['.', ';']) {
        return ITEM - 1.0;
    }
    weight += match words {
        0 => -1.0,
        1..=15 => 0.8,
        16..=30 => 0.0,
        31..=45 => -0.8,
        _ => -2.0,
    };
    let content = below != Below::Nothing;
    weight += match title.chars().last() {
        Some('.') if content => -0.75,
        Some('.') => -1.5,
        Some(';') => -2.5,
        Some(',') => -2.0,
        Some(':') if introduces(title) => -2.0,
        Some(':') if words <= 25 => 1.0,
        Some(':') => -0.5,
        _ => 1.2,
    };
    if title.contains(". ") {
        weight -= 2.0;
    }
    if title.starts_with(|c: char| c.is_ascii_digit() || c.is_lowercase()) {
        weight -= 1.5;
    }
    weight += match below {
        Below::Nothing => -1.5,
        Below::Content => 1.2,
        Below::Assignment if set_off => 0.0,
        // A title with its bodies and dates under it; a sentence with them is a task.
        Below::Assignment if numbered && !title.ends_with(['.', ';']) => 0.5,
        Below::Assignment => -3.0,
    };
    weight
}

/// Whether a clause only introduces the list under it: `... theo các hình thức sau:`, `... bao gồm:`.
fn introduces(title: &str) -> bool {
    let folded = vanban_text::fold(title.trim_end_matches([':', ' ']));
    ["sau", "sau day", "gom", "ap dung doi voi"]
        .iter()
        .any(|end| folded.strip_suffix(end).is_some_and(|rest| rest.ends_with(' ')))
}

fn prior(kind: Kind) -> f32 {
    match kind {
        Kind::Roman => 3.0,
        Kind::Capital => 2.0,
        Kind::Number(1) => 0.0,
        Kind::Number(_) => 0.3,
        Kind::Letter | Kind::NumberParen => -0.5,
        _ => -2.0,
    }
}

/// What stands under a labelled paragraph before the next label of its level or above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Below {
    Nothing,
    Content,
    /// `Chủ trì: ...`, `Phối hợp: ...`, `Thời gian: ...` at once: a task.
    Assignment,
}

fn below(view: &View<'_>, blocks: &[usize], candidates: &[Candidate], i: usize) -> Below {
    let candidate = &candidates[i];
    let at = blocks.partition_point(|block| *block < candidate.block + candidate.title.blocks);
    let Some(&next) = blocks.get(at) else { return Below::Nothing };
    if view.is_table(next) {
        return Below::Content;
    }
    if is_assignment(view.folded(next)) {
        return Below::Assignment;
    }
    match candidates.get(i + 1).filter(|after| after.block == next) {
        Some(after) if after.parent == Some(i) => Below::Content,
        Some(_) => Below::Nothing,
        None if closes(view, next) => Below::Nothing,
        None => Below::Content,
    }
}

/// The closing sentence of a plan (`Trên đây là Kế hoạch ...`) is not content of its last item.
fn closes(view: &View<'_>, i: usize) -> bool {
    let folded = view.folded(i);
    !is_bullet(view.text(i))
        && (folded.starts_with("tren day la")
            || folded.contains("./.")
            || folded.starts_with("trong qua trinh")
            || folded.starts_with("yeu cau cac "))
}

/// Lines that say who does a task and until when.
pub(crate) fn is_assignment(folded: &str) -> bool {
    const WORDS: [&str; 16] = [
        "chu tri",
        "co quan chu tri",
        "don vi chu tri",
        "phong chu tri",
        "phoi hop",
        "co quan phoi hop",
        "don vi phoi hop",
        "co quan thuc hien",
        "don vi thuc hien",
        "don vi, ca nhan",
        "thoi gian",
        "thoi han",
        "trach nhiem thuc hien",
        "phan cong thuc hien",
        "co quan, don vi",
        "tien do",
    ];
    let line = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(start) = WORDS.iter().find(|word| line.starts_with(**word)) else { return false };
    // The colon follows soon: `Chủ trì thực hiện: ...`.
    line[start.len()..].chars().take(30).any(|c| c == ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_before_lists_are_told_from_titles() {
        assert!(introduces("Người nộp phí nộp theo các hình thức sau:"));
        assert!(introduces("Hồ sơ bao gồm:"));
        assert!(!introduces("Mục tiêu đến năm 2030:"));
        assert!(!introduces("Sở Y tế:"));
    }

    #[test]
    fn assignment_lines_have_a_name_and_a_colon() {
        assert!(is_assignment("- chu tri thuc hien: phong kinh te"));
        assert!(is_assignment("don vi phoi hop: so noi vu"));
        assert!(is_assignment("+ thoi gian hoan thanh: quy ii/2027"));
        assert!(!is_assignment("- chu tri, phoi hop voi so noi vu trien khai"));
        assert!(!is_assignment("thoi gian qua, cong tac nay"));
    }
}
