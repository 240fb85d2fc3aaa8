//! Pages whose fonts have the codes of an old character set, which a PDF gives as Latin letters.
//!
//! Offices wrote with ABC and VNI fonts until about 2005 (Nghị định 30/2020/NĐ-CP now asks for Unicode,
//! TCVN 6909:2001). Such a page reads `KÕ ho¹ch`; here it becomes `Kế hoạch`, and a note says so.

use vanban_document::{Content, Note, NoteKind, Page, Reading};
use vanban_text::{Charset, FontCharset};

/// Decodes the pages of `reading` where their letters are codes of an old set.
pub(crate) fn decode_pages(reading: &mut Reading) {
    let Content::Pages(pages) = &mut reading.content else { return };
    let Some(charset) = Charset::guess_text(&sample(pages)) else { return };
    let font = FontCharset { charset, capitals: false };
    for run in pages.iter_mut().flat_map(|page| &mut page.runs) {
        run.text = font.decode(&run.text);
    }
    reading.notes.push(Note {
        kind: NoteKind::PoorTextLayer,
        page: None,
        message: format!("text in the old character set {charset:?} was decoded"),
    });
}

/// The words of the first pages.
fn sample(pages: &[Page]) -> String {
    let mut text = String::new();
    for run in pages.iter().flat_map(|page| &page.runs) {
        text.push_str(&run.text);
        // A run that ends inside a word makes two words of one; few do.
        text.push(' ');
        if text.len() > 60_000 {
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use vanban_document::{MediaType, Run};

    fn decoded(texts: &[&str]) -> (Vec<String>, usize) {
        let run = |text: &&str| Run { text: (*text).into(), ..Run::default() };
        let page = Page { runs: texts.iter().map(run).collect(), ..Page::default() };
        let mut reading = Reading {
            media_type: MediaType::Pdf,
            pages: vec![],
            content: Content::Pages(vec![page]),
            annotations: vec![],
            notes: vec![],
        };
        decode_pages(&mut reading);
        let Content::Pages(pages) = reading.content else { return (vec![], 0) };
        (pages[0].runs.iter().map(|run| run.text.clone()).collect(), reading.notes.len())
    }

    #[test]
    fn old_codes_are_decoded_and_reported() {
        let (texts, notes) =
            decoded(&["KÕ ho¹ch trång rõng", "n¨m 2003 cña x· §åi", "ñy ban nh©n d©n", "12/5"]);
        assert_eq!(
            texts,
            ["Kế hoạch trồng rừng", "năm 2003 của xã Đồi", "ủy ban nhân dân", "12/5"]
        );
        assert_eq!(notes, 1);
    }

    #[test]
    fn unicode_pages_stay() {
        let (texts, notes) = decoded(&["Kế hoạch trồng rừng", "à, và", "café"]);
        assert_eq!(
            (texts, notes),
            (vec!["Kế hoạch trồng rừng".into(), "à, và".into(), "café".into()], 0)
        );
    }
}
