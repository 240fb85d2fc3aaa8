//! The model's words by what they look like without their marks.

use crate::hashing::QuickMap;
use crate::lm::{Lm, SPECIAL, WordId};

/// Looks words up, exactly and by folded form.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    ids: QuickMap<String, WordId>,
    folded: QuickMap<String, Vec<WordId>>,
}

impl Vocabulary {
    /// Indexes the words of a model. Words of one folded form stand likeliest first.
    pub(crate) fn new(lm: &Lm) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for (id, (word, form)) in lm.words().iter().zip(lm.forms()).enumerate().skip(SPECIAL) {
            vocabulary.ids.insert(word.clone(), id as WordId);
            vocabulary.folded.entry(form.clone()).or_default().push(id as WordId);
        }
        vocabulary
    }

    /// The id of a word in the model's form (`token::key`).
    pub(crate) fn id(&self, key: &str) -> Option<WordId> {
        self.ids.get(key).copied()
    }

    /// All words that look like `folded` without their marks.
    pub(crate) fn with_fold(&self, folded: &str) -> &[WordId] {
        self.folded.get(folded).map_or(&[], Vec::as_slice)
    }
}
