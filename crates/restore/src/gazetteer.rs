//! Names of provinces, wards and communes: after `phường`, `xã`, `tỉnh` the name that is written so.

use crate::context::{FormId, Forms};
use crate::hashing::QuickMap;
use crate::lm::WordId;
use crate::token::key;
use crate::vocabulary::Vocabulary;

/// Names of which each is the only one that looks so without its marks, one a line; `vanban-train places` makes them.
static NAMES: &str = include_str!("../model/places.txt");

/// Words that a place's name follows, as they look without marks.
const LEVELS: [&str; 8] = ["xa", "phuong", "tinh", "pho", "khu", "tran", "huyen", "quan"];

/// What follows the place where a document is dated: `Tân Kỳ, ngày 5 tháng 3`.
const DAY: &str = "ngay";

/// The longest name, in syllables.
pub(crate) const LONGEST: usize = 4;
const NONE: FormId = FormId::MAX;

/// Names by what they look like.
#[derive(Debug, Default)]
pub(crate) struct Gazetteer {
    names: QuickMap<[FormId; LONGEST], Vec<WordId>>,
    levels: Vec<FormId>,
    day: Option<FormId>,
}

impl Gazetteer {
    pub(crate) fn new(vocabulary: &Vocabulary, forms: &Forms) -> Gazetteer {
        let mut found = Gazetteer::default();
        for name in NAMES.lines() {
            let words: Option<Vec<WordId>> =
                name.split(' ').map(|word| vocabulary.id(&key(word))).collect();
            let Some(words) = words.filter(|words| (2..=LONGEST).contains(&words.len())) else {
                continue;
            };
            found.names.insert(padded(words.iter().map(|word| forms.of(*word))), words);
        }
        let looks = |level: &str| vocabulary.with_fold(level).first().map(|word| forms.of(*word));
        found.levels = LEVELS.iter().filter_map(|level| looks(level)).collect();
        found.day = looks(DAY);
        found
    }

    /// Whether a word is a level of government whose name may follow.
    pub(crate) fn is_level(&self, form: FormId) -> bool {
        self.levels.contains(&form)
    }

    /// Whether a word may open the day of a document.
    pub(crate) fn is_day(&self, form: FormId) -> bool {
        self.day == Some(form)
    }

    /// The longest name that the words look like from their first on.
    pub(crate) fn name(&self, looks: &[FormId]) -> Option<&[WordId]> {
        let lengths = (2..=LONGEST.min(looks.len())).rev();
        let mut names = lengths.map(|length| padded(looks[..length].iter().copied()));
        names.find_map(|look| self.names.get(&look)).map(Vec::as_slice)
    }
}

fn padded(forms: impl Iterator<Item = FormId>) -> [FormId; LONGEST] {
    let mut look = [NONE; LONGEST];
    for (place, form) in look.iter_mut().zip(forms) {
        *place = form;
    }
    look
}
