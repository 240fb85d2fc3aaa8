//! Số và ký hiệu: `67/KH-UBND`, `165/2025/NĐ-CP`, `57-NQ/TW`, `8609/SNNMT-VPĐK`, `138-CV/BTGDVTU`.
//!
//! Nghị định 30/2020/NĐ-CP (annex I, II.3) puts number, slash, type code, hyphen, issuing body; legal norms put the
//! year between; the Party's offices put number, hyphen, type code, slash, issuing body. All are one grammar:
//! a number, an optional year, and two or more codes, joined by slashes and hyphens. Zeros are kept, spaces that
//! typists and line breaks leave around a joint are dropped, and a number left blank is known to be blank.

use vanban_text::Span;

use crate::token::{Kind, Token};

/// A document's number and symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Symbol {
    /// Leading digits with their zeros, and a letter that follows (`12a`); `None` where left blank.
    pub number: Option<String>,
    /// Everything, spaces removed; `None` where the number is blank.
    pub full: Option<String>,
    /// The codes alone (`KH-UBND`).
    pub suffix: String,
    /// The codes one by one (`KH`, `UBND`).
    pub codes: Vec<String>,
    /// Where.
    pub span: Span,
}

impl Symbol {
    /// Whether its form alone shows that this is a symbol: two codes, or a number of the National Assembly.
    pub(crate) fn is_certain(&self) -> bool {
        self.codes.len() > 1 || self.codes[0].starts_with("QH")
    }
}

/// The symbol whose number starts at token `at`, and the index after it.
pub(crate) fn symbol(tokens: &[Token<'_>], at: usize) -> Option<(Symbol, usize)> {
    let first = tokens.get(at)?;
    if first.kind != Kind::Number || first.text.len() > 9 || glued_before(tokens, at) {
        return None;
    }
    let mut number = first.text.to_owned();
    let mut i = at + 1;
    if let Some(letter) = tokens.get(i).filter(|t| touches(tokens, i) && is_series_letter(t)) {
        number.push_str(letter.text);
        i += 1;
    }
    let joint = joint(tokens, i)?;
    let mut full = format!("{number}{joint}");
    i += 1;
    if let Some(year) = year_part(tokens, i) {
        full.push_str(year);
        full.push('/');
        i += 2;
    }
    let (codes, mut suffix, mut end) = codes(tokens, i)?;
    if let Some((rest, after)) = tail(tokens, end) {
        suffix.push_str(&rest);
        end = after;
    }
    full.push_str(&suffix);
    let span = first.span.cover(tokens[end - 1].span);
    Some((Symbol { number: Some(number), full: Some(full), suffix, codes, span }, end))
}

/// The symbol at `at` whose number is a year and a number of that year, joined by a hyphen: `2027-015/ABC-XYZ`.
pub(crate) fn with_year(tokens: &[Token<'_>], at: usize) -> Option<(Symbol, usize)> {
    let year = tokens.get(at).filter(|token| is_year(token) && !glued_before(tokens, at))?;
    let hyphen = tokens.get(at + 1)?.is('-') && touches(tokens, at + 1) && touches(tokens, at + 2);
    let number = tokens.get(at + 2).filter(|number| hyphen && number.kind == Kind::Number)?;
    let slash = tokens.get(at + 3)?.is('/') && touches(tokens, at + 3);
    let (codes, suffix, end) =
        codes(tokens, at + 4).filter(|(codes, ..)| slash && codes.len() > 1)?;
    let number = format!("{}-{}", year.text, number.text);
    let full = format!("{number}/{suffix}");
    let span = year.span.cover(tokens[end - 1].span);
    Some((Symbol { number: Some(number), full: Some(full), suffix, codes, span }, end))
}

/// The codes after a number left blank (`Số:    /KH-UBND`, `số......-KH/ĐU`), from the token after `số`.
pub(crate) fn blank_symbol(tokens: &[Token<'_>], at: usize) -> Option<(Symbol, usize)> {
    let mut i = at;
    while tokens.get(i).is_some_and(|t| [':', '.', '…', ','].iter().any(|c| t.is(*c))) {
        i += 1;
    }
    let slash = tokens.get(i)?;
    if !slash.is('/') && !slash.is('-') && !slash.is('–') {
        return None;
    }
    if let Some(year) = year_part(tokens, i + 1) {
        debug_assert_eq!(year.len(), 4);
        i += 2;
    }
    let (codes, suffix, end) = codes(tokens, i + 1)?;
    let span = slash.span.cover(tokens[end - 1].span);
    (codes.len() > 1).then_some((Symbol { number: None, full: None, suffix, codes, span }, end))
}

/// A four-digit year and a slash between number and codes.
fn year_part<'a>(tokens: &[Token<'a>], at: usize) -> Option<&'a str> {
    let year = tokens.get(at).filter(|token| is_year(token))?;
    tokens.get(at + 1)?.is('/').then_some(year.text)
}

/// Codes joined by hyphens, slashes and `&`.
fn codes(tokens: &[Token<'_>], at: usize) -> Option<(Vec<String>, String, usize)> {
    let first = tokens.get(at).filter(|t| is_code(t))?;
    let mut codes = vec![first.text.to_owned()];
    let mut suffix = first.text.to_owned();
    let mut end = at + 1;
    while let Some(joint) = joint(tokens, end) {
        let Some(code) = tokens.get(end + 1) else { break };
        let short = code.capital() && code.text.chars().count() == 1 && touches(tokens, end + 1);
        if !is_code(code) && !short {
            break;
        }
        codes.push(code.text.to_owned());
        suffix.push(joint);
        suffix.push_str(code.text);
        end += 2;
    }
    Some((codes, suffix, end))
}

/// What enterprises and branch offices set behind the codes: a year (`09/CV-AB/2027`), or further codes after a stop
/// (`81/CTKV.XII-NV.HUE`). A stop that one code follows and nothing else ends a sentence that was typed without a space.
fn tail(tokens: &[Token<'_>], at: usize) -> Option<(String, usize)> {
    let mut rest = String::new();
    let mut end = at;
    let mut stops = 0;
    let mut joints = 0;
    while let (Some(mark), Some(code)) = (tokens.get(end), tokens.get(end + 1)) {
        let stop = mark.is('.');
        let plain = code.kind == Kind::Word && code.capitals();
        if !(stop || mark.is('-') || mark.is('/'))
            || !plain
            || !touches(tokens, end)
            || !touches(tokens, end + 1)
        {
            break;
        }
        stops += usize::from(stop);
        joints += 1;
        rest.push_str(mark.text);
        rest.push_str(code.text);
        end += 2;
    }
    if stops == 0 || joints < 2 {
        (rest, end) = (String::new(), at);
    }
    if let (Some(mark), Some(year)) = (tokens.get(end), tokens.get(end + 1))
        && mark.is('/')
        && touches(tokens, end)
        && touches(tokens, end + 1)
        && is_year(year)
    {
        rest.push('/');
        rest.push_str(year.text);
        end += 2;
    }
    (end > at).then_some((rest, end))
}

fn is_year(token: &Token<'_>) -> bool {
    token.kind == Kind::Number
        && token.text.len() == 4
        && (token.text.starts_with("19") || token.text.starts_with("20"))
}

/// The joint at `at`: a slash, hyphen or `&` with a space on one side at most.
fn joint(tokens: &[Token<'_>], at: usize) -> Option<char> {
    let mark = tokens.get(at)?;
    let c = match mark.text.chars().next()? {
        c @ ('/' | '-' | '&') => c,
        '–' | '‑' | '−' => '-',
        _ => return None,
    };
    (touches(tokens, at) || touches(tokens, at + 1)).then_some(c)
}

/// Whether the token at `at` follows the one before it without a space.
fn touches(tokens: &[Token<'_>], at: usize) -> bool {
    match (at.checked_sub(1).and_then(|i| tokens.get(i)), tokens.get(at)) {
        (Some(before), Some(here)) => before.span.end == here.span.start,
        _ => false,
    }
}

/// A number that goes on from `1.` or `22/` is part of a date or an amount.
fn glued_before(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| &tokens[i]) else { return false };
    touches(tokens, at) && [',', '/', '-', '.'].iter().any(|c| before.is(*c)) && at > 1 && {
        touches(tokens, at - 1) && tokens[at - 2].kind == Kind::Number
    }
}

fn is_series_letter(token: &Token<'_>) -> bool {
    token.text.len() == 1 && token.text.chars().all(|c| matches!(c, 'a'..='e' | 'A'..='E'))
}

/// Two capitals at least, and no more small letters than capitals (`CTr`, `TTg`, `QyĐ`).
fn is_code(token: &Token<'_>) -> bool {
    if token.kind != Kind::Word || !token.capital() {
        return false;
    }
    let capitals = token.text.chars().filter(|c| c.is_uppercase()).count();
    let small = token.text.chars().filter(|c| c.is_lowercase()).count();
    capitals >= 2 && small <= capitals && token.text.chars().count() <= 16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<Symbol> {
        let cut = tokens(text, Span::new(0, text.len()));
        symbol(&cut, 0).map(|(symbol, _)| symbol)
    }

    #[test]
    fn every_shape_of_symbol_is_one() {
        for (text, full, suffix) in [
            ("31/KH-UBND", "31/KH-UBND", "KH-UBND"),
            ("0412/KH-UBND", "0412/KH-UBND", "KH-UBND"),
            ("12a/QĐ-SYT", "12a/QĐ-SYT", "QĐ-SYT"),
            ("77/2026/NĐ-CP", "77/2026/NĐ-CP", "NĐ-CP"),
            ("41/2026/QH16", "41/2026/QH16", "QH16"),
            ("19-NQ/TW", "19-NQ/TW", "NQ/TW"),
            ("19- NQ/TW", "19-NQ/TW", "NQ/TW"),
            ("19-NQ/ TW", "19-NQ/TW", "NQ/TW"),
            ("905 /SXD-QLN", "905/SXD-QLN", "SXD-QLN"),
            ("138-CV/BTGDVTU", "138-CV/BTGDVTU", "CV/BTGDVTU"),
            ("7/CVAB/2027 ngày", "7/CVAB/2027", "CVAB/2027"),
            ("81/CTKV.VII-NV.GLA ngày", "81/CTKV.VII-NV.GLA", "CTKV.VII-NV.GLA"),
            ("31/KH-UBND.UBND xã", "31/KH-UBND", "KH-UBND"),
            ("6-CTr/BCĐTW", "6-CTr/BCĐTW", "CTr/BCĐTW"),
            ("48/2027/TT- BTC", "48/2027/TT-BTC", "TT-BTC"),
            ("9/VPĐĐBQH&HĐND-TH", "9/VPĐĐBQH&HĐND-TH", "VPĐĐBQH&HĐND-TH"),
            ("295/KH-BNNMT-BCA ngày", "295/KH-BNNMT-BCA", "KH-BNNMT-BCA"),
        ] {
            let symbol = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((symbol.full.as_deref(), &*symbol.suffix), (Some(full), suffix), "{text}");
        }
    }

    #[test]
    fn a_number_may_begin_with_its_year() {
        let read = |text: &str| {
            let cut = tokens(text, Span::new(0, text.len()));
            with_year(&cut, 0).and_then(|(symbol, _)| symbol.full)
        };
        assert_eq!(read("2027-015/ABC-XYZ ngày").as_deref(), Some("2027-015/ABC-XYZ"));
        for text in ["2026-2030", "2026-2030/ABC", "15-015/ABC-XYZ", "2027 - 015/ABC-XYZ"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn dates_shares_and_dashes_are_none() {
        for text in
            ["22/7/2026", "34/34", "2026-2030", "5 - UBND", "100/ngày", "24/7", "4.0", "3/Sở"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_blank_number_leaves_the_codes() {
        for text in [":    /KH-UBND", "......../KH-UBND", " …./2026/KH-UBND", "/KH-UBND"] {
            let cut = tokens(text, Span::new(0, text.len()));
            let (symbol, _) = blank_symbol(&cut, 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((symbol.number, &*symbol.suffix), (None, "KH-UBND"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_symbol_reads_back(number in 1u32..99_999, kind in "[A-Z]{2,3}", body in "[A-Z]{2,6}") {
            for text in [format!("{number}/{kind}-{body}"), format!("{number}-{kind}/{body}")] {
                let once = read(&text).and_then(|s| s.full);
                prop_assert_eq!(once.as_deref(), Some(&*text));
            }
        }

        #[test]
        fn any_text_is_read_without_panic(text in "[0-9A-ZĐa-z/\\-.: ]{0,40}") {
            let cut = tokens(&text, Span::new(0, text.len()));
            for at in 0..cut.len() {
                for (found, end) in [symbol(&cut, at), blank_symbol(&cut, at)].into_iter().flatten() {
                    prop_assert!(end <= cut.len() && found.span.end <= text.len());
                }
            }
        }
    }
}
