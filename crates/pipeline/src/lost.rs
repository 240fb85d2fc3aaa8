//! What could not be read of a document, in words for whoever relies on the rest.

use vanban_document::{Document, Note, NoteKind, PageNo};

/// What a reader could not read of the document; empty where it read everything.
///
/// One sentence for all pages of which the same is to be said (`pages 3-7, 9: ...`), in the order of the first.
pub fn lost(document: &Document) -> Vec<String> {
    sentences(&document.notes)
}

fn sentences(notes: &[Note]) -> Vec<String> {
    let missing = |kind| {
        matches!(kind, NoteKind::PageUnreadable | NoteKind::PageIsImage | NoteKind::LimitHit)
    };
    let mut sentences: Vec<(&str, Vec<PageNo>)> = Vec::new();
    for note in notes.iter().filter(|note| missing(note.kind)) {
        match sentences.iter_mut().find(|(message, _)| *message == note.message) {
            Some((_, pages)) => pages.extend(note.page),
            None => sentences.push((&note.message, note.page.into_iter().collect())),
        }
    }
    sentences.into_iter().map(|(message, pages)| sentence(message, pages)).collect()
}

fn sentence(message: &str, mut pages: Vec<PageNo>) -> String {
    pages.sort_unstable();
    pages.dedup();
    match pages.as_slice() {
        [] => message.to_owned(),
        [page] => format!("page {page}: {message}"),
        pages => format!("pages {}: {message}", ranges(pages)),
    }
}

/// Numbers in order, neighbours joined: `3-7, 9`.
fn ranges(pages: &[PageNo]) -> String {
    let neighbours = pages.chunk_by(|a, b| a + 1 == *b);
    let range = |pages: &[PageNo]| match pages {
        [first, .., last] => format!("{first}-{last}"),
        pages => pages.iter().map(ToString::to_string).collect(),
    };
    neighbours.map(range).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_of_many_pages_is_said_once() {
        let note = |page, kind, message: &str| Note { kind, page, message: message.to_owned() };
        let image = |page| note(Some(page), NoteKind::PageIsImage, "not recognised");
        let notes = [
            image(4),
            image(3),
            note(None, NoteKind::PageUnreadable, "cut off"),
            image(9),
            image(5),
            note(Some(7), NoteKind::PageUnreadable, "damaged"),
            note(Some(8), NoteKind::PoorTextLayer, "poor, but read"),
        ];
        let want = ["pages 3-5, 9: not recognised", "cut off", "page 7: damaged"];
        assert_eq!(sentences(&notes), want);
    }
}
