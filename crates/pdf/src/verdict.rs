//! Whether a page's words are there and can be trusted.

use std::collections::BTreeSet;

use vanban_document::{NoteKind, Origin};

use crate::ReadPage;
use crate::glyphs::UNREADABLE;

/// Fewer characters than this on a page are a page number or a stamp, not its text.
const FEW: usize = 20;

/// Share of the page that its images cover for it to be a scan.
const SCAN: f32 = 0.5;

/// Share of the page that a scan of the whole sheet covers.
const WHOLE: f32 = 0.85;

/// Adds the notes that a page's words call for, and says where the words came from.
pub(crate) fn judge(read: &mut ReadPage) {
    let text: String = read.page.runs.iter().map(|run| run.text.as_str()).collect();
    let characters = text.chars().filter(|c| !c.is_whitespace()).count();
    let is_scan = image_share(read) >= SCAN;
    let invisible = read.page.runs.iter().filter(|run| run.invisible).count();
    let mut notes = Vec::new();
    let mut note = |kind, message: String| notes.push((kind, message));
    if characters < FEW && is_scan {
        let message = "the page is a picture without text; it has to be recognised (OCR) first";
        note(NoteKind::PageIsImage, message.to_owned());
    }
    let unreadable = text.chars().filter(|c| *c == UNREADABLE).count();
    if unreadable > 0 {
        let message =
            format!("{unreadable} of {characters} characters have no meaning in the file");
        note(NoteKind::PoorTextLayer, message);
    }
    let hidden = invisible * 2 > read.page.runs.len();
    if characters >= FEW && is_scan && (hidden || image_share(read) >= WHOLE) {
        let share = vietnamese_share(&words(read)).filter(|share| *share < GOOD_SHARE);
        // Plain text over a picture of the whole page may be a letter on printed paper.
        if hidden || share.is_some() {
            read.info.origin = Origin::OcrLayer;
        }
        if let Some(share) = share {
            let share = (share * 100.0).round();
            let message = format!(
                "the scan's text layer looks like another language's recognition: {share} % of its words carry \
                 a Vietnamese diacritic"
            );
            note(NoteKind::PoorTextLayer, message);
        }
    }
    read.notes.append(&mut notes);
}

fn image_share(read: &ReadPage) -> f32 {
    let area = (read.info.width * read.info.height).max(1.0);
    let covered: f32 = read.page.images.iter().map(|image| image.width() * image.height()).sum();
    covered / area
}

/// Vietnamese prose bears a diacritic on about three words in four; what another language's model makes of
/// it keeps a few (those of French or Portuguese), and stripped text none.
const GOOD_SHARE: f32 = 0.4;

/// The share of alphabetic words that bear a Vietnamese diacritic, of those long enough to tell.
fn vietnamese_share(words: &[String]) -> Option<f32> {
    let alphabetic = words
        .iter()
        .filter(|word| word.chars().count() > 1 && word.chars().all(char::is_alphabetic));
    let (mut all, mut marked) = (0_usize, 0_usize);
    for word in alphabetic {
        all += 1;
        marked += usize::from(vanban_text::has_vietnamese_marks(word));
    }
    (all >= 20).then(|| marked as f32 / all as f32)
}

fn words(read: &ReadPage) -> Vec<String> {
    let trim = |run: &vanban_document::Run| {
        run.text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    };
    let words: BTreeSet<String> = read.page.runs.iter().map(trim).collect();
    words.into_iter().collect()
}
