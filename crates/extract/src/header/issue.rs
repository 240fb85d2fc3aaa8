//! Cơ quan ban hành: from the letterhead, else from an annex's caption, the sentence of issue or the title.

use vanban_document::{Document, Structure};
use vanban_text::{Span, fold, quoted};

use super::Found;
use super::case::sentence_case;
use crate::doc_type::doc_type;
use crate::issuer::body;
use crate::token::{Token, tokens};

/// What else is known when the issuer is looked for.
#[derive(Debug)]
pub(super) struct Clues<'a> {
    pub letterhead: Option<Found<Vec<String>>>,
    pub caption: Option<Found<String>>,
    pub place: Option<&'a str>,
    pub suffix: Option<&'a str>,
}

/// The issuer with its place name.
pub(super) fn issuer(
    document: &Document,
    structure: &Structure,
    clues: &Clues<'_>,
) -> Option<Found<String>> {
    if let Some(lines) = &clues.letterhead {
        let bodies = bodies(&lines.value);
        if bodies.first().is_some_and(|first| opens_body(first))
            && let Some(name) = composed(document, &bodies)
        {
            let name = completed(document, structure, name, clues.place);
            return Some(Found::new(name, lines.span, lines.confidence));
        }
    }
    let sentence = sentence_of_issue(document, structure);
    let in_title = title_owner(document, structure);
    let candidates = [clues.caption.clone(), sentence, in_title];
    let placed = candidates.iter().flatten().find(|found| names_place(&found.value));
    let any = placed.or_else(|| candidates.iter().flatten().next()).cloned();
    let found = any.or_else(|| self_named(document, structure, clues.suffix))?;
    let name = completed(document, structure, found.value, clues.place);
    Some(Found::new(name, found.span, found.confidence))
}

/// The letterhead's lines as bodies: a line goes on with the body above it unless it names one of its own.
fn bodies(lines: &[String]) -> Vec<String> {
    let mut bodies: Vec<String> = Vec::new();
    for line in lines.iter().flat_map(|line| superiors_apart(line)) {
        match bodies.last_mut() {
            Some(last) if !is_whole(last) || !opens_body(line) || is_one(last, line) => {
                last.push(' ');
                last.push_str(line);
            }
            _ => bodies.push(line.to_owned()),
        }
    }
    bodies
}

/// `BỘ TÀI CHÍNH CỤC THUẾ` on one line is two bodies.
fn superiors_apart(line: &str) -> Vec<&str> {
    let folded = fold(line);
    let superior = ["bo ", "ubnd ", "uy ban nhan dan "].iter().any(|head| folded.starts_with(head));
    let cut = tokens(line, Span::new(0, line.len()));
    let inner = ["cuc", "so", "tong"];
    let own = (2..cut.len()).find(|i| {
        inner.contains(&cut[*i].fold.as_str())
            && body(&cut[..*i], 0) == Some(*i)
            && body(&cut, *i).is_some()
    });
    match own.filter(|_| superior) {
        Some(i) => vec![line[..cut[i].span.start].trim_end(), &line[cut[i].span.start..]],
        None => vec![line],
    }
}

fn is_whole(name: &str) -> bool {
    let cut = tokens(name, Span::new(0, name.len()));
    body(&cut, 0) == Some(cut.len())
}

fn opens_body(line: &str) -> bool {
    let cut = tokens(line, Span::new(0, line.len()));
    crate::issuer::is_head(&cut, 0)
}

/// `THỦ TƯỚNG` and `CHÍNH PHỦ`, `BAN CHẤP HÀNH` and `ĐẢNG BỘ TỈNH`: one name on two lines.
fn is_one(above: &str, below: &str) -> bool {
    let (above, below) = (fold(above), fold(below));
    let national = ["thu tuong", "van phong", "pho thu tuong"].contains(&above.as_str());
    national
        && ["chinh phu", "quoc hoi", "chu tich nuoc"].iter().any(|name| below.starts_with(name))
        || above.ends_with("ban chap hanh")
        || above.ends_with("ban thuong vu")
}

/// The last body is the issuer; it takes the place of the one above it where it names none.
fn composed(document: &Document, bodies: &[String]) -> Option<String> {
    let own = bodies.last()?;
    let mut name = sentence_case(&document.text, own);
    if bodies.len() > 1 && !level_named(own) {
        let above = &bodies[bodies.len() - 2];
        if let Some(owner) = owner(&fold(own), &fold(above), &sentence_case(&document.text, above))
        {
            name = format!("{name} {owner}");
        }
    }
    Some(quoted(&name))
}

/// What an office adds of the body above it: the place of a local government, the name of a Party committee.
fn owner(own: &str, above: &str, spelled: &str) -> Option<String> {
    let starts = |heads: &[&str]| heads.iter().any(|head| above.starts_with(head));
    if starts(&["uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd"]) {
        // A sở is the place's, an office the body's own.
        if own == "van phong" {
            return Some(spelled.to_owned());
        }
        return place_of(spelled).map(str::to_owned);
    }
    if starts(&["tinh uy", "thanh uy", "huyen uy", "quan uy", "dang uy"]) {
        return Some(spelled.to_owned());
    }
    if above == "ban chap hanh trung uong" && own.starts_with("van phong") {
        return Some("Trung ương Đảng".to_owned());
    }
    (above == "ban chap hanh trung uong").then(|| "Trung ương".to_owned())
}

const LEVELS: [&str; 9] =
    ["tỉnh", "thành phố", "phường", "xã", "thị trấn", "thị xã", "huyện", "quận", "đặc khu"];

fn level_named(name: &str) -> bool {
    let padded = format!(" {} ", name.to_lowercase());
    LEVELS.iter().any(|level| padded.contains(&format!(" {level} ")))
}

/// From the level word on: `phường An Hòa Đông`.
fn place_of(name: &str) -> Option<&str> {
    let lower = name.to_lowercase();
    if lower.len() != name.len() {
        return None;
    }
    LEVELS
        .iter()
        .filter_map(|level| lower.find(&format!("{level} ")))
        .min()
        .and_then(|at| name.get(at..))
}

/// Whether a proper name follows the level.
fn names_place(name: &str) -> bool {
    place_of(name).is_some_and(|place| {
        place
            .split_whitespace()
            .last()
            .is_some_and(|word| word.chars().next().is_some_and(char::is_uppercase))
    }) || !level_named(name)
}

/// `UBND phường` of a document dated at An Hòa whose title speaks of `phường An Hòa` is that ward's.
fn completed(
    document: &Document,
    structure: &Structure,
    name: String,
    place: Option<&str>,
) -> String {
    let bare = LEVELS.iter().find(|level| name.to_lowercase().ends_with(&format!(" {level}")));
    let (Some(level), Some(place)) = (bare, place) else { return name };
    let title = structure.zones.title.map_or("", |span| span.of(&document.text));
    let stated = |text: &str| {
        vanban_text::tone_key(text).contains(&vanban_text::tone_key(&format!("{level} {place}")))
    };
    if stated(title) || stated(&document.text) { format!("{name} {place}") } else { name }
}

/// `UBND tỉnh ban hành Kế hoạch ...` in the preamble.
fn sentence_of_issue(document: &Document, structure: &Structure) -> Option<Found<String>> {
    let zone = structure.zones.preamble?;
    let cut = tokens(&document.text, zone);
    let at = (0..cut.len()).rev().find(|i| acts(&cut, *i))?;
    (at.saturating_sub(30)..at).find_map(|from| {
        let opens = from == 0 || cut[from - 1].kind == crate::token::Kind::Mark;
        (opens && body(&cut, from) == Some(at)).then(|| found(document, &cut, from, at, 0.92))
    })
}

/// A verb of issuing with the document's own type after it.
fn acts(tokens: &[Token<'_>], at: usize) -> bool {
    let pair =
        |a: &str, b: &str| tokens[at].fold == a && tokens.get(at + 1).is_some_and(|t| t.fold == b);
    if pair("da", "ban") {
        return false;
    }
    let verb = pair("ban", "hanh")
        || pair("xay", "dung")
        || pair("trien", "khai")
        || pair("quyet", "dinh");
    verb && (at + 2..at + 5).any(|i| doc_type(tokens, i).is_some())
}

/// `... của UBND xã ...` in the title.
fn title_owner(document: &Document, structure: &Structure) -> Option<Found<String>> {
    let cut = tokens(&document.text, structure.zones.title?);
    (1..cut.len()).find_map(|i| {
        let end = (cut[i - 1].key == "của").then(|| body(&cut, i))??;
        let own = fold(cut[i].text);
        let local = ["ubnd", "uy", "hdnd", "hoi", "dang", "so", "phong"].contains(&own.as_str());
        local.then(|| found(document, &cut, i, end, 0.88))
    })
}

/// How the document calls its issuer elsewhere: the body that the symbol's last code abbreviates.
fn self_named(
    document: &Document,
    structure: &Structure,
    suffix: Option<&str>,
) -> Option<Found<String>> {
    let code = suffix?.rsplit(['-', '/']).next()?;
    let heads: &[&str] = match code {
        "UBND" => &["ubnd", "uy"],
        "HĐND" => &["hdnd", "hoi"],
        "ĐU" => &["dang"],
        _ => return None,
    };
    let title = structure.zones.title.map_or("", |span| span.of(&document.text)).to_lowercase();
    let level = LEVELS.iter().find(|level| title.contains(&format!("{level} ")));
    let cut = tokens(&document.text, structure.zones.body.or(structure.zones.preamble)?);
    let mut best: Option<(usize, usize)> = None;
    for i in 0..cut.len() {
        if !heads.contains(&cut[i].fold.as_str()) {
            continue;
        }
        let Some(end) = body(&cut, i) else { continue };
        let fits =
            level.is_none_or(|level| cut[end - 1].key == level.rsplit(' ').next().unwrap_or(level));
        if fits {
            best = Some((i, end));
            break;
        }
    }
    let (from, to) = best?;
    Some(found(document, &cut, from, to, 0.7))
}

fn found(
    document: &Document,
    tokens: &[Token<'_>],
    from: usize,
    to: usize,
    confidence: f32,
) -> Found<String> {
    let span = tokens[from].span.cover(tokens[to - 1].span);
    Found::new(quoted(span.of(&document.text)), span, confidence)
}
