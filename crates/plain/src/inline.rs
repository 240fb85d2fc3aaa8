//! What else may stand in a line of marked text: escapes, entities, links, pictures, inline HTML.

use std::borrow::Cow;

/// Marks that turn out to be none, in one line, before the rest of it is taken as it is.
const MISSES: usize = 2_000;

/// A line without inline marks other than emphasis; `<br>` becomes a line break.
pub(crate) fn plain(line: &str) -> Cow<'_, str> {
    if !line.contains(['\\', '&', '[', '<']) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    let mut misses = 0;
    while let Some(at) = rest.find(['\\', '&', '[', '<', '!']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let taken = escape(found, &mut out)
            .or_else(|| entity(found, &mut out))
            .or_else(|| link(found, &mut out))
            .or_else(|| tag(found, &mut out));
        if misses > MISSES {
            rest = found;
            break;
        }
        let taken = taken.unwrap_or_else(|| {
            misses += 1;
            let first = found.chars().next().unwrap_or_default();
            out.push(first);
            first.len_utf8()
        });
        rest = found.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Stands for an escaped `*` until emphasis has been read, see [`shown`].
const STAR: char = '\u{e000}';
/// Stands for an escaped `_`.
const LOW_LINE: char = '\u{e001}';

/// An escaped mark as it is shown.
pub(crate) fn shown(c: char) -> char {
    match c {
        STAR => '*',
        LOW_LINE => '_',
        c => c,
    }
}

/// `\*`, `1\.`: a backslash before punctuation.
fn escape(text: &str, out: &mut String) -> Option<usize> {
    let next = text.strip_prefix('\\')?.chars().next()?;
    if !next.is_ascii_punctuation() {
        return None;
    }
    out.push(match next {
        '*' => STAR,
        '_' => LOW_LINE,
        next => next,
    });
    Some(1 + next.len_utf8())
}

/// The longest entity that is looked at.
const ENTITY: usize = 10;

fn entity(text: &str, out: &mut String) -> Option<usize> {
    let rest = text.strip_prefix('&')?;
    let end = rest.char_indices().take(ENTITY).find(|(_, c)| *c == ';')?.0;
    let name = rest.get(..end)?;
    let c = match name {
        "nbsp" | "ensp" | "emsp" => ' ',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "ge" => '≥',
        "le" => '≤',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => numeric(name)?,
    };
    out.push(c);
    Some(end + 2)
}

fn numeric(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control())
}

/// The longest link text and address that are looked at, which keeps the search linear.
const LINK: usize = 300;

/// `[words](address)` is its words, `![...](...)` a picture and nothing.
fn link(text: &str, out: &mut String) -> Option<usize> {
    let picture = text.starts_with("![");
    let start = if picture { 2 } else { 1 };
    let inner = text.get(start..).filter(|_| picture || text.starts_with('['))?;
    let close = find_within(inner, ']')?;
    let address = inner.get(close + 1..)?.strip_prefix('(')?;
    let end = find_within(address, ')')?;
    let words = inner.get(..close)?;
    if words.contains('[') {
        return None;
    }
    if !picture {
        out.push_str(words);
    }
    Some(start + close + 2 + end + 1)
}

fn find_within(text: &str, wanted: char) -> Option<usize> {
    text.char_indices().take(LINK).find(|(_, c)| *c == wanted).map(|(at, _)| at)
}

/// Inline HTML that only says how words look; a line break for `<br>`.
fn tag(text: &str, out: &mut String) -> Option<usize> {
    const LOOKS: [&str; 22] = [
        "b", "strong", "i", "em", "u", "sup", "sub", "span", "div", "p", "center", "font", "small",
        "big", "a", "ins", "del", "s", "mark", "img", "hr", "o:p",
    ];
    let inner = text.strip_prefix('<')?;
    if inner.starts_with("!--") {
        let near = inner.get(..inner.char_indices().nth(LINK).map_or(inner.len(), |(at, _)| at))?;
        return Some(near.find("-->")? + 4);
    }
    let end = find_within(inner, '>')?;
    let name = inner.get(..end)?.trim_start_matches('/');
    let name = name.split([' ', '/']).next()?.to_ascii_lowercase();
    if name == "br" {
        out.push('\n');
    } else if !LOOKS.contains(&name.as_str()) {
        return None;
    }
    Some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_are_left() {
        for (line, want) in [
            ("1\\. Mục tiêu \\*", "1. Mục tiêu \u{e000}"),
            ("a &amp; b&nbsp;c &#x110; &unknown; AT&T", "a & b c Đ &unknown; AT&T"),
            ("xem [trang tin](https://x.vn/a) này", "xem trang tin này"),
            ("![ảnh](1.png)Hết", "Hết"),
            ("[1] chú thích (a)", "[1] chú thích (a)"),
            ("m<sup>2</sup>, <b>đậm</b><br/>dòng", "m2, đậm\ndòng"),
            ("tỷ lệ < 5% và > 3%", "tỷ lệ < 5% và > 3%"),
            ("<!-- trang 2 -->Tiếp", "Tiếp"),
            ("C:\\thu muc", "C:\\thu muc"),
            ("hết!", "hết!"),
        ] {
            assert_eq!(plain(line), want, "{line:?}");
        }
    }

    #[test]
    fn open_brackets_without_end_cost_no_more_than_their_length() {
        let line = "[".repeat(200_000) + &"&".repeat(200_000) + &"<".repeat(200_000);
        assert_eq!(plain(&line), line);
    }
}
