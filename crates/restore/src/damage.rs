//! How a text comes to be wrong, and what its words tell about that.

/// How marks come to be wrong in a text, as log probabilities of one token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Damage {
    /// All marks stay.
    pub(crate) keep: f32,
    /// All marks are lost.
    pub(crate) lose: f32,
    /// Some marks are lost.
    pub(crate) fade: f32,
    /// A mark is another one.
    pub(crate) confuse: f32,
    /// A word that looks like a known one is really none.
    pub(crate) foreign: f32,
}

/// From right to stripped.
pub(crate) const LEVELS: usize = 5;

/// The damages of a text whose letters are right.
pub(crate) const DAMAGES: [Damage; LEVELS] = [
    Damage { keep: 0.0, lose: -12.2, fade: -12.2, confuse: -12.2, foreign: -1.0 },
    Damage { keep: -0.02, lose: -4.5, fade: -4.9, confuse: -10.0, foreign: -1.5 },
    Damage { keep: -0.15, lose: -2.5, fade: -2.9, confuse: -10.0, foreign: -4.0 },
    Damage { keep: -0.8, lose: -0.8, fade: -1.8, confuse: -9.0, foreign: -6.0 },
    Damage { keep: -4.0, lose: -0.02, fade: -6.0, confuse: -10.0, foreign: -14.0 },
];
/// The first of [`DAMAGES`]: hardly any.
pub(crate) const CLEAN: usize = 0;
/// The last.
const STRIPPED: usize = LEVELS - 1;

/// What the whole text tells about each stretch of it: log probability of each kind of damage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prior {
    pub(crate) levels: [f32; LEVELS],
    pub(crate) noisy: f32,
    /// Whether an OCR is known to have read the text.
    pub(crate) recognised: bool,
    /// Whether its marks may be misread too: an OCR is known to have read it, or enough words tell that one did.
    pub(crate) marks_too: bool,
}

impl Prior {
    /// The same for a text that an OCR is known to have read.
    pub(crate) fn of_recognised(self) -> Prior {
        Prior { recognised: true, marks_too: true, ..self }
    }
}

/// How much of a text bears marks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Marks {
    /// All words.
    pub(crate) words: usize,
    /// Words with marks.
    pub(crate) marked: usize,
    /// Words with letters that only Vietnamese has.
    pub(crate) own: usize,
    /// Words without marks that have a marked look-alike.
    pub(crate) bare: usize,
    /// Words that look misread.
    pub(crate) odd: usize,
    /// Words that look like no Vietnamese one, marks aside.
    pub(crate) foreign: usize,
    /// Log likelihood of the words, each by itself, under each damage.
    pub(crate) levels: [f32; LEVELS],
}

impl Marks {
    pub(crate) fn add(&mut self, other: Marks) {
        self.words += other.words;
        self.foreign += other.foreign;
        if !other.is_foreign() {
            self.marked += other.marked;
            self.own += other.own;
            self.bare += other.bare;
            self.odd += other.odd;
            for (own, more) in self.levels.iter_mut().zip(other.levels) {
                *own += more;
            }
        }
    }

    /// Whether the text is in another language: of its words too many look like no Vietnamese one.
    pub(crate) fn is_foreign(self) -> bool {
        self.words >= 4 && self.foreign * 5 > self.words * 2
    }

    /// How much the letters tell, as log odds, that an OCR for another language read the text: of right words
    /// with marks about half bear letters that only Vietnamese has, and such an OCR knows none of them.
    pub(crate) fn foreign_letters(self) -> f32 {
        0.7 * (self.marked - self.own) as f32 - 4.0 * self.own as f32
    }

    /// The prior for a text that shows these marks. No damage is impossible, since parts of a text may come
    /// from elsewhere.
    pub(crate) fn prior(self) -> Prior {
        let odd = (self.odd as f32 / self.words.max(1) as f32 * 5.0).clamp(1e-5, 0.995);
        let odds = odd / (1.0 - odd) * self.foreign_letters().clamp(0.0, SURELY).exp();
        let noisy = (odds / (1.0 + odds)).min(0.995);
        let foreign = self.is_foreign();
        let told =
            |level: usize| if foreign { 0.0 } else { self.levels[level] * TRUST } + A_PRIORI[level];
        let top = (0..LEVELS).map(told).fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = (0..LEVELS).map(|level| (told(level) - top).exp()).sum();
        let share = |level: usize| ((told(level) - top).exp() / sum).max(1e-4).ln();
        let levels = std::array::from_fn(|level| share(level) + (1.0 - noisy).ln());
        let noisy = noisy.ln();
        let marks_too = noisy > KNOWN_NOISY && self.words >= ENOUGH;
        Prior { levels, noisy, recognised: false, marks_too }
    }
}

/// How likely it must be, as log probability, that a text is a misread one, for its words to be taken so, and how
/// many words must tell it for its marks to be taken so too.
pub(crate) const KNOWN_NOISY: f32 = -0.4;
const ENOUGH: usize = 50;
/// Log odds that leave no doubt.
pub(crate) const SURELY: f32 = 20.0;
/// How far words by themselves are to be trusted: a text repeats its own.
const TRUST: f32 = 0.3;
/// Before a word is seen.
const A_PRIORI: [f32; LEVELS] = [-0.1, -3.5, -4.0, -4.0, -2.5];
/// Beyond this a level is too unlikely to be tried.
const TRIED: f32 = 10.0;

/// The kinds of damage worth trying on a stretch with these marks, likeliest first. What cannot win is left out
/// for speed.
pub(crate) fn likely_damages(own: Marks, prior: &Prior) -> Vec<(usize, f32)> {
    let bare_throughout = own.marked == 0 && own.bare > 2;
    if bare_throughout && prior.levels[STRIPPED] > -0.3 {
        return vec![(STRIPPED, prior.levels[STRIPPED])];
    }
    let told = |level: usize| own.levels[level] + prior.levels[level];
    let top = (0..LEVELS).map(told).fold(f32::NEG_INFINITY, f32::max);
    (0..LEVELS)
        .filter(|level| *level == CLEAN || told(*level) > top - TRIED)
        .map(|level| (level, prior.levels[level]))
        .collect()
}
