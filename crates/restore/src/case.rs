//! Restored words in the case of the words they replace.

use vanban_text::fold_char;

use crate::speller::capitals;
use crate::token::{Case, case_of};

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

/// A misread word with letters of one case: an OCR takes small letters for capitals of the same shape (`xAy`, `NOi`).
/// `beside` says whether a neighbour is in capitals.
pub(crate) fn steadied(seen: &str, beside: bool) -> Option<String> {
    let alike = |c: char| !c.is_alphabetic() || "OCSVUXWZocsvuxwz".contains(fold_char(c));
    let mut letters = seen.chars();
    let first = letters.next().filter(|c| c.is_alphabetic())?;
    let case = match case_of(seen) {
        Case::Upper if !beside && seen.chars().count() > 1 && letters.all(alike) => Case::Title,
        Case::Mixed if first.is_lowercase() => Case::Lower,
        Case::Mixed => match capitals(seen) {
            Case::Upper if beside => Case::Upper,
            _ => Case::Title,
        },
        _ => return None,
    };
    Some(written(&seen.to_lowercase(), case))
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
    fn capitals_inside_a_misread_word_are_small_letters() {
        for (seen, beside, want) in [
            ("xAy", false, Some("xay")),
            ("NOi", true, Some("NOI")),
            ("NOi", false, Some("Noi")),
            ("BO", false, Some("Bo")),
            ("BO", true, None),
            ("UBND", false, None),
            ("Bo", false, None),
        ] {
            assert_eq!(steadied(seen, beside).as_deref(), want, "{seen}");
        }
    }
}
