//! The ways to read each token of misread text.

use vanban_text::{Span, fold, is_bare_syllable};

use crate::adapted::Adapted;
use crate::engine::{Before, habit};
use crate::hashing::QuickMap;
use crate::lattice::Arc;
use crate::lm::{BREAK, COMMA, Lm, NUMBER, START, UNKNOWN, WordId};
use crate::noisy::{core, in_symbol};
use crate::speller::{Reader, Scratch, Speller, Spelling, capitals};
use crate::symbols;
use crate::token::{Case, Kind, Token, case_of, key};
use crate::vocabulary::Vocabulary;

/// What is likely where an OCR misread, as log probabilities.
#[derive(Debug)]
struct Prices {
    /// Weight of what was seen beside what the language model says.
    seen: f32,
    /// A space between two words was lost.
    joined: f32,
    /// A known word that is no syllable (`online`) came through as it is.
    foreign: f32,
    /// A token with letters and digits is what it says.
    code: f32,
    /// A small word that nobody knows is one.
    unknown: f32,
    /// The sign behind a word is a sign.
    sign: f32,
    /// A number of one or two digits is this one, and is a word.
    digits: [f32; 2],
}

const FOREIGN: Prices = Prices {
    seen: 0.9,
    joined: -5.0,
    foreign: -1.0,
    code: -9.0,
    unknown: -4.0,
    sign: -4.0,
    digits: [-2.0, 0.0],
};
const VIETNAMESE: Prices = Prices {
    seen: 1.2,
    joined: -9.0,
    foreign: 0.0,
    code: -4.0,
    unknown: 0.0,
    sign: -0.7,
    digits: [0.0, -6.0],
};
/// Marks that specks are read as, and how likely a mark behind a word is one, on a clean page and on a dirty one.
const SPECKS: [(char, [f32; 2]); 4] = [
    ('.', [-3.0, -0.5]),
    (',', [f32::NEG_INFINITY, -6.0]),
    (':', [-8.0, -2.5]),
    (';', [f32::NEG_INFINITY, -5.0]),
];
/// Where all is in capitals, no small letter shows that the sentence goes on.
const SHOUTED_STOP: f32 = -2.0;
/// Initials that stand apart from the rest of their word, and what that costs.
const INITIALS: &str = "BCDĐGHKLMNPQRSTVX";
const SPLIT: f32 = -4.0;
/// Readings of a word tried with a speck behind.
const BEFORE_SPECK: usize = 6;
/// A token whose best spelling is worse than this may be two words.
const POOR: f32 = -5.0;
/// Letters in a line of capitals are an abbreviation rather than a word.
const SHOUTED_SYMBOL: f32 = -3.0;
/// A word that nobody knows, but that was read so often alike, is one; where an OCR for another language read it,
/// only if no word is so likely read so.
const REPEATED: u32 = 3;
const FAMILIAR: f32 = -3.0;
const UNSPELLED: f32 = -7.0;
/// Tokens whose readings are remembered.
const MOST_KNOWN: usize = 1 << 14;
/// Pairs of words tried for one token.
const PAIRS: usize = 8;

/// What the caller learns from an arc's tag: one of these ...
pub(crate) const KEPT: u32 = 0;
pub(crate) const CHANGED: u32 = 1;
/// The token becomes the abbreviation that [`symbols::repaired`] gives.
pub(crate) const ABBREVIATION: u32 = 2;
/// ... and any of these: the word has a capital initial;
pub(crate) const CAPITAL: u32 = 4;
/// the sign behind it is none of its letters;
pub(crate) const CORE: u32 = 8;
/// the mark behind it is a speck;
pub(crate) const SPECK: u32 = 16;
/// its initial was judged;
pub(crate) const JUDGED: u32 = 32;
/// it is two tokens, an initial and the rest, and becomes one word.
pub(crate) const JOINED: u32 = 64;

/// The models that readings come from.
#[derive(Clone, Copy)]
pub(crate) struct Models<'a> {
    pub(crate) lm: &'a Lm,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) speller: &'a Speller,
    /// Words that nobody knows, and how often they stand in the text.
    pub(crate) strange: &'a QuickMap<String, u32>,
    /// What the OCRs of the document make of letters.
    pub(crate) adapted: &'a [Adapted; 2],
}

impl Models<'_> {
    fn spellings(self, scratch: &mut Scratch, reader: Reader, token: &str) -> Vec<Spelling> {
        self.speller.spellings(self.lm, scratch, reader, &self.adapted[reader as usize], token)
    }

    fn id(self, word: &str) -> WordId {
        self.vocabulary.id(&key(word)).unwrap_or(UNKNOWN)
    }
}

/// Readings of misread tokens, looked up once.
#[derive(Debug, Default)]
pub(crate) struct Readings {
    known: [QuickMap<String, Vec<Way>>; 4],
    scratch: Scratch,
}

/// How a stretch of text is written and read.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) reader: Reader,
    /// Whether it is in capitals throughout.
    pub(crate) shouted: bool,
    /// Whether the page is full of specks.
    pub(crate) dirty: bool,
    /// Whether marks may be misread too.
    pub(crate) marks_too: bool,
}

/// An arc with a small and with a capital initial.
#[derive(Clone, Copy, Debug)]
struct Way {
    arc: Arc,
    costs: [f32; 2],
}

impl Readings {
    /// The ways to read each token.
    pub(crate) fn arcs(
        &mut self,
        models: Models<'_>,
        style: Style,
        text: &str,
        tokens: &[Token],
    ) -> Vec<Vec<Arc>> {
        let mut before = Before::Opening;
        let mut all: Vec<Vec<Arc>> = Vec::with_capacity(tokens.len());
        for (i, token) in tokens.iter().enumerate() {
            let word = token.span.of(text);
            all.push(match token.kind {
                Kind::Number if stands_for_word(text, tokens, i) => {
                    let ways = self.ways(models, style, word);
                    ways.iter().map(|way| chosen(models.lm, way, Case::Lower, before)).collect()
                }
                Kind::Number => vec![arc([NUMBER, START], 1, 0.0, KEPT)],
                Kind::Word if is_unit(text, tokens, i) || is_label(text, token.span) => {
                    vec![arc([models.id(word), START], 1, 0.0, KEPT)]
                }
                Kind::Break => vec![arc([BREAK, START], 1, 0.0, KEPT)],
                Kind::Comma => vec![arc([COMMA, START], 1, 0.0, KEPT)],
                Kind::Word if in_symbol(text, token.span) => symbol_arcs(models.vocabulary, word),
                Kind::Word => {
                    let case = capitals(word);
                    let ways = self.ways(models, style, word);
                    ways.iter().map(|way| chosen(models.lm, way, case, before)).collect()
                }
            });
            before = Before::after(token.kind, word);
        }
        if style.marks_too {
            add_specks(style, text, tokens, &mut all);
        }
        add_joined(models, text, tokens, &mut all);
        if let Some((at, meant)) = slip_in_name(text, tokens) {
            let words = models.vocabulary.with_fold(&fold(&meant));
            let ways = self.ways(models, style, &meant).iter();
            let marked = ways.filter(|way| words.contains(&way.arc.words[0]));
            let changed = marked.filter(|way| way.arc.tag & CHANGED != 0);
            let opening = Before::Opening;
            let mut read =
                changed.map(|way| chosen(models.lm, way, Case::Title, opening)).peekable();
            if read.peek().is_some() {
                all[at] = read.collect();
            }
        }
        all
    }

    /// Forgets what was looked up, since spellings have other prices now.
    pub(crate) fn forget(&mut self) {
        self.known.iter_mut().for_each(QuickMap::clear);
    }

    fn ways(&mut self, models: Models<'_>, style: Style, word: &str) -> &[Way] {
        let known = &mut self.known[2 * usize::from(style.shouted) + style.reader as usize];
        if known.len() > MOST_KNOWN {
            known.clear();
        }
        if !known.contains_key(word) {
            let digits = word.chars().all(|c| c.is_ascii_digit());
            let ways = if digits {
                digit_ways(models, &mut self.scratch, style.reader, word)
            } else {
                word_ways(models, &mut self.scratch, style, word)
            };
            known.insert(word.to_owned(), ways);
        }
        &known[word]
    }
}

fn prices(reader: Reader) -> &'static Prices {
    match reader {
        Reader::Foreign => &FOREIGN,
        Reader::Vietnamese => &VIETNAMESE,
    }
}

/// The arc of a way with the likelier initial.
fn chosen(lm: &Lm, way: &Way, case: Case, before: Before) -> Arc {
    let word = way.arc.words[0];
    if case == Case::Upper {
        return Arc { cost: way.costs[0], ..way.arc };
    }
    let with = |case, cost: f32| cost + habit(lm, word, case, before);
    let (small, capital) = (with(Case::Lower, way.costs[0]), with(Case::Title, way.costs[1]));
    if capital > small {
        Arc { cost: capital, tag: way.arc.tag | CAPITAL, ..way.arc }
    } else {
        Arc { cost: small, ..way.arc }
    }
}

/// Units of measure that look like misread words.
const UNITS: [&str; 34] = [
    "m", "g", "l", "kg", "km", "ha", "m2", "mm", "cm", "kV", "KV", "kv", "kW", "KW", "kWh", "KWh",
    "MW", "MWh", "GW", "GWh", "VA", "kVA", "KVA", "MVA", "Hz", "kHz", "MHz", "GHz", "KB", "MB",
    "GB", "TB", "Mbps", "Gbps",
];

/// Whether a token is the unit of the number before it: `250 m`, `2x250 MVA`.
fn is_unit(text: &str, tokens: &[Token], at: usize) -> bool {
    let after_number = at > 0 && tokens[at - 1].kind == Kind::Number;
    after_number && UNITS.contains(&tokens[at].span.of(text))
}

/// Whether a letter numbers an item, or names one: `d)`, `điểm d`. The other letters of the list tell what it is.
fn is_label(text: &str, span: Span) -> bool {
    span.of(text) == "d" || span.len() == 1 && text[span.end..].starts_with(')')
}

/// Whether a number may be a word misread: one or two digits by themselves, words on both sides.
fn stands_for_word(text: &str, tokens: &[Token], at: usize) -> bool {
    let span = tokens[at].span;
    let digits = span.of(text);
    let plain = digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    if !plain || digits.len() == 2 && digits.starts_with('0') {
        return false;
    }
    let apart = text[..span.start].chars().next_back().is_some_and(char::is_whitespace);
    let mut behind = text[span.end..].chars();
    let ended = match behind.next() {
        Some(c) if c.is_whitespace() => true,
        Some(',' | ';') => behind.next().is_some_and(char::is_whitespace),
        _ => false,
    };
    let word = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Word);
    let after = at + 1 + usize::from(text[span.end..].starts_with([',', ';']));
    apart && ended && at > 0 && word(at - 1) && word(after)
}

/// In the name of a Vietnamese that stands alone, as under a signature, the one word that spells none because an `i`
/// was read as `l`, and what it spells: `Nguyen Van Hlen`. No Vietnamese word has an `l` behind another consonant.
fn slip_in_name(text: &str, tokens: &[Token]) -> Option<(usize, String)> {
    let titled =
        |token: &Token| token.kind == Kind::Word && capitals(token.span.of(text)) == Case::Title;
    if !(3..=5).contains(&tokens.len()) || !tokens.iter().all(titled) {
        return None;
    }
    let spelled = |word: &str| is_bare_syllable(&fold(word));
    let mut odd = (0..tokens.len()).filter(|at| !spelled(tokens[*at].span.of(text)));
    let (at, None) = (odd.next()?, odd.next()) else { return None };
    let word = tokens[at].span.of(text);
    let meant = word.replacen('l', "i", 1);
    // The family name is one of few and comes first.
    (at > 0 && meant != word && spelled(&meant)).then_some((at, meant))
}

/// Adds readings that take the mark behind a word for a speck: what follows goes on in small letters.
fn add_specks(style: Style, text: &str, tokens: &[Token], all: &mut [Vec<Arc>]) {
    let Style { shouted, dirty, .. } = style;
    for (i, three) in tokens.windows(3).enumerate() {
        let [word, mark, next] = three else { continue };
        if word.kind != Kind::Word
            || in_symbol(text, word.span)
            || next.kind != Kind::Word
            || mark.span.start != word.span.end
        {
            continue;
        }
        let sign = mark.span.of(text);
        let known = SPECKS.iter().find(|(speck, _)| sign.starts_with(*speck));
        let price = known.map_or(f32::NEG_INFINITY, |(_, prices)| prices[usize::from(dirty)]);
        if price == f32::NEG_INFINITY {
            continue;
        }
        let gap = text[mark.span.end..next.span.start].chars().all(char::is_whitespace);
        let small = next.span.of(text).starts_with(char::is_lowercase);
        let goes_on = small || shouted;
        let price = if small || dirty { price } else { price + SHOUTED_STOP };
        if !gap || !goes_on {
            continue;
        }
        let likely: Vec<Arc> = all[i]
            .iter()
            .filter(|arc| arc.words[0] != UNKNOWN && arc.tag & ABBREVIATION == 0)
            .take(BEFORE_SPECK)
            .map(|arc| Arc { tokens: 2, cost: arc.cost + price, tag: arc.tag | SPECK, ..*arc })
            .collect();
        all[i].extend(likely);
    }
}

/// Adds the words whose initial stands apart: `N gân sách`.
fn add_joined(models: Models<'_>, text: &str, tokens: &[Token], all: &mut [Vec<Arc>]) {
    for (i, two) in tokens.windows(2).enumerate() {
        let [initial, rest] = two else { continue };
        let letter = initial.span.of(text);
        let apart = letter.chars().count() == 1 && INITIALS.contains(letter);
        let gap = &text[initial.span.end..rest.span.start];
        if !apart || gap != " " || rest.kind != Kind::Word {
            continue;
        }
        let seen = rest.span.of(text);
        let id = models.id(&format!("{letter}{seen}"));
        if id != UNKNOWN && seen.starts_with(char::is_lowercase) {
            let cost = SPLIT + habit(models.lm, id, Case::Title, Before::Small);
            let tag = CHANGED | JOINED;
            all[i].push(Arc { words: [id, START], count: 1, tokens: 2, cost, tag });
        }
    }
}

/// A symbol's part stays as it is, or becomes what the closed vocabulary says; the language model has no say.
fn symbol_arcs(vocabulary: &Vocabulary, word: &str) -> Vec<Arc> {
    let repaired = symbols::repaired(word);
    let tag = if repaired.is_some() { ABBREVIATION } else { KEPT };
    let key = key(repaired.as_deref().unwrap_or(word));
    vec![arc([vocabulary.id(&key).unwrap_or(UNKNOWN), START], 1, 0.0, tag)]
}

/// Log probability of the letters of a word nobody knows.
pub(crate) fn spelled_out(word: &str) -> f32 {
    -2.0 - 1.5 * word.chars().count() as f32
}

fn digit_ways(models: Models<'_>, scratch: &mut Scratch, reader: Reader, word: &str) -> Vec<Way> {
    let [number, misread] = prices(reader).digits;
    let mut ways = vec![both(arc([NUMBER, START], 1, number, KEPT))];
    for spelling in models.spellings(scratch, reader, word) {
        ways.push(way(&spelling, CHANGED, reader, misread));
    }
    ways
}

fn word_ways(models: Models<'_>, scratch: &mut Scratch, style: Style, word: &str) -> Vec<Way> {
    let prices = prices(style.reader);
    let core = core(word);
    let mut ways = core_ways(models, scratch, style, core);
    if core.len() == word.len() {
        return ways;
    }
    for way in &mut ways {
        way.arc.tag |= CORE;
        way.costs = way.costs.map(|cost| cost + prices.sign);
    }
    for spelling in models.spellings(scratch, style.reader, word) {
        ways.push(way(&spelling, CHANGED, style.reader, 0.0));
    }
    ways
}

fn core_ways(models: Models<'_>, scratch: &mut Scratch, style: Style, word: &str) -> Vec<Way> {
    let vocabulary = models.vocabulary;
    let Style { reader, shouted, .. } = style;
    let prices = prices(reader);
    let own = vocabulary.id(&key(word));
    let cost = unknown_cost(models, reader, word);
    let mut ways = vec![as_seen(word, arc([UNKNOWN, START], 1, cost, KEPT))];
    if word.chars().any(|c| c.is_ascii_digit()) {
        ways.push(as_seen(word, arc([NUMBER, START], 1, prices.code, KEPT)));
    }
    if case_of(word) == Case::Upper && symbols::is_known(word) {
        let cost = if shouted { SHOUTED_SYMBOL } else { 0.0 };
        ways.push(as_seen(word, arc([own.unwrap_or(UNKNOWN), START], 1, cost, KEPT)));
        // `DA` may be `ĐÃ` or `Đã`.
        let spells_none = word.len() > 2 || !word.contains(['A', 'E', 'I', 'O', 'U']);
        if !shouted && spells_none {
            return ways;
        }
    }
    if let Some(repaired) = symbols::repaired(word).or_else(|| symbols::named(word)) {
        let id = models.id(&repaired);
        ways.push(as_seen(word, arc([id, START], 1, -0.5, ABBREVIATION)));
    }
    let spellings = models.spellings(scratch, reader, word);
    if let Some(id) = own
        && !spellings.iter().any(|spelling| spelling.word == id)
    {
        ways.push(as_seen(word, arc([id, START], 1, prices.foreign, KEPT)));
    }
    let tag = |word| if Some(word) == own { KEPT } else { CHANGED };
    ways.extend(spellings.iter().map(|spelling| way(spelling, tag(spelling.word), reader, 0.0)));
    let best = spellings.iter().map(Spelling::cost).fold(f32::NEG_INFINITY, f32::max);
    if best < UNSPELLED && is_repeated(models, word) {
        ways[0] = as_seen(word, arc([UNKNOWN, START], 1, FAMILIAR, KEPT));
    }
    if best < POOR && own.is_none() {
        ways.extend(pairs(models, scratch, reader, word));
    }
    ways
}

fn is_repeated(models: Models<'_>, word: &str) -> bool {
    models.strange.get(word).is_some_and(|times| *times >= REPEATED)
}

/// Log probability of a word that nobody knows. A small one is more likely a misread one than a name.
fn unknown_cost(models: Models<'_>, reader: Reader, word: &str) -> f32 {
    if is_repeated(models, word) && reader == Reader::Vietnamese {
        return FAMILIAR;
    }
    let small = case_of(word) == Case::Lower;
    let odd = word.contains(|c: char| !c.is_alphabetic());
    spelled_out(word) + if small || odd { prices(reader).unknown } else { 0.0 }
}

/// The token as two words whose space was lost.
fn pairs(models: Models<'_>, scratch: &mut Scratch, reader: Reader, word: &str) -> Vec<Way> {
    let joined = prices(reader).joined;
    let lm = models.lm;
    let mut found: Vec<(f32, Way)> = vec![];
    let cuts: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(1).collect();
    if cuts.len() < 4 || cuts.len() > 13 {
        return vec![];
    }
    for cut in &cuts[1..cuts.len()] {
        let (left, right) = (
            models.spellings(scratch, reader, &word[..*cut]),
            models.spellings(scratch, reader, &word[*cut..]),
        );
        for a in left.iter().take(4) {
            for b in right.iter().take(4) {
                let cost = b.cost() + joined;
                let rank = |s: &Spelling| s.cost() + 0.6 * lm.unigram(s.word);
                let pair = arc([a.word, b.word], 2, 0.0, CHANGED);
                let way = Way { arc: pair, costs: a.costs.map(|own| own + cost) };
                found.push((rank(a) + rank(b), way));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(PAIRS).map(|(_, way)| way).collect()
}

fn way(spelling: &Spelling, tag: u32, reader: Reader, price: f32) -> Way {
    let costs = spelling.costs.map(|cost| prices(reader).seen * cost + price);
    Way { arc: arc([spelling.word, START], 1, 0.0, tag | JUDGED), costs }
}

/// A way whose initial is as it was seen.
fn as_seen(word: &str, arc: Arc) -> Way {
    let mut costs = [arc.cost, f32::NEG_INFINITY];
    if capitals(word) == Case::Title {
        costs.swap(0, 1);
    }
    Way { arc, costs }
}

/// A way that has no initial.
fn both(arc: Arc) -> Way {
    Way { arc, costs: [arc.cost, f32::NEG_INFINITY] }
}

fn arc(words: [WordId; 2], count: u8, cost: f32, tag: u32) -> Arc {
    Arc { words, count, tokens: 1, cost, tag }
}
