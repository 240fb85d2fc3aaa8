//! Restored words in the case of the words they replace.

use vanban_text::fold_char;

use crate::noisy::in_symbol;
use crate::speller::capitals;
use crate::token::{Case, Kind, Token, case_of};

/// Tokens on a side that are asked for their case.
const NEAR: usize = 4;

/// `word` (lower case) written as `observed` is: letter by letter where both have as many, else as a whole.
pub(crate) fn like(observed: &str, word: &str) -> String {
    // `I` is how an OCR reads a small `l`; a capital `L` it reads right.
    let small_l =
        observed.starts_with('I') && word.starts_with('l') && case_of(observed) == Case::Title;
    if small_l {
        return word.to_owned();
    }
    if observed.chars().count() == word.chars().count() && capitals(observed) != Case::Upper {
        let pairs = observed.chars().zip(word.chars());
        return pairs.fold(String::with_capacity(word.len()), |mut out, (seen, c)| {
            if seen.is_uppercase() {
                out.extend(c.to_uppercase());
            } else {
                out.push(c);
            }
            out
        });
    }
    written(word, capitals(observed))
}

/// Whether the words beside are in capitals: on each side the nearest one that is long enough to tell.
pub(crate) fn is_loud_beside(text: &str, tokens: &[Token], at: usize) -> bool {
    let tells = |token: &&Token| {
        let word = token.span.of(text);
        let long = word.chars().filter(|c| c.is_alphabetic()).count() > 2;
        // An abbreviation (`DNNVV`) is in capitals anywhere.
        let voiced = word.contains(|c: char| !c.is_ascii() || "AEIOUYaeiouy".contains(c));
        token.kind == Kind::Word && long && voiced && !in_symbol(text, token.span)
    };
    let loud = |token: &Token| capitals(token.span.of(text)) == Case::Upper;
    let before = tokens[at.saturating_sub(NEAR)..at].iter().rev().find(tells).map(loud);
    let end = tokens.len().min(at + 1 + NEAR);
    let after = tokens[at + 1..end].iter().find(tells).map(loud);
    matches!((before, after), (Some(true), Some(true) | None) | (None, Some(true)))
}

/// Whether the capitals of a misread word need be none: two letters, or letters of which all but the first look
/// the same small.
pub(crate) fn is_mere_shape(seen: &str) -> bool {
    let alike = |c: char| !c.is_alphabetic() || "OCSVUXWZocsvuxwz".contains(fold_char(c));
    let letters = seen.chars().filter(|c| c.is_alphabetic()).count();
    letters < 3 || seen.chars().skip(1).all(alike) || case_of(seen) == Case::Mixed
}

/// Whether the words of a stretch are in capitals, but for some misread.
pub(crate) fn is_shouted(text: &str, tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|token| token.kind == Kind::Word);
    let long = words.map(|token| token.span.of(text)).filter(|word| word.chars().count() > 2);
    let (all, upper) = long.fold((0, 0), |(all, upper), word| {
        (all + 1, upper + usize::from(capitals(word) == Case::Upper))
    });
    upper > 2 && upper * 10 >= all * 8
}

/// `word` in a given case; [`Case::Mixed`] counts as a capital initial.
pub(crate) fn written(word: &str, case: Case) -> String {
    match case {
        Case::Lower => word.to_owned(),
        Case::Upper => word.to_uppercase(),
        Case::Title | Case::Mixed => {
            let mut chars = word.chars();
            chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_that_of_the_observed_word() {
        for (seen, word, want) in [
            ("UY", "ủy", "ỦY"),
            ("Dang", "đảng", "Đảng"),
            ("ciia", "của", "của"),
            ("CIIA", "của", "CỦA"),
            ("d6", "độ", "độ"),
        ] {
            assert_eq!(like(seen, word), want);
        }
    }

    #[test]
    fn abbreviations_make_no_line_loud() {
        for (text, want) in [("Tram BTS", false), ("Tram BIEN AP", true), ("Cac DNNVV", false)] {
            assert_eq!(is_loud_beside(text, &crate::noisy::scan(text), 0), want, "{text}");
        }
    }

    #[test]
    fn capitals_of_a_mere_shape_are_told_from_others() {
        for (seen, want) in
            [("BO", true), ("NOi", true), ("SG", true), ("UBND", false), ("THU'C", false)]
        {
            assert_eq!(is_mere_shape(seen), want, "{seen}");
        }
    }
}
