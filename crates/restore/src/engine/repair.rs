//! Misread text: decoding it and writing what was found.

use vanban_text::{Edit, Span};

use super::{Decoded, Engine};
use crate::case;
use crate::damage::{KNOWN_NOISY, Prior};
use crate::lattice::{Arc, Chosen, Width, search};
use crate::lm::{SPECIAL, START, WordId};
use crate::misread::{
    ABBREVIATION, CAPITAL, CHANGED, CORE, JOINED, JUDGED, KEPT, Models, SPECK, Style,
};
use crate::noisy::{self, core, in_symbol};
use crate::specks;
use crate::speller::{Reader, capitals};
use crate::stretches::{pieces, windows};
use crate::symbols;
use crate::token::{Case, Kind, Token};

/// The first search, whose words only say what stands around each token.
const FIRST: Width = Width { states: 2, margin: 4.0 };
/// The second.
const SECOND: Width = Width { states: 12, margin: 11.0 };

/// Weight of what the document leans to beside its weight where only marks are lost: a misread word shows more of
/// itself.
const LEANING: f32 = 0.6;

/// How likely the second of two words must be after the first for a sign between them to be a speck, and how sure
/// that is.
const BELONGING: f32 = -7.0;
/// The same on a clean page.
const BOUND: f32 = -4.0;
const GAP: f32 = 0.9;
/// How sure it is that a full stop before a small letter is a comma.
const STOP: f32 = 0.8;

/// Weight of a posterior's log odds, and how sure a word of a dirty page can be.
const TEMPER: f32 = 0.75;
const DIRTY: f32 = 0.98;

/// Words that are listened to before a text is restored.
const LISTEN: usize = 2_500;

/// A stretch of misread text and how to write it.
struct Misread<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// Whether all of it is in capitals.
    shouted: bool,
    /// Whether the page is full of specks.
    dirty: bool,
    /// Whether marks may be misread too.
    marks_too: bool,
}

impl Engine<'_> {
    /// The text as misread by an OCR; unless its marks may be misread too, all but words stays as it is.
    pub(super) fn decode_noisy(&mut self, text: &str, marks_too: bool) -> Decoded {
        let readers = noisy::readers(text).iter();
        let decoded = readers.map(|reader| (*reader, self.decode_read(text, *reader, marks_too)));
        let best = decoded.max_by(|(_, a), (_, b)| a.score.total_cmp(&b.score));
        let Some((reader, decoded)) = best else { return Decoded::default() };
        for (at, word) in &decoded.read {
            let word = &self.lm.words()[usize::from(*word)];
            self.adapted[reader as usize].note(&at.of(text).to_lowercase(), word);
        }
        if self.adapted[reader as usize].refresh() {
            self.misread.forget();
        }
        decoded
    }

    /// Learns what the OCR of a text makes of letters from its beginning, before the text is restored.
    pub(crate) fn listen(&mut self, text: &str, units: &[Span], read: &[bool], prior: &Prior) {
        let mut left = LISTEN;
        for (unit, read) in units.iter().zip(read) {
            if left == 0 || !(*read || prior.noisy > KNOWN_NOISY) {
                break;
            }
            for piece in pieces(unit.of(text)) {
                let decoded = self.decode_noisy(piece.shift(unit.start).of(text), prior.marks_too);
                left = left.saturating_sub(decoded.words.len());
            }
        }
    }

    fn decode_read(&mut self, text: &str, reader: Reader, marks_too: bool) -> Decoded {
        let tokens = noisy::scan(text);
        self.cache.words_too = true;
        let dirty = self.dirt.is_around(self.pieces.saturating_sub(1));
        let style = Style { reader, shouted: case::is_shouted(text, &tokens), dirty, marks_too };
        let (mut decoded, mut context) = (Decoded::default(), self.lm.start());
        for tokens in windows(&tokens) {
            let (lm, vocabulary, speller) = (self.lm, self.vocabulary, self.speller);
            let (strange, adapted) = (&self.strange, &self.adapted);
            let models = Models { lm, vocabulary, speller, strange, adapted };
            let mut arcs = self.misread.arcs(models, style, text, tokens);
            let first = search(self.lm, &mut self.room, &self.cache, context, &arcs, FIRST, false);
            decoded.score += first.score;
            self.around.add(text, tokens, &first, &mut arcs);
            self.lean(&mut arcs);
            let path = search(
                self.lm,
                &mut self.room,
                &self.cache,
                context,
                &arcs,
                SECOND,
                self.posteriors,
            );
            let misread = Misread { text, tokens, shouted: style.shouted, dirty, marks_too };
            let mut last = START;
            for chosen in &path.arcs {
                let arc = arcs[chosen.at][chosen.arc];
                if marks_too {
                    decoded.edits.extend(self.gap(&misread, chosen.at, [last, arc.words[0]]));
                    decoded.edits.extend(stop(&misread, chosen.at, last));
                }
                decoded.words.extend(&arc.words[..arc.count as usize]);
                decoded.edits.extend(self.written(&misread, chosen, arc));
                if (arc.count, arc.tokens) == (1, 1) && usize::from(arc.words[0]) >= SPECIAL {
                    decoded.read.push((tokens[chosen.at].span, arc.words[0]));
                }
                last = arc.words[arc.count as usize - 1];
            }
            context = path.end.unwrap_or(context);
        }
        if marks_too {
            specks::lone_quotes(text, &tokens, dirty, &mut decoded.edits);
            specks::bullets(text, &mut decoded.edits);
            specks::braces(text, &mut decoded.edits);
            specks::doubled(text, &mut decoded.edits);
            specks::final_mark(text, &mut decoded.edits);
        }
        decoded
    }

    /// Adds what the document leans to among words of one form.
    fn lean(&self, arcs: &mut [Vec<Arc>]) {
        for arc in arcs.iter_mut().flatten().filter(|arc| arc.count == 1) {
            arc.cost += LEANING * self.leaning.towards(self.around.forms, arc.words[0]);
        }
    }

    /// The edit that makes a space of a speck between this token and the one before, whose words belong together.
    fn gap(&self, misread: &Misread<'_>, at: usize, words: [WordId; 2]) -> Option<Edit> {
        let Misread { text, tokens, .. } = *misread;
        let before = tokens[at.checked_sub(1)?];
        let gap = Span::new(before.span.end, tokens[at].span.start);
        let known = words.iter().all(|word| usize::from(*word) >= SPECIAL);
        let joined = before.span.cover(tokens[at].span).of(text);
        let alike =
            joined.chars().all(|c| !c.is_uppercase()) || joined.chars().all(|c| !c.is_lowercase());
        let number = |token: Token| token.kind == Kind::Number;
        let symbol = number(before) || number(tokens[at]) || in_symbol(text, before.span);
        // `kinh tế-xã hội` has a hyphen of its own.
        let own = self.vocabulary.id("xã") == Some(words[1]);
        let glued = known && alike && !symbol && !own && specks::stands_between(gap.of(text));
        let least = if misread.dirty { BELONGING } else { BOUND };
        let belong = || self.lm.bigram(words[0], words[1]).log_prob > least;
        (glued && belong()).then(|| Edit { at: gap, text: " ".to_owned(), confidence: GAP })
    }

    /// The edit that a chosen arc makes, if it makes one.
    fn written(&self, misread: &Misread<'_>, chosen: &Chosen, arc: Arc) -> Option<Edit> {
        let Misread { text, tokens, .. } = *misread;
        let mut at = tokens[chosen.at].span;
        if arc.tag & JOINED != 0 {
            let at = at.cover(tokens[chosen.at + 1].span);
            let text = case::written(&self.spelled(arc), Case::Title);
            return Some(Edit { at, text, confidence: tempered(chosen.posterior, misread.dirty) });
        }
        let whole = at.of(text);
        if arc.tag & CORE != 0 {
            at = Span::new(at.start, at.start + core(whole).len());
        }
        let seen = at.of(text);
        let mut word = match arc.tag & (CHANGED | ABBREVIATION) {
            CHANGED => Self::cased(misread, chosen.at, arc, seen, &self.spelled(arc)),
            ABBREVIATION => {
                symbols::repaired(seen).or_else(|| symbols::named(seen)).unwrap_or_default()
            }
            KEPT if capitals(seen) != Case::Upper && arc.tag & JUDGED != 0 => {
                initial(seen, arc.tag & CAPITAL != 0)
            }
            _ => seen.to_owned(),
        };
        let signs = &whole[seen.len()..];
        let signs_too = specks::closes_nothing(text, signs, misread.dirty)
            || specks::is_hook(&word, signs, &text[at.start + whole.len()..]);
        if arc.tag & CORE != 0 && signs_too && misread.marks_too {
            at.end = at.start + whole.len();
        }
        if arc.tag & SPECK != 0 {
            at.end = tokens[chosen.at + 1].span.end;
            if text[at.end..].starts_with(char::is_alphanumeric) {
                word.push(' ');
            }
        }
        let confidence = tempered(chosen.posterior, misread.dirty);
        (word != at.of(text)).then_some(Edit { at, text: word, confidence })
    }

    fn cased(misread: &Misread<'_>, at: usize, arc: Arc, seen: &str, word: &str) -> String {
        let Misread { text, tokens, shouted, .. } = *misread;
        let small = !seen.chars().any(char::is_uppercase);
        let loud = shouted || !small && case::is_loud_beside(text, tokens, at);
        match capitals(seen) {
            _ if loud => word.to_uppercase(),
            Case::Upper if case::is_mere_shape(seen) => case::written(word, Case::Title),
            Case::Upper => case::like(seen, word),
            _ if arc.tag & CAPITAL != 0 => case::written(word, Case::Title),
            _ => word.to_owned(),
        }
    }
}

/// The edit that makes a comma of a full stop between a word and a small letter, where it is no speck.
fn stop(misread: &Misread<'_>, at: usize, last: WordId) -> Option<Edit> {
    let Misread { text, tokens, .. } = *misread;
    let [before, mark, next] = tokens.get(at.checked_sub(1)?..at + 2)? else { return None };
    let goes_on = next.kind == Kind::Word && next.span.of(text).starts_with(char::is_lowercase);
    let word = before.span.of(text);
    let ended = before.kind == Kind::Word
        && before.span.end == mark.span.start
        && usize::from(last) >= SPECIAL
        && word.chars().count() > 1
        && !word.contains(char::is_uppercase)
        && !text[..before.span.start].ends_with('.');
    let lone = text[mark.span.start..].starts_with(". ");
    (goes_on && ended && lone).then(|| Edit {
        at: mark.span,
        text: ",".to_owned(),
        confidence: STOP,
    })
}

/// How sure a posterior is, measured on pages that were set and read: letters misread are not independent, and on
/// a dirty page marks stick to words that are right.
fn tempered(posterior: f32, dirty: bool) -> f32 {
    let odds = (posterior / (1.0 - posterior).max(1e-6)).powf(TEMPER);
    let sure = odds / (1.0 + odds);
    if dirty { sure.min(DIRTY) } else { sure }
}

/// `seen` with a small or capital initial.
fn initial(seen: &str, capital: bool) -> String {
    let mut letters = seen.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut out: String =
        if capital { first.to_uppercase().collect() } else { first.to_lowercase().collect() };
    out.push_str(letters.as_str());
    out
}
