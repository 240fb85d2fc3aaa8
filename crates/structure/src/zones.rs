//! Where the formal parts of a document stand (Nghị định 30/2020/NĐ-CP, phụ lục I).

use std::ops::Range;

use vanban_document::Zones;
use vanban_text::{Span, fold};

use crate::{
    annex::{AnnexHead, annex_heads, is_note},
    doctype::type_prefix,
    label::parse_label,
    view::{BlockKind, View, is_bullet, is_upper, word_count},
};

/// Zones, and the blocks that hold sections: ranges of [`View::blocks`].
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) zones: Zones,
    pub(crate) annexes: Vec<AnnexHead>,
    /// Blocks of the letterhead, the recipients and the signature: no tables and no headings in them.
    pub(crate) formal: Vec<Range<usize>>,
    /// Body, attached document, annexes: each numbered on its own.
    pub(crate) parts: Vec<Part>,
}

/// A run of blocks with its own numbering.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) blocks: Range<usize>,
    /// Index in [`Layout::annexes`].
    pub(crate) annex: Option<usize>,
    /// Whether it is the attached document.
    pub(crate) attached: bool,
}

/// How many blocks may stand before the type line; web pages carry menus before the letterhead.
const HEAD_REACH: usize = 120;

pub(crate) fn zones(view: &View<'_>) -> Layout {
    let mut layout = Layout::default();
    let body = head(view, &mut layout);
    let closings = closings(view, body);
    let signed = closings.first().map_or(body, |closing| closing.blocks.end);
    layout.annexes = annex_heads(view, body, signed);
    let attached = attached(view, body, &layout, &closings);
    let mut starts: Vec<(usize, usize, Option<usize>)> =
        layout.annexes.iter().enumerate().map(|(i, a)| (a.first, a.content, Some(i))).collect();
    if let Some((first, content)) = attached {
        layout.zones.attached = cover(view, first..content);
        starts.push((first, content, None));
    }
    starts.sort_unstable();
    let mut part = Part { blocks: body..body, annex: None, attached: false };
    for (first, content, annex) in starts {
        part.blocks.end = first.max(part.blocks.start);
        layout.parts.push(part);
        part = Part { blocks: content..content, annex, attached: annex.is_none() };
    }
    part.blocks.end = view.blocks.len();
    layout.parts.push(part);
    close(view, &mut layout, &closings);
    layout
}

/// Finds letterhead, type line, title; returns the first block after them.
fn head(view: &View<'_>, layout: &mut Layout) -> usize {
    let reach = view.blocks.len().min(HEAD_REACH);
    let first_heading = (0..reach).find(|i| opens_body(view, *i)).unwrap_or(reach);
    let type_line = (0..first_heading).find(|i| type_line_end(view, *i).is_some());
    let Some(type_line) = type_line else {
        return type_in_table(view, layout, first_heading)
            .unwrap_or_else(|| letter_head(view, layout, first_heading));
    };
    let end = type_line_end(view, type_line).unwrap_or(0);
    let start = view.text_start(type_line);
    layout.zones.type_line = Some(Span::new(start, start + end));
    layout.zones.letterhead = cover(view, 0..type_line);
    layout.formal.push(0..type_line + 1);
    let rest = Span::new(start + end, view.blocks[type_line].span.end);
    let rest = trim_marks(&view.document.text, rest);
    let mut body = type_line + 1;
    while body < view.blocks.len() && continues_title(view, type_line, body, !rest.is_empty()) {
        body += 1;
    }
    let lines = cover(view, type_line + 1..body);
    let title = match (rest.is_empty(), lines) {
        (false, Some(lines)) => Some(rest.cover(lines)),
        (false, None) => Some(rest),
        (true, lines) => lines,
    };
    layout.zones.title = title;
    body
}

/// A type line in a cell of the table that sets the letterhead.
fn type_in_table(view: &View<'_>, layout: &mut Layout, reach: usize) -> Option<usize> {
    let text = &view.document.text;
    (0..reach).find_map(|i| {
        let BlockKind::Table(table) = view.blocks[i].kind else { return None };
        let cell = table.rows.iter().flatten().map(|cell| cell.span).find(|cell| {
            let words = cell.of(text);
            type_prefix(words).is_some_and(|end| words[end..].is_empty() || is_upper(&words[end..]))
        })?;
        let end = cell.start + type_prefix(cell.of(text))?;
        layout.zones.type_line = Some(Span::new(cell.start, end));
        layout.zones.title =
            Some(trim_marks(text, Span::new(end, cell.end))).filter(|t| !t.is_empty());
        layout.zones.letterhead = Some(Span::new(view.blocks[0].span.start, cell.start));
        layout.formal.push(0..i + 1);
        Some(i + 1)
    })
}

/// A công văn has no type line: its trích yếu follows `V/v` in the letterhead.
fn letter_head(view: &View<'_>, layout: &mut Layout, first_heading: usize) -> usize {
    let about = |i: usize| {
        let text = view.blocks[i].span.of(&view.document.text);
        ["V/v", "v/v", "V/V", "Về việc"].iter().find_map(|mark| {
            let at = text.find(mark)?;
            (at < 12 || view.is_table(i) || *mark != "Về việc").then_some(at + mark.len())
        })
    };
    let address = (0..first_heading).find(|i| view.folded(*i).starts_with("kinh gui"));
    let reach = address.unwrap_or(first_heading.min(20));
    if let Some((i, at)) = (0..reach).find_map(|i| Some((i, about(i)?))) {
        let span = view.blocks[i].span;
        layout.zones.title = Some(title_of_letter(view, i, Span::new(span.start + at, span.end)));
    }
    let Some(address) = address else { return 0 };
    layout.zones.letterhead = cover(view, 0..address);
    layout.formal.push(0..address);
    address
}

/// The words after `V/v`: to the end of its table cell, or over the lines that go on in small letters.
fn title_of_letter(view: &View<'_>, block: usize, after: Span) -> Span {
    let text = &view.document.text;
    let inside = match view.blocks[block].kind {
        BlockKind::Table(table) => {
            let cell = table.rows.iter().flatten().find(|cell| {
                cell.span.contains(Span::new(
                    after.start.min(cell.span.end),
                    after.start.min(cell.span.end),
                )) && cell.span.end > after.start
            });
            cell.map_or(after, |cell| Span::new(after.start, cell.span.end))
        }
        BlockKind::Paragraph(_) => {
            let more = (block + 1..view.blocks.len()).take(4).take_while(|i| {
                !view.is_table(*i) && view.text(*i).chars().next().is_some_and(char::is_lowercase)
            });
            more.fold(after, |all, i| all.cover(view.blocks[i].span))
        }
    };
    trim_marks(text, inside)
}

/// How much of block `i` is the type line, if it is one.
fn type_line_end(view: &View<'_>, i: usize) -> Option<usize> {
    view.paragraph(i)?;
    let text = view.text(i);
    let end = type_prefix(text)?;
    let rest = text[end..].trim_matches(|c: char| c.is_whitespace() || c == '*');
    // `BÁO CÁO TÀI CHÍNH` in a running head, or a sentence in capitals, is no type line.
    (rest.is_empty() || rest == ":" || word_count(rest) < 120).then_some(end)
}

/// Whether block `i` starts the body for sure.
fn opens_body(view: &View<'_>, i: usize) -> bool {
    if view.is_table(i) {
        return false;
    }
    let folded = view.folded(i);
    folded.starts_with("dieu 1.")
        || folded.starts_with("can cu ")
        || parse_label(view.text(i)).is_some_and(|label| label.starts() && view.stands_out(i))
}

/// Whether block `i` still belongs to the title that follows the type line.
fn continues_title(view: &View<'_>, type_line: usize, i: usize, titled: bool) -> bool {
    if view.is_table(i) || parse_label(view.text(i)).is_some() {
        return false;
    }
    let text = view.text(i).trim_end_matches(['*', ' ']);
    let folded = view.folded(i);
    if folded.is_empty() || folded.chars().all(|c| !c.is_alphanumeric()) {
        // A rule under the title, or empty marks before it.
        return (i == type_line + 1 && !titled) || has_title_after(view, i);
    }
    if is_note(folded) || is_bullet(text) || is_authority(text) || opens_preamble(view, i) {
        return false;
    }
    let first = i == type_line + 1 && !titled;
    // A line may break before a number: `... giai đoạn / 2026 - 2030`.
    let small = text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    if first {
        return is_upper(text) || (word_count(text) < 100 && !text.ends_with([';', ':']));
    }
    let ended = |i: usize| view.text(i).trim_end_matches(['*', ' ']).ends_with(['.', ';', ':']);
    let alike = is_upper(text) == is_upper(view.text(i - 1))
        && view.stands_out(i)
        && !text.ends_with(['.', ';', ':', ',']);
    // `... ngày 22/8/2027 của`: the words are not whole yet.
    let open = ["của", "và", "về", "các", "với", "theo", "cho"]
        .iter()
        .any(|word| view.text(i - 1).strip_suffix(word).is_some_and(|rest| rest.ends_with(' ')));
    i <= type_line + 6 && !ended(i - 1) && (small || alike || open) && word_count(text) < 80
}

fn has_title_after(view: &View<'_>, i: usize) -> bool {
    i + 1 < view.blocks.len()
        && !view.is_table(i + 1)
        && is_upper(view.text(i + 1))
        && is_upper(view.text(i.saturating_sub(1)))
        && !is_authority(view.text(i + 1))
        && parse_label(view.text(i + 1)).is_none()
}

/// The line between a decision's title and its bases that names who decides.
fn is_authority(text: &str) -> bool {
    let folded = fold(text.trim_matches(|c: char| !c.is_alphanumeric()));
    is_upper(text)
        && [
            "uy ban nhan dan",
            "chu tich",
            "hoi dong nhan dan",
            "giam doc",
            "bo truong",
            "thu tuong",
            "chinh phu",
            "ban thuong vu",
            "quyet dinh",
            "hieu truong",
            "cuc truong",
            "tong giam doc",
            "chanh an",
            "vien truong",
        ]
        .iter()
        .any(|start| folded.starts_with(start))
}

/// Legal bases and the sentence of issue.
fn opens_preamble(view: &View<'_>, i: usize) -> bool {
    let folded = view.folded(i);
    let text = view.text(i).trim_end_matches(['*', ' ']);
    let starts = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    starts(&["can cu ", "kinh gui", "tren co so", "xet de nghi", "theo de nghi"])
        || (starts(&["thuc hien ", "trien khai ", "de ", "nham ", "theo ", "ngay ", "thuc hien:"])
            && text.ends_with(['.', ';', ':', ',']))
}

/// A closing: recipients and signature of the document or of an attached one.
#[derive(Clone, Debug)]
struct Closing {
    blocks: Range<usize>,
    recipients: Option<Span>,
    signature: Option<Span>,
}

/// Blocks from `Nơi nhận` or the signature's first line to its last.
fn closings(view: &View<'_>, body: usize) -> Vec<Closing> {
    let mut found = Vec::new();
    let mut i = body;
    while i < view.blocks.len() {
        let closing = match view.blocks[i].kind {
            BlockKind::Table(table) => table_closing(view, table)
                .map(|(recipients, signature)| Closing { blocks: i..i + 1, recipients, signature }),
            BlockKind::Paragraph(_) => paragraph_closing(view, i),
        };
        match closing {
            Some(closing) => {
                i = closing.blocks.end.max(i + 1);
                found.push(closing);
            }
            None => i += 1,
        }
    }
    without_samples(view, found)
}

/// Closings without those that a text only shows: guides to writing set sample signatures in the middle of
/// their sections. The document's own comes after them, with its recipients, and no other document between.
fn without_samples(view: &View<'_>, found: Vec<Closing>) -> Vec<Closing> {
    let shown = |closing: &Closing| {
        let from = closing.blocks.end;
        let own = found.iter().rfind(|own| own.blocks.start >= from && own.recipients.is_some());
        closing.recipients.is_none()
            && own.is_some_and(|own| !(from..own.blocks.start).any(|i| ends_closing(view, i)))
    };
    let keep: Vec<bool> = found.iter().map(|closing| !shown(closing)).collect();
    found.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(closing, _)| closing).collect()
}

/// A layout table of two cells: recipients on the left, signature on the right.
fn table_closing(
    view: &View<'_>,
    table: &vanban_document::RuledTable,
) -> Option<(Option<Span>, Option<Span>)> {
    let text = &view.document.text;
    let cells: Vec<Span> = table.rows.iter().flatten().map(|cell| cell.span).collect();
    if table.rows.len() > 8 || table.columns > 4 {
        return None;
    }
    let named =
        |span: &&Span| fold(span.of(text).trim_start_matches(['*', ' '])).starts_with("noi nhan");
    let recipients = cells.iter().find(named).copied();
    let signed = |span: &&Span| {
        let words = span.of(text).trim_start_matches(['*', ' ']);
        is_signature_start(words) && !words.is_empty()
    };
    let signature = cells
        .iter()
        .filter(|cell| Some(**cell) != recipients)
        .find(signed)
        .map(|first| Span::new(first.start, table.span.end));
    (recipients.is_some() || (signature.is_some() && table.rows.len() < 5))
        .then_some((recipients, signature))
}

fn paragraph_closing(view: &View<'_>, first: usize) -> Option<Closing> {
    let text = view.text(first);
    let folded = view.folded(first);
    let named = folded.starts_with("noi nhan") && !folded.starts_with("noi nhan va");
    let signed = is_signature_start(text) && word_count(text) < 16;
    if !named && !signed {
        return None;
    }
    // Who decides, in a decision: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH` before its bases.
    let bases =
        (first + 1..view.blocks.len()).take(3).any(|i| view.folded(i).starts_with("can cu"));
    if !named && bases {
        return None;
    }
    let mut end = first + 1;
    let mut signature = (!named).then_some(view.blocks[first].span);
    let mut recipients = named.then_some(view.blocks[first].span);
    let mut named_signer = false;
    while end < view.blocks.len() && end < first + 60 {
        let text = view.text(end);
        if view.is_table(end) || ends_closing(view, end) {
            break;
        }
        let span = view.blocks[end].span;
        let starts = is_signature_start(text) && word_count(text) < 16;
        if signature.is_none() && !starts {
            if !is_recipient_line(text) && !signature_near(view, end) {
                break;
            }
            recipients = Some(recipients.map_or(span, |all| all.cover(span)));
        } else if view.folded(end).starts_with("noi nhan") {
            // The signature may be set before the recipients.
            let tail = recipient_tail(view, end);
            recipients = cover(view, end..tail);
            end = tail;
            continue;
        } else if is_signature_line(text) && !(named_signer && is_upper(text)) {
            // Under the signer's name the block is over: what follows in capitals is a title.
            named_signer |= signature.is_some() && !is_upper(text) && !text.starts_with('(');
            signature = Some(signature.map_or(span, |all| all.cover(span)));
        } else {
            break;
        }
        end += 1;
        if named_signer && end < view.blocks.len() && !view.folded(end).starts_with("noi nhan") {
            break;
        }
    }
    Some(Closing { blocks: first..end, recipients, signature })
}

fn recipient_tail(view: &View<'_>, from: usize) -> usize {
    (from + 1..view.blocks.len())
        .take(40)
        .find(|i| view.is_table(*i) || ends_closing(view, *i) || !is_recipient_line(view.text(*i)))
        .unwrap_or((from + 41).min(view.blocks.len()))
}

fn is_recipient_line(text: &str) -> bool {
    let listed = !is_upper(text) || text.ends_with([';', '.', ',']);
    is_bullet(text) || (word_count(text) <= 30 && listed)
}

/// Whether a signature begins within the next lines: a line in capitals before it is a web page's.
fn signature_near(view: &View<'_>, i: usize) -> bool {
    (i + 1..view.blocks.len())
        .take(2)
        .any(|next| !view.is_table(next) && is_signature_start(view.text(next)))
}

fn is_signature_line(text: &str) -> bool {
    word_count(text) <= 14 && !text.ends_with([';', ':']) && !is_bullet(text)
}

fn ends_closing(view: &View<'_>, i: usize) -> bool {
    crate::annex::annex_label(view.text(i)).is_some()
        || type_line_end(view, i).is_some()
        || is_note(view.folded(i))
}

/// `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `T/L ...`, `CHỦ TỊCH`.
fn is_signature_start(text: &str) -> bool {
    const AUTHORITY: [&str; 12] =
        ["tm.", "t/m", "kt.", "k/t", "tl.", "t/l", "tuq.", "q.", "tm ", "kt ", "tl ", "tuq "];
    const POSITION: [&str; 16] = [
        "chu tich",
        "pho chu tich",
        "giam doc",
        "pho giam doc",
        "bo truong",
        "thu truong",
        "thu tuong",
        "pho thu tuong",
        "bi thu",
        "pho bi thu",
        "cuc truong",
        "hieu truong",
        "chanh van phong",
        "truong ban",
        "tong giam doc",
        "bo truong, chu nhiem",
    ];
    let folded = fold(text);
    let head: String = text.chars().take(18).collect();
    let capitals = is_upper(&head);
    capitals
        && (AUTHORITY.iter().any(|start| folded.starts_with(start))
            || (POSITION.iter().any(|start| folded.starts_with(start)) && word_count(text) <= 10))
}

/// `KẾ HOẠCH ... (Ban hành kèm theo Quyết định ...)` after the decision that promulgates it:
/// its first block and the first after its title and note.
fn attached(
    view: &View<'_>,
    body: usize,
    layout: &Layout,
    closings: &[Closing],
) -> Option<(usize, usize)> {
    let end = layout.annexes.first().map_or(view.blocks.len(), |annex| annex.first);
    let after = closings.first().map_or(body + 3, |closing| closing.blocks.end);
    (after..end).find_map(|i| {
        let line = type_line_end(view, i).is_some() || is_list_title(view, i);
        let note = (i..(i + 8).min(end)).find(|j| !view.is_table(*j) && holds_note(view, *j))?;
        let titled =
            (i..note).all(|j| j == i || view.stands_out(j) || word_count(view.text(j)) < 40);
        (line && titled && !view.text(i).ends_with(':')).then_some((i, note + 1))
    })
}

fn holds_note(view: &View<'_>, i: usize) -> bool {
    let folded = view.folded(i);
    is_note(folded) || folded.contains("(ban hanh kem theo") || folded.contains("(kem theo")
}

fn is_list_title(view: &View<'_>, i: usize) -> bool {
    let folded = view.folded(i);
    is_upper(view.text(i))
        && ["danh muc", "bang ", "chi tieu"].iter().any(|s| folded.starts_with(s))
}

/// Fills in what depends on the closings: recipients, signature, preamble, body.
fn close(view: &View<'_>, layout: &mut Layout, closings: &[Closing]) {
    let first_part = layout.parts.first().map_or(0..0, |part| part.blocks.clone());
    let main = closings
        .iter()
        .find(|closing| {
            closing.blocks.start >= first_part.start && closing.blocks.end <= first_part.end + 1
        })
        .or(closings.first());
    if let Some(closing) = main {
        layout.zones.recipients = closing.recipients;
        layout.zones.signature = closing.signature;
    }
    for closing in closings {
        layout.formal.push(closing.blocks.clone());
        for part in &mut layout.parts {
            // What follows the signature and is neither annex nor attached belongs to no section.
            if part.blocks.contains(&closing.blocks.start) {
                part.blocks.end = closing.blocks.start;
            }
        }
    }
    let body = layout.parts.first().map_or(0..0, |part| part.blocks.clone());
    let opens = body.clone().find(|i| starts_first_section(view, *i)).unwrap_or_else(|| {
        let introduced = |i: &usize| {
            let text = view.text(*i).trim_end_matches(['*', ' ']);
            text.ends_with(':') && !view.is_table(*i)
        };
        body.clone().take(25).find(introduced).map_or(body.start, |i| i + 1)
    });
    layout.zones.preamble = cover(view, body.start..opens);
    layout.zones.body = cover(view, opens..body.end);
}

/// The first heading: `I.`, `1.`, `Điều 1`, `Phần I`.
fn starts_first_section(view: &View<'_>, i: usize) -> bool {
    !view.is_table(i) && parse_label(view.text(i)).is_some_and(|label| label.starts())
}

fn cover(view: &View<'_>, blocks: Range<usize>) -> Option<Span> {
    let first = view.blocks.get(blocks.start)?;
    let last = view.blocks.get(blocks.end.checked_sub(1)?)?;
    (blocks.start < blocks.end).then(|| Span::new(first.span.start, last.span.end))
}

fn trim_marks(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    let trimmed = inside.trim_start_matches(|c: char| c.is_whitespace() || "*:_".contains(c));
    let start = span.start + inside.len() - trimmed.len();
    Span::new(
        start,
        start + trimmed.trim_end_matches(|c: char| c.is_whitespace() || "*_".contains(c)).len(),
    )
}
