//! What the words around a token add to the readings of it.

use vanban_text::Span;

use crate::context::{Contexts, FormId, Forms, RANKS, Stream};
use crate::lattice::{Arc, Path};
use crate::lm::{Lm, SPECIAL, WordId};
use crate::misread::ABBREVIATION;
use crate::token::{Kind, Token};

/// Weight of what the words around prefer, and the least that it says.
const WEIGHT: f32 = 0.5;
const RARE: f32 = -12.0;
/// The same in misread text, for how many forms of a token, and how far those may be below the likeliest.
const MISREAD_WEIGHT: f32 = 0.6;
const FORMS: usize = 4;
const FORM_MARGIN: f32 = 7.0;

/// Log probabilities of the words of one form, by rank.
pub(crate) type OfForm = [f32; RANKS];

/// The models that say it.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    pub(crate) lm: &'a Lm,
    pub(crate) forms: &'a Forms,
    pub(crate) contexts: &'a Contexts,
}

impl Around<'_> {
    /// What is said for the words of a form at `at` of the stream, in `line`; `None` where it has but one.
    pub(crate) fn preferred(
        self,
        stream: &Stream,
        form: FormId,
        at: usize,
        line: Span,
        contexts: &mut Vec<u64>,
    ) -> Option<OfForm> {
        let members = self.forms.members(form).len();
        if members < 2 || usize::from(form) < SPECIAL {
            return None;
        }
        stream.contexts(self.forms, at, line.start, line.end, contexts);
        Some(self.contexts.log_probs(contexts, members))
    }

    /// The weighted preference for `word` among the words of its form.
    pub(crate) fn weighted(self, word: WordId, preferred: Option<&OfForm>) -> f32 {
        let Some(preferred) = preferred else { return 0.0 };
        let rank = self.forms.rank(word);
        let own = rank.map_or_else(|| self.forms.share(word), |rank| preferred[rank]);
        WEIGHT * own.max(RARE)
    }

    /// Adds to the likelier readings of misread tokens what the words around, as they were read first, say for
    /// them. Words of unlike forms compete, so that what counts is by how much a word is likelier than elsewhere.
    pub(crate) fn add(self, text: &str, tokens: &[Token], first: &Path, arcs: &mut [Vec<Arc>]) {
        let mut stream = Stream::default();
        stream.open_line();
        let mut places = vec![];
        for chosen in &first.arcs {
            let token = &tokens[chosen.at];
            let arc = arcs[chosen.at][chosen.arc];
            if token.kind == Kind::Word {
                places.push((chosen.at, stream.forms.len()));
            }
            for word in &arc.words[..arc.count as usize] {
                stream.add(token.kind, token.span.of(text), self.forms.of(*word));
            }
        }
        for (at, place) in places {
            self.add_to(&mut stream, place, &mut arcs[at]);
        }
    }

    fn add_to(self, stream: &mut Stream, place: usize, arcs: &mut [Arc]) {
        let was = stream.forms[place];
        let line = Span::new(0, stream.forms.len());
        let mut contexts = vec![];
        let mut tried: Vec<(FormId, OfForm)> = vec![];
        let likely = |arc: &Arc| arc.cost + 0.6 * self.lm.unigram(arc.words[0]);
        let best = arcs.iter().map(likely).fold(f32::NEG_INFINITY, f32::max);
        for arc in arcs.iter_mut().filter(|arc| arc.count == 1 && arc.tag != ABBREVIATION) {
            let word = arc.words[0];
            let (form, Some(rank)) = (self.forms.of(word), self.forms.rank(word)) else { continue };
            if !tried.iter().any(|(other, _)| *other == form) {
                if tried.len() == FORMS || likely(arc) < best - FORM_MARGIN {
                    continue;
                }
                stream.forms[place] = form;
                if let Some(found) = self.preferred(stream, form, place, line, &mut contexts) {
                    tried.push((form, found));
                }
            }
            if let Some((_, found)) = tried.iter().find(|(other, _)| *other == form) {
                arc.cost += MISREAD_WEIGHT * (found[rank].max(RARE) - self.forms.share(word));
            }
        }
        stream.forms[place] = was;
    }
}
