//! Where a citation stands: among the legal bases, or in the body.

use vanban_document::{Document, Structure};
use vanban_record::Role;
use vanban_text::{Folded, Span, fold};

/// The stretches of a document where citations are bases: what is said before the body to rest on or to carry out,
/// and sections called CĂN CỨ.
#[derive(Debug)]
pub(super) struct Roles {
    bases: Vec<Span>,
}

impl Roles {
    /// The bases of a document.
    pub(super) fn new(document: &Document, structure: &Structure) -> Self {
        let body = body_start(document, structure);
        let mut bases = stated_bases(&document.text[..leading_bases(document, body)]);
        for (i, section) in structure.sections.iter().enumerate() {
            if !fold(&section.title).starts_with("can cu") {
                continue;
            }
            let next = structure.sections[i + 1..].iter().find(|next| next.level <= section.level);
            let end = next.map_or(section.body.end, |next| next.heading.start);
            bases.push(Span::new(section.heading.start, end));
        }
        if structure.sections.is_empty() {
            bases.extend(base_headings(document));
        }
        Self { bases }
    }

    /// The role of a citation at `span`.
    pub(super) fn role(&self, span: Span) -> Role {
        let basis = self.bases.iter().any(|base| base.contains(span));
        if basis { Role::Basis } else { Role::Mention }
    }
}

/// Where the body starts: the first heading after the preamble, `Điều 1`, or the end of the sentence of issue.
fn body_start(document: &Document, structure: &Structure) -> usize {
    let zones = &structure.zones;
    let title_end = zones.title.or(zones.type_line).map_or(0, |span| span.end);
    let first =
        structure.sections.iter().map(|section| section.heading.start).find(|at| *at >= title_end);
    let preamble = zones.preamble.map(|preamble| preamble.end);
    let body = zones.body.map(|body| body.start);
    match preamble.or(body).into_iter().chain(first).min() {
        Some(at) => at,
        None => heading_start(document),
    }
}

/// Of the words before the body those that rest on something or carry it out, each paragraph from the word that says
/// so on: `Căn cứ`, `Thực hiện`, `Theo`, `Xét`, `Sau khi nghe`. A letter that came in or a law just passed is only told about. What
/// a semicolon, a comma or a page parts from such words goes on with them.
fn stated_bases(leading: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for line in leading.split_inclusive('\n') {
        let words = line.trim();
        let goes_on = open && words.starts_with(|c: char| c.is_lowercase());
        let start = if goes_on { Some(0) } else { basis_word(line) };
        let start = start.or((open && !words.is_empty()).then_some(0));
        if let Some(start) = start {
            found.push(Span::new(at + start, at + line.len()));
        }
        if !words.is_empty() {
            let ended = words.ends_with(['.', ':']);
            open = start.is_some() && (words.ends_with([';', ',']) || !ended);
        }
        at += line.len();
    }
    found
}

/// Where a line first says that it rests on something or carries it out.
fn basis_word(line: &str) -> Option<usize> {
    const WORDS: [&str; 13] = [
        "can cu",
        "thuc hien",
        "trien khai",
        "theo",
        "tren co so",
        "cu the hoa",
        "thi hanh",
        "chap hanh",
        "xet",
        "quan triet",
        "tiep thu",
        "ap dung",
        "sau khi",
    ];
    let folded = Folded::new(line);
    let text = folded.text();
    let whole = |at: usize, word: &str| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        edge(text[..at].chars().next_back()) && edge(text[at + word.len()..].chars().next())
    };
    let places = WORDS.iter().flat_map(|word| text.match_indices(word));
    let first = places.filter(|(at, word)| whole(*at, word)).map(|(at, _)| at).min()?;
    Some(folded.origin(first..first + 1).start)
}

/// A letter's bases are the paragraphs its body opens with; the address may stand before them.
fn leading_bases(document: &Document, body: usize) -> usize {
    let Some(rest) = document.text.get(body..) else { return body };
    let (mut at, mut end) = (body, body);
    for (i, line) in rest.split_inclusive('\n').enumerate() {
        at += line.len();
        if opens_with_basis(line) {
            end = at;
        } else if end > body || i > 12 || is_heading(line) {
            break;
        }
    }
    end
}

fn opens_with_basis(line: &str) -> bool {
    let words = fold(line);
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    ["can cu ", "thuc hien ", "theo de nghi", "tren co so", "xet de nghi"]
        .iter()
        .any(|head| words.starts_with(head))
}

/// Without structure: the first line that looks like a heading of the outermost kind.
fn heading_start(document: &Document) -> usize {
    let mut at = 0;
    for line in document.text.split_inclusive('\n') {
        if is_heading(line) {
            return at;
        }
        at += line.len();
    }
    // A letter without headings begins with its body.
    0
}

fn is_heading(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '#', ' ', '\t']).trim();
    let label = line.split_whitespace().next().unwrap_or("");
    let roman = label.trim_end_matches(['.', ')', '*']);
    let numeral = label.ends_with('.') && vanban_text::roman(roman).is_some();
    numeral || label == "1." || line.starts_with("Điều 1") || fold(line).starts_with("phan i")
}

/// Without structure: from a heading that speaks of bases to the next of its kind.
fn base_headings(document: &Document) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in document.text.split_inclusive('\n') {
        let label = line.trim_start_matches(['*', '#', ' ', '\t']);
        let first = label.split_whitespace().next().unwrap_or("");
        if first.ends_with('.') && vanban_text::roman(first.trim_end_matches('.')).is_some() {
            if let Some(start) = open.take() {
                found.push(Span::new(start, at));
            }
            let title = fold(label[first.len()..].trim());
            open = title.starts_with("can cu").then_some(at);
        }
        at += line.len();
    }
    found.extend(open.map(|start| Span::new(start, at)));
    found
}
