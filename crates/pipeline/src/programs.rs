//! Programs that are needed for some documents and are not part of this one: which are missing.
//!
//! Their absence is told by an error that says what to install. Over many documents that is told once, and each
//! document that was touched by it is named without it.

use vanban_ocr::{Engine, OcrError};
use vanban_office::{Office, OfficeError};

/// What to say when a program is missing: what is missing, then what to install.
fn hints() -> Vec<String> {
    let ocr = [OcrError::Missing, OcrError::LanguageMissing].map(|error| error.to_string());
    ocr.into_iter().chain([OfficeError::Missing.to_string()]).collect()
}

/// What a sentence says to be missing, with what to install.
pub(crate) fn missing_in(sentence: &str) -> Vec<String> {
    hints().into_iter().filter(|hint| sentence.contains(hint.as_str())).collect()
}

/// What these sentences say to be missing, each once; in the sentences themselves what to install is cut off.
pub(crate) fn name_missing(sentences: &mut [String]) -> Vec<String> {
    let mut missing = Vec::new();
    for hint in hints() {
        let short = hint.split(';').next().unwrap_or(&hint);
        for sentence in sentences.iter_mut().filter(|sentence| sentence.contains(&hint)) {
            *sentence = sentence.replace(&hint, short);
            missing.push(hint.clone());
        }
    }
    missing.dedup();
    missing
}

/// Which of the programs are missing now.
pub(crate) fn missing_now() -> Vec<String> {
    let ocr = Engine::find().err().map(|error| error.to_string());
    let office = Office::find().err().map(|error| error.to_string());
    ocr.into_iter().chain(office).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_install_is_told_once_and_cut_off_elsewhere() {
        let hint = OcrError::Missing.to_string();
        let mut sentences =
            [format!("page 3: not read: {hint}"), "page 4: cut off".to_owned(), hint.clone()];
        assert_eq!(name_missing(&mut sentences), [hint]);
        assert_eq!(sentences[0], "page 3: not read: tesseract is not installed");
        assert_eq!(sentences[1], "page 4: cut off");
        assert_eq!(sentences[2], "tesseract is not installed");
    }
}
