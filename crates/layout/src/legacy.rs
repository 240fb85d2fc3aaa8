//! Pages whose fonts have the codes of an old character set, which a PDF gives as Latin letters.
//!
//! Offices wrote with ABC and VNI fonts until about 2005 (Nghị định 30/2020/NĐ-CP now asks for Unicode,
//! TCVN 6909:2001). Such a page reads `KÕ ho¹ch`; here it becomes `Kế hoạch`, and a note says so. Each font
//! is judged by its own text: a document may have been half converted.

use std::collections::BTreeSet;
use std::sync::Arc;

use vanban_document::{Content, Note, NoteKind, Reading, Run};
use vanban_text::Charset;

/// Bytes of a font's text that are looked at.
const SAMPLE: usize = 20_000;

/// A sign that is painted, though Unicode shows it only where a line breaks: a letter (ư) in TCVN3, a hyphen
/// in the fonts of programs that give the hyphen this code.
const SOFT_HYPHEN: char = '\u{ad}';

/// Decodes the runs of `reading` whose letters are codes of an old set.
pub(crate) fn decode_pages(reading: &mut Reading) {
    let Content::Pages(pages) = &mut reading.content else { return };
    let fonts = Fonts::of(pages.iter().flat_map(|page| &page.runs));
    let sets = fonts.sets();
    let mut at = 0;
    for run in pages.iter_mut().flat_map(|page| &mut page.runs) {
        at = fonts.place(run, at);
        match sets.get(at).copied().flatten() {
            // A word typed in Unicode later on stays.
            Some(charset) if !has_unicode(&run.text) => run.text = charset.decode_text(&run.text),
            _ if run.text.contains(SOFT_HYPHEN) => {
                run.text = run.text.replace(SOFT_HYPHEN, "-");
            }
            _ => {}
        }
    }
    let found: BTreeSet<String> = sets.iter().flatten().map(|set| format!("{set:?}")).collect();
    reading.notes.extend(found.iter().map(|charset| Note {
        kind: NoteKind::PoorTextLayer,
        page: None,
        message: format!("text in the old character set {charset} was decoded"),
    }));
}

/// The fonts of a document, in the order in which they are met, each with the beginning of its text.
#[derive(Default)]
struct Fonts {
    seen: Vec<(Option<Arc<str>>, String)>,
}

impl Fonts {
    fn of<'a>(runs: impl Iterator<Item = &'a Run>) -> Self {
        let mut fonts = Self::default();
        let mut at = 0;
        for run in runs {
            at = fonts.place(run, at);
            if at == fonts.seen.len() {
                fonts.seen.push((run.font.clone(), String::new()));
            }
            let sample = &mut fonts.seen[at].1;
            if sample.len() < SAMPLE {
                sample.push_str(&run.text);
                // A run that ends inside a word makes two words of one; few do.
                sample.push(' ');
            }
        }
        fonts
    }

    /// The place of a run's font; `last` is that of the run before, which most often has the same.
    fn place(&self, run: &Run, last: usize) -> usize {
        let same = |(font, _): &(Option<Arc<str>>, String)| match (font, &run.font) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
            (a, b) => a.is_none() && b.is_none(),
        };
        if self.seen.get(last).is_some_and(same) {
            return last;
        }
        self.seen.iter().position(same).unwrap_or(self.seen.len())
    }

    /// The old set of each font. Headings in a face of their own are too short to tell: what the document
    /// as a whole spells decides them, unless they hold letters that only Unicode has.
    fn sets(&self) -> Vec<Option<Charset>> {
        let all: Vec<&str> = self.seen.iter().map(|(_, sample)| sample.as_str()).collect();
        let own: Vec<Option<Charset>> =
            all.iter().map(|sample| Charset::guess_text(sample)).collect();
        let whole =
            Charset::guess_text(&all.join(" ")).or_else(|| own.iter().copied().flatten().next());
        let sets = all
            .iter()
            .zip(own)
            .map(|(sample, own)| own.or_else(|| whole.filter(|_| is_coded(sample))));
        sets.collect()
    }
}

/// Whether text may be codes: it has letters of the upper half of Latin-1 and none that only Unicode has.
fn is_coded(text: &str) -> bool {
    text.contains(|c| ('\u{a1}'..='\u{ff}').contains(&c)) && !has_unicode(text)
}

/// Whether text has Vietnamese letters that no code reaches us as.
fn has_unicode(text: &str) -> bool {
    text.contains(|c| ('\u{1ea0}'..='\u{1ef9}').contains(&c) || "ăđĩũơưĂĐĨŨƠƯ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vanban_document::{MediaType, Page};

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

    #[test]
    fn a_painted_soft_hyphen_is_a_letter_or_a_hyphen() {
        let (texts, _) = decoded(&["KÕ ho¹ch cña nhµ n\u{ad}íc", "n¨m 2003 cña x· §åi"]);
        assert_eq!(texts[0], "Kế hoạch của nhà nước");
        let (texts, _) = decoded(&["Nghị quyết số 15\u{ad}NQ/TW", "Kế hoạch"]);
        assert_eq!(texts[0], "Nghị quyết số 15-NQ/TW");
    }

    #[test]
    fn each_font_is_judged_by_its_own_text() {
        let runs = [
            ("A", "KÕ ho¹ch trång rõng cña x· n¨m nay"),
            ("B", "Kế hoạch trồng rừng của huyện năm nay"),
            ("B", "và các xã"),
            ("C", "ch\u{ad}¬ng tr×nh"),
        ];
        let run = |(font, text): &(&str, &str)| Run {
            text: (*text).into(),
            font: Some((*font).into()),
            ..Run::default()
        };
        let page = Page { runs: runs.iter().map(run).collect(), ..Page::default() };
        let mut reading = Reading {
            media_type: MediaType::Pdf,
            pages: vec![],
            content: Content::Pages(vec![page]),
            annotations: vec![],
            notes: vec![],
        };
        decode_pages(&mut reading);
        let Content::Pages(pages) = &reading.content else { panic!("pages") };
        let texts: Vec<&str> = pages[0].runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Kế hoạch trồng rừng của xã năm nay",
                "Kế hoạch trồng rừng của huyện năm nay",
                "và các xã",
                "chương trình"
            ]
        );
    }
}
