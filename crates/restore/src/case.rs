//! Restored words in the case of the words they replace.

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
}
