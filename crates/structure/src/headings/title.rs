//! The words of a heading: to the end of its paragraph, to the colon of a run-in heading, or on the lines below.

use vanban_text::{Span, collapse_spaces, fold, quoted};

use crate::{
    label::{Kind, Label, parse_label},
    view::{View, is_bullet, is_upper, word_count},
};

/// A heading's words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Title {
    /// Quoted.
    pub(crate) words: String,
    /// Where it ends in the document's text.
    pub(crate) end: usize,
    /// Whether its text goes on in the same paragraph.
    pub(crate) run_in: bool,
    /// Whether the words are a whole sentence of an article, and no title.
    pub(crate) sentence: bool,
    /// How many blocks the heading covers.
    pub(crate) blocks: usize,
}

/// Longest run-in title, in words.
const RUN_IN_WORDS: usize = 22;

/// The title of the heading whose paragraph is `blocks[0]`; `blocks` goes on to the end of the part.
pub(crate) fn title(view: &View<'_>, blocks: &[usize], label: &Label) -> Title {
    let text = &view.document.text;
    let start = view.text_start(blocks[0]) + label.end;
    let own = Span::new(start, view.blocks[blocks[0]].span.end).trim(text);
    if let Some(colon) = run_in(own.of(text)) {
        let span = Span::new(own.start, own.start + colon);
        return Title {
            words: words(span.of(text)),
            end: span.end + 1,
            run_in: true,
            sentence: false,
            blocks: 1,
        };
    }
    if let Some(end) = body_line(view, blocks[0], own) {
        let span = Span::new(own.start, end);
        return Title {
            words: words(span.of(text)),
            end,
            run_in: true,
            sentence: false,
            blocks: 1,
        };
    }
    // A label on a line of its own has its words on the next.
    let named = super::always_heads(label.kind) || own.is_empty();
    if label.kind == Kind::Article && is_sentence(own.of(text)) && !holds_parts(view, blocks) {
        let end = view.text_start(blocks[0]) + label.end;
        let end = Span::new(view.text_start(blocks[0]), end).trim(text).end;
        return Title { words: String::new(), end, run_in: true, sentence: true, blocks: 1 };
    }
    let mut title = Title {
        words: words(own.of(text)),
        end: own.end.max(Span::new(view.blocks[blocks[0]].span.start, start).trim(text).end),
        run_in: false,
        sentence: false,
        blocks: 1,
    };
    let mut pieces = vec![own.of(text).to_owned()];
    for &next in &blocks[1..] {
        let goes_on = continues(view, &pieces.join(" "), next, named && title.blocks < 4);
        if !goes_on || next != blocks[0] + title.blocks {
            break;
        }
        pieces.push(view.text(next).to_owned());
        title.blocks += 1;
        title.end = view.blocks[next].span.end;
    }
    title.words = words(&pieces.join(" "));
    title
}

/// Whether an article's sentence heads numbered parts: `Điều 1. Phê duyệt Đề án ... như sau:` above `I. MỤC TIÊU`.
fn holds_parts(view: &View<'_>, blocks: &[usize]) -> bool {
    let below = blocks.get(1).filter(|next| !view.is_table(**next)).map(|next| view.text(*next));
    let part = below
        .and_then(parse_label)
        .is_some_and(|label| label.kind == Kind::Roman && label.ordinal() == 1);
    part && view.text(blocks[0]).trim_end().ends_with(':')
}

/// Where a body's name that fills the first line of a joined paragraph ends: `3. Sở Y tế` above the sentences
/// on what it does, with nothing between that would have told the two apart.
fn body_line(view: &View<'_>, block: usize, own: Span) -> Option<usize> {
    let paragraph = view.paragraph(block)?;
    let lines = view.document.lines.get(paragraph.lines.clone())?;
    let text = &view.document.text;
    let (first, second) = (lines.first()?, lines.get(1)?);
    let head = Span::new(own.start, first.span.end).of(text);
    let tail = second.span.of(text);
    let capital = tail.chars().next().is_some_and(char::is_uppercase);
    let whole = own.of(text).trim_end();
    let ends = head.ends_with(|c: char| c.is_alphanumeric());
    let sentence = whole.ends_with(['.', ';']) && word_count(whole) > 25;
    let connected = ["và", "của", "các", "về", "số", "với"]
        .iter()
        .any(|word| head.strip_suffix(word).is_some_and(|rest| rest.ends_with(' ')));
    (capital && ends && !connected && sentence && names_body(head) && is_deed(tail))
        .then_some(first.span.end)
}

/// Whether a heading begins with the name of a body.
pub(crate) fn names_body(text: &str) -> bool {
    const BODIES: [&str; 35] = [
        "sở ",
        "các sở",
        "ubnd",
        "ủy ban",
        "uỷ ban",
        "văn phòng",
        "công an",
        "phòng ",
        "ban ",
        "trung tâm",
        "báo ",
        "đài ",
        "hội ",
        "các phòng",
        "các cơ quan",
        "cơ quan ",
        "các đơn vị",
        "trạm ",
        "trường",
        "các trường",
        "bộ ",
        "đề nghị",
        "thuế ",
        "thủ trưởng",
        "chủ tịch",
        "giám đốc",
        "bộ trưởng",
        "người đứng đầu",
        "các bộ",
        "các địa phương",
        "các tổ chức",
        "kho bạc",
        "bảo hiểm xã hội",
        "ngân hàng nhà nước",
        "liên minh hợp tác xã",
    ];
    let lower = text.to_lowercase();
    BODIES.iter().any(|body| lower.starts_with(body))
}

/// The same, told from deeds and cases that begin alike: `Ban hành ...`, `Báo cáo ...`, `Trường hợp ...`.
fn is_body(text: &str) -> bool {
    const OTHERS: [&str; 10] = [
        "ban hành",
        "báo cáo",
        "trường hợp",
        "phòng ngừa",
        "phòng trừ",
        "hội nghị",
        "hội thảo",
        "bộ tiêu",
        "bộ thủ",
        "đề nghị",
    ];
    let lower = text.to_lowercase();
    names_body(text) && !OTHERS.iter().any(|other| lower.starts_with(other))
}

/// Whether a line begins with what a body is told to do.
fn is_deed(text: &str) -> bool {
    const DEEDS: [&str; 22] = [
        "chủ trì",
        "phối hợp",
        "chỉ đạo",
        "tổ chức",
        "tăng cường",
        "hướng dẫn",
        "xây dựng",
        "triển khai",
        "thực hiện",
        "tham mưu",
        "theo dõi",
        "chủ động",
        "căn cứ",
        "là cơ quan",
        "có trách nhiệm",
        "tiếp tục",
        "đẩy mạnh",
        "kiểm tra",
        "bố trí",
        "rà soát",
        "tuyên truyền",
        "tổng hợp",
    ];
    let lower = text.to_lowercase();
    DEEDS.iter().any(|deed| lower.starts_with(deed))
}

/// Quoted, without the marks of Markdown and the colon that closes a heading.
fn words(text: &str) -> String {
    let plain = collapse_spaces(&text.replace("**", " ").replace("__", " "));
    let plain = plain.trim_matches(['*', '_', ' ']);
    // The next label, drawn to the end of the line by a bold face that ends there.
    let plain = plain.strip_suffix(" a)").or(plain.strip_suffix(" 1.")).unwrap_or(plain);
    quoted(without_blank(plain).trim_end_matches([':', ' ', '*']))
}

/// Words without the dots of a blank to fill in (`Tự xếp loại: ........`).
fn without_blank(words: &str) -> &str {
    let bare = words.trim_end_matches(['.', '…', ' ']);
    let dots = &words[bare.len()..];
    if dots.contains('…') || dots.matches('.').count() > 2 { bare } else { words }
}

/// Whether block `next` is a further line of the heading that reads `so_far`.
fn continues(view: &View<'_>, so_far: &str, next: usize, named: bool) -> bool {
    if view.is_table(next) {
        return false;
    }
    let text = view.text(next);
    if is_bullet(text) || parse_label(text).is_some() || text.starts_with('(') {
        return false;
    }
    let so_far = so_far.trim_end_matches(['*', ' ']);
    if so_far.is_empty() {
        // `Phần I` on a line of its own: the title is the line below.
        return named && word_count(text) < 50 && !text.ends_with(['.', ';', ':']);
    }
    let ended = so_far.ends_with(['.', ';', ':', '!', '?']);
    let small = text.chars().next().is_some_and(char::is_lowercase);
    let capitals = is_upper(so_far) && is_upper(text);
    let length = word_count(so_far) + word_count(text);
    !ended
        && ((small && length < 70)
            || (capitals && length < 60 && (named || !view.blocks_gap(next))))
}

/// Byte of the colon after a run-in title (`Sở Y tế: Chủ trì, phối hợp ...`).
///
/// The words before the colon are short and no sentence; those after it begin anew and go on for a while.
/// `... như sau: a`, `Tỷ lệ ...: Đạt 70%` are none.
pub(crate) fn run_in(text: &str) -> Option<usize> {
    let colon = text.match_indices(':').map(|(at, _)| at).find(|at| {
        let head = &text[..*at];
        head.matches('(').count() <= head.matches(')').count()
    })?;
    let head = text[..colon].trim_matches(['*', ' ']);
    let tail = text[colon + 1..].trim_matches(['*', ' ', '_']);
    let last = fold(head.rsplit(' ').next()?);
    let introduces =
        ["sau", "gom", "nhu", "la", "rang", "gom:", "voi", "ve"].contains(&last.as_str());
    let inner_stop = head.contains(". ") || head.contains(';');
    let clock = head.ends_with(|c: char| c.is_ascii_digit())
        && tail.starts_with(|c: char| c.is_ascii_digit());
    let begins = tail.trim_start_matches(['“', '"', '-', '–', '(', ' ']).chars().next();
    let anew = begins.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        || is_body(head) && is_deed(tail);
    let measured = ["ty le", "so luong", "ti le", "chi so", "100%"]
        .iter()
        .any(|start| fold(head).starts_with(start));
    let count = word_count(head);
    ((1..=RUN_IN_WORDS).contains(&count)
        && !introduces
        && !inner_stop
        && !clock
        && anew
        && !measured
        && !lists_doers(head, tail)
        && word_count(tail) >= 4)
        .then_some(colon)
}

/// Whether the colon lists bodies whose heads are the subject of the sentence, as in the last article of a decision:
/// `Giám đốc các Sở: Tài chính, Nội vụ ... chịu trách nhiệm thi hành Quyết định này`.
fn lists_doers(head: &str, tail: &str) -> bool {
    const DOERS: [&str; 7] =
        ["giam doc", "truong", "chanh", "thu truong", "chu tich", "cuc truong", "cac"];
    const CARRY_OUT: [&str; 3] =
        ["trach nhiem thi hanh quyet dinh", "quyet dinh thi hanh", "quyet dinh nay thi hanh"];
    let (head, said) = (fold(head), fold(tail));
    DOERS.iter().any(|doer| head.starts_with(doer))
        && CARRY_OUT.iter().any(|words| said.contains(words))
        && !["chiu ", "co trach nhiem "].iter().any(|verb| said.starts_with(verb))
}

/// Whether an article's words are its text, not its title: a sentence with a full stop, or a long one.
fn is_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['*', ' ']);
    let words = word_count(text);
    (words > 12 && text.ends_with(['.', ';', ':']))
        || words > 30
        || text.contains(". ") && words > 12
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_in_title_ends_at_its_colon() {
        for (text, want) in [
            ("Sở Y tế: Chủ trì, phối hợp với các đơn vị triển khai.", Some("Sở Y tế")),
            ("Lĩnh vực Nội vụ: Xây dựng kho dữ liệu hồ sơ điện tử", Some("Lĩnh vực Nội vụ")),
            (
                "Kinh phí thực hiện: Từ nguồn ngân sách địa phương năm 2027.",
                Some("Kinh phí thực hiện"),
            ),
            ("Thực hiện các nhiệm vụ sau: Rà soát, thống kê toàn bộ hồ sơ", None),
            ("Sở Y tế: chủ trì, phối hợp với các đơn vị triển khai.", Some("Sở Y tế")),
            (
                "Giám đốc các Sở: Tài chính, Nội vụ và Chủ tịch UBND xã chịu trách nhiệm thi hành Quyết định này.",
                None,
            ),
            ("Trưởng các phòng: Tổ chức, Kinh tế chịu trách nhiệm thi hành Quyết định.", None),
            ("Trưởng các phòng: Kinh tế, Văn hóa căn cứ Quyết định thi hành.", None),
            (
                "Tổ chức thực hiện: Các phòng của xã chịu trách nhiệm thi hành Quyết định này.",
                Some("Tổ chức thực hiện"),
            ),
            (
                "Chủ tịch UBND các xã: Chịu trách nhiệm thi hành kế hoạch tại xã.",
                Some("Chủ tịch UBND các xã"),
            ),
            ("Báo cáo kết quả: tổng hợp số liệu của các đơn vị", None),
            ("Sở Y tế: cơ quan thường trực của Ban Chỉ đạo", None),
            ("Mục tiêu chung:", None),
            ("Tỷ lệ hộ nghèo giảm: Đạt 70% vào cuối năm 2027", None),
            (
                "Các cơ quan (gồm: Sở Y tế, Sở Nội vụ): Chủ trì rà soát hồ sơ",
                Some("Các cơ quan (gồm: Sở Y tế, Sở Nội vụ)"),
            ),
            ("Họp lúc 7:30 tại trụ sở xã và các thôn", None),
        ] {
            assert_eq!(run_in(text).map(|at| &text[..at]), want, "{text}");
        }
    }

    #[test]
    fn closing_marks_are_not_title() {
        assert_eq!(words("Mục tiêu chung:"), "Mục tiêu chung");
        assert_eq!(words("**Yêu cầu**."), "Yêu cầu");
        assert_eq!(words("Kinh phí ;"), "Kinh phí");
        assert_eq!(words("Tự xếp loại: ....... ......"), "Tự xếp loại");
    }
}
