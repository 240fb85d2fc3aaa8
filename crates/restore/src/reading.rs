//! What a word as it stands may be, looked up once.

use vanban_text::{fold_keep_case, is_syllable};

use crate::context::{FormId, Forms};
use crate::damage::{DAMAGES, Damage, LEVELS};
use crate::hashing::QuickMap;
use crate::lm::{Lm, UNKNOWN, WordId};
use crate::marks;
use crate::token::{Case, Kind, Token, case_of, key};
use crate::vocabulary::Vocabulary;

/// Longer words, in bytes, are no words.
const LONGEST_WORD: usize = 32;
/// Candidates of one token at most.
const CANDIDATES: usize = 14;
/// How far below the likeliest candidate's unigram another may be.
const UNIGRAM_MARGIN: f32 = 11.0;

/// What a word may stand for.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) own: Option<WordId>,
    pub(crate) case: Case,
    pub(crate) marked: bool,
    /// Bears marks or digits as no Vietnamese word does, though its letters are those of one.
    pub(crate) odd: bool,
    /// Looks like no Vietnamese word, marks aside.
    pub(crate) foreign: bool,
    pub(crate) candidates: Vec<WordId>,
    pub(crate) form: FormId,
    /// Candidates that this is with some marks lost.
    pub(crate) faded: u16,
    /// Log likelihood under each damage.
    pub(crate) levels: [f32; LEVELS],
}

/// Words whose look-up is remembered.
const MOST_KNOWN: usize = 1 << 14;

/// Readings looked up so far.
#[derive(Debug, Default)]
pub(crate) struct Known {
    places: QuickMap<String, u32>,
    readings: Vec<Reading>,
}

/// The tokens of a text with the places of their readings; those that are no words have none.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: &'t [Token],
    pub(crate) places: &'t [u32],
}

impl Known {
    /// The places of the tokens' readings, which are looked up once; they hold until the next text is asked for.
    pub(crate) fn places(
        &mut self,
        text: &str,
        tokens: &[Token],
        look_up: impl Fn(&str) -> Reading,
    ) -> Vec<u32> {
        if self.readings.len() > MOST_KNOWN {
            self.readings.clear();
            self.places.clear();
        }
        let mut place = |token: &Token| {
            if token.kind != Kind::Word {
                return u32::MAX;
            }
            let word = token.span.of(text);
            if let Some(place) = self.places.get(word) {
                return *place;
            }
            let place = self.readings.len() as u32;
            self.places.insert(word.to_owned(), place);
            self.readings.push(look_up(word));
            place
        };
        tokens.iter().map(&mut place).collect()
    }

    /// The reading at a place.
    pub(crate) fn at(&self, place: u32) -> Option<&Reading> {
        self.readings.get(place as usize)
    }
}

/// Looks a word up.
pub(crate) fn look_up(lm: &Lm, vocabulary: &Vocabulary, forms: &Forms, word: &str) -> Reading {
    if word.len() > LONGEST_WORD {
        return Reading {
            own: None,
            case: case_of(word),
            marked: false,
            odd: false,
            foreign: true,
            candidates: vec![],
            form: UNKNOWN,
            faded: 0,
            levels: [0.0; LEVELS],
        };
    }
    let key = key(word);
    let folded = fold_keep_case(&key);
    let own = vocabulary.id(&key);
    let all = vocabulary.with_fold(&folded);
    let form = forms.spelled(&folded);
    let best = all.iter().map(|id| lm.unigram(*id)).fold(f32::NEG_INFINITY, f32::max);
    let likely = |id: &&WordId| Some(**id) != own && lm.unigram(**id) > best - UNIGRAM_MARGIN;
    let candidates: Vec<WordId> = all.iter().filter(likely).take(CANDIDATES).copied().collect();
    let marked = key != folded;
    let faded = candidates.iter().enumerate().fold(0, |faded, (i, id)| {
        faded | u16::from(marks::lost(&key, &lm.words()[*id as usize])) << i
    });
    let odd =
        own.is_none() && (marked && !all.is_empty() && faded == 0 || word.contains(['&', '$']));
    let foreign =
        !odd && word.len() > 1 && !all.iter().any(|id| is_syllable(&lm.words()[*id as usize]));
    let case = case_of(word);
    let foreign = foreign && case != Case::Upper;
    let levels = if all.is_empty() {
        [0.0; LEVELS]
    } else {
        DAMAGES.map(|damage| by_itself(lm, own, marked, &candidates, faded, &damage))
    };
    Reading { own, case, marked, odd, foreign, candidates, form, faded, levels }
}

/// Log likelihood of a word by itself under a damage.
fn by_itself(
    lm: &Lm,
    own: Option<WordId>,
    marked: bool,
    candidates: &[WordId],
    faded: u16,
    damage: &Damage,
) -> f32 {
    let keep = if marked { damage.keep } else { 0.0 };
    let kept = own.map_or(1e-7, |id| (lm.unigram(id) + keep).exp());
    let change = if marked { damage.fade } else { damage.lose };
    let sources = candidates.iter().enumerate().filter(|(i, _)| faded >> i & 1 == 1);
    let changed: f32 = sources.map(|(_, id)| (lm.unigram(*id) + change).exp()).sum();
    (kept + changed).ln()
}
