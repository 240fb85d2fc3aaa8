//! What a word as it stands may be, looked up once.

use vanban_text::{fold_keep_case, is_syllable};

use crate::context::{FormId, Forms};
use crate::damage::{DAMAGES, Damage, LEVELS};
use crate::lm::{Lm, UNKNOWN, WordId};
use crate::marks;
use crate::token::{Case, case_of, key};
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

/// Looks a word up.
pub(crate) fn look_up(lm: &Lm, vocabulary: &Vocabulary, forms: &Forms, word: &str) -> Reading {
    if word.len() > LONGEST_WORD {
        return Reading {
            own: None,
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
    let foreign = foreign && case_of(word) != Case::Upper;
    let levels = if all.is_empty() {
        [0.0; LEVELS]
    } else {
        DAMAGES.map(|damage| by_itself(lm, own, marked, &candidates, faded, &damage))
    };
    Reading { own, marked, odd, foreign, candidates, form, faded, levels }
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
