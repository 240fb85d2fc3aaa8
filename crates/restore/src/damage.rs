//! How a text comes to be wrong, and what its words tell about that.

/// How marks come to be wrong in a text, as log probabilities of one token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Damage {
    /// All marks stay.
    pub(crate) keep: f32,
    /// All marks are lost.
    pub(crate) lose: f32,
    /// A mark is another one.
    pub(crate) confuse: f32,
    /// A word that looks like a known one is really none.
    pub(crate) foreign: f32,
}

pub(crate) const CLEAN: Damage = Damage { keep: 0.0, lose: -10.0, confuse: -10.0, foreign: -1.0 };
const PARTLY: Damage = Damage { keep: -0.7, lose: -0.7, confuse: -9.0, foreign: -6.0 };
const STRIPPED: Damage = Damage { keep: -4.0, lose: -0.02, confuse: -10.0, foreign: -14.0 };

/// What the whole text tells about each stretch of it: log probability of each kind of damage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prior {
    pub(crate) clean: f32,
    pub(crate) partly: f32,
    pub(crate) stripped: f32,
    pub(crate) noisy: f32,
}

/// How much of a text bears marks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Marks {
    /// All words.
    pub(crate) words: usize,
    /// Words with marks.
    pub(crate) marked: usize,
    /// Words without marks that have a marked look-alike.
    pub(crate) bare: usize,
    /// Words that look misread.
    pub(crate) odd: usize,
    /// Words that look like no Vietnamese one, marks aside.
    pub(crate) foreign: usize,
}

impl Marks {
    pub(crate) fn add(&mut self, other: Marks) {
        self.words += other.words;
        self.foreign += other.foreign;
        if !other.is_foreign() {
            self.marked += other.marked;
            self.bare += other.bare;
            self.odd += other.odd;
        }
    }

    /// Whether the text is in another language: of its words too many look like no Vietnamese one.
    pub(crate) fn is_foreign(self) -> bool {
        self.words >= 4 && self.foreign * 5 > self.words * 2
    }

    /// The prior for a text that shows these marks: in good text about three words of four bear some.
    pub(crate) fn prior(self) -> Prior {
        let all = (self.marked + self.bare).max(1) as f32;
        let lost = (1.0 - self.marked as f32 / all / 0.7).clamp(0.0, 1.0);
        let lost = if self.is_foreign() { 0.0 } else { lost };
        let weight = if lost < 0.25 { lost * 0.002 } else { lost };
        let share = |p: f32| p.clamp(1e-4, 0.98).ln();
        let noisy = (self.odd as f32 / self.words.max(1) as f32 * 5.0).clamp(1e-5, 0.995);
        let rest = (1.0 - noisy).ln();
        Prior {
            clean: share(1.0 - weight) + rest,
            partly: share(weight * (1.0 - weight) + 0.01 * weight) + rest,
            stripped: share(weight) + rest,
            noisy: noisy.ln(),
        }
    }
}

/// The kinds of damage worth trying on a stretch with these marks. What cannot win is left out for speed:
/// good text without a mark in a text that has none, and lost marks where nearly all are there.
pub(crate) fn likely_damages(own: Marks, prior: &Prior) -> Vec<(Damage, f32)> {
    let bare_throughout = own.marked == 0 && own.bare > 2;
    if bare_throughout && prior.stripped > -0.3 {
        return vec![(STRIPPED, prior.stripped)];
    }
    let mut damages = vec![(CLEAN, prior.clean)];
    if own.bare * 5 > (own.bare + own.marked) * 2 || prior.partly > -3.0 {
        damages.push((PARTLY, prior.partly));
        if own.marked * 3 <= own.bare {
            damages.push((STRIPPED, prior.stripped));
        }
    }
    damages
}
