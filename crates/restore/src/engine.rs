//! One stretch of text at a time: which kind of damage it has, and what it said before.

use std::borrow::Cow;

use vanban_text::{Edit, Span, fold_keep_case};

use crate::Restorer;
use crate::adapted::Adapted;
use crate::cache::Cache;
use crate::case;
use crate::context::{FormId, Stream, case_code};
use crate::damage::{CLEAN, DAMAGES, Damage, KNOWN_NOISY, Marks, Prior, likely_damages};
use crate::gazetteer::{Gazetteer, LONGEST};
use crate::hashing::QuickMap;
use crate::lattice::{Arc, Path, Room, Width, search};
use crate::leaning::Leaning;
use crate::lm::{BREAK, COMMA, Lm, Looks, NUMBER, SPECIAL, START, UNKNOWN, WordId};
use crate::misread::{ABBREVIATION, CHANGED, KEPT, Readings, spelled_out};
use crate::noisy;
use crate::preference::{Around, OfForm};
use crate::reading::{Known, Reading, Seen, look_up};
use crate::specks::Dirt;
use crate::speller::Speller;
use crate::stretches::{pieces, windows};
use crate::symbols;
use crate::token::{Case, Kind, Token, case_of, key, scan};
use crate::vocabulary::Vocabulary;

mod repair;

const FAST: Width = Width { states: 12, margin: 12.0 };
/// Words that nobody knows which are counted.
const MOST_STRANGE: usize = 1 << 14;
/// Log probability that both words of a pair have a slip.
const TWIN_SLIP: f32 = -5.75;
/// How many candidates of each are tried, how likely the pair must be after its first word, and how much likelier
/// than the pair as it stands.
const TWINS: usize = 6;
const TWIN_LEAST: f32 = -2.5;
const TWIN_GAIN: f32 = 1.0;
/// What a place's name is likelier by where it is named as one.
const PLACE: f32 = 4.0;
/// Weight of the case habit.
const CASE_WEIGHT: f32 = 1.0;

/// Decodes stretches of one text; holds what it has looked up.
pub(crate) struct Engine<'a> {
    lm: &'a Lm,
    vocabulary: &'a Vocabulary,
    speller: &'a Speller,
    gazetteer: &'a Gazetteer,
    around: Around<'a>,
    /// All tokens of the text, and how many of them have been restored.
    stream: Stream,
    restored: usize,
    known: Known,
    misread: Readings,
    /// What the OCRs that read the text make of letters.
    adapted: [Adapted; 2],
    dirt: Dirt,
    /// Words that nobody knows, and how often they stand in the text.
    strange: QuickMap<String, u32>,
    /// Pieces restored.
    pieces: usize,
    cache: Cache,
    leaning: Leaning,
    room: Room,
    /// Whether confidences are wanted.
    posteriors: bool,
}

/// A stretch of text as one kind of damage explains it.
#[derive(Debug, Default)]
struct Decoded {
    score: f32,
    words: Vec<WordId>,
    edits: Vec<Edit>,
    /// Tokens of misread text, each read as one word.
    read: Vec<(Span, WordId)>,
}

impl<'a> Engine<'a> {
    /// An engine for one text.
    pub(crate) fn new(restorer: &'a Restorer, posteriors: bool) -> Self {
        let Restorer { lm, vocabulary, speller, forms, contexts, gazetteer } = restorer;
        let (known, misread) = (Known::default(), Readings::default());
        let (cache, room) = (Cache::default(), Room::default());
        let stream = Stream::default();
        Self {
            lm,
            vocabulary,
            speller,
            gazetteer,
            around: Around { lm, forms, contexts },
            stream,
            restored: 0,
            known,
            misread,
            adapted: Default::default(),
            dirt: Dirt::default(),
            strange: QuickMap::default(),
            pieces: 0,
            cache,
            leaning: Leaning::new(lm.words().len()),
            room,
            posteriors,
        }
    }

    /// Counts marks in a text and notes its words; stretches of another language do not count. All stretches
    /// that will be restored are shown first, in their order.
    pub(crate) fn marks(&mut self, text: &str, into: &mut Marks) {
        for piece in pieces(text) {
            let text = piece.of(text);
            let tokens = scan(text);
            let places = self.places(text, &tokens);
            let seen = Seen { text, tokens: &tokens, places: &places };
            into.add(self.count(seen));
            self.note(seen);
            self.dirt.note(text);
        }
    }

    fn places(&mut self, text: &str, tokens: &[Token]) -> Vec<u32> {
        let Self { lm, vocabulary, around, .. } = *self;
        self.known.places(text, tokens, |word| look_up(lm, vocabulary, around.forms, word))
    }

    fn note(&mut self, seen: Seen<'_>) {
        self.stream.open_line();
        for (token, place) in seen.tokens.iter().zip(seen.places) {
            let form = match (token.kind, self.known.at(*place)) {
                (Kind::Word, Some(reading)) => {
                    if reading.foreign && self.strange.len() < MOST_STRANGE {
                        let word = token.span.of(seen.text).to_owned();
                        *self.strange.entry(word).or_default() += 1;
                    }
                    self.stream.push(reading.form, case_code(reading.case));
                    continue;
                }
                (Kind::Word, None) => UNKNOWN,
                (Kind::Number, _) => NUMBER,
                (Kind::Break, _) => BREAK,
                (Kind::Comma, _) => COMMA,
            };
            self.stream.add(token.kind, "", form);
        }
    }

    fn count(&self, seen: Seen<'_>) -> Marks {
        let mut sum = Marks::default();
        for (token, place) in seen.tokens.iter().zip(seen.places) {
            let word = token.span.of(seen.text);
            sum.odd += usize::from(token.kind == Kind::Number && is_odd_number(word));
            let Some(reading) = self.known.at(*place) else { continue };
            sum.words += 1;
            sum.odd += usize::from(reading.odd);
            sum.foreign += usize::from(reading.foreign);
            sum.marked += usize::from(reading.marked);
            sum.own += usize::from(reading.marked && noisy::is_own(word));
            sum.bare += usize::from(!reading.marked && !reading.candidates.is_empty());
            for (sum, more) in sum.levels.iter_mut().zip(reading.levels) {
                *sum += more;
            }
        }
        sum
    }

    /// The edits that restore `text`, a paragraph or a cell.
    pub(crate) fn restore(&mut self, text: &str, prior: &Prior) -> Vec<Edit> {
        let mut edits = vec![];
        for piece in pieces(text) {
            let found = self.restore_piece(piece.of(text), prior);
            edits.extend(found.into_iter().map(|e| Edit { at: e.at.shift(piece.start), ..e }));
        }
        edits
    }

    fn restore_piece(&mut self, text: &str, prior: &Prior) -> Vec<Edit> {
        let tokens = scan(text);
        let places = self.places(text, &tokens);
        let seen = Seen { text, tokens: &tokens, places: &places };
        let own = self.count(seen);
        let line = Span::new(self.restored, self.restored + 1 + tokens.len());
        self.restored = line.end;
        self.pieces += 1;
        let known_noisy = prior.recognised || prior.noisy > KNOWN_NOISY;
        // In a text known to be misread, words that look like none are misread ones.
        if own.is_foreign() && (!known_noisy || own.odd + own.marked == 0) {
            return vec![];
        }
        let told = own.odd * 8 >= own.words && own.odd > 1 || own.own == 0;
        let surely_noisy = prior.recognised || prior.noisy > KNOWN_NOISY && told;
        let mut best = if surely_noisy {
            Decoded { score: f32::NEG_INFINITY, ..Decoded::default() }
        } else {
            self.best_of(seen, line, &likely_damages(own, prior))
        };
        if surely_noisy || own.odd > 0 || prior.noisy > -1.5 {
            let mut noisy = self.decode_noisy(text, prior.marks_too);
            noisy.score += prior.noisy;
            if noisy.score > best.score {
                best = noisy;
            }
        }
        for pair in best.words.windows(2).filter(|pair| pair[1] >= SPECIAL as WordId) {
            self.cache.add(pair[0], pair[1]);
        }
        for word in best.words.iter().filter(|word| **word >= SPECIAL as WordId) {
            self.leaning.add(self.around.forms, *word);
        }
        best.edits
    }

    /// The text as right or without marks: the better of the two for each window.
    fn best_of(&mut self, whole: Seen<'_>, line: Span, damages: &[(usize, f32)]) -> Decoded {
        self.cache.words_too = false;
        let text = whole.text;
        let (mut decoded, mut context) = (Decoded::default(), self.lm.start());
        let mut done = 0;
        for tokens in windows(whole.tokens) {
            let places = &whole.places[done..done + tokens.len()];
            let seen = Seen { text, tokens, places };
            let preferred = self.preferred(seen, line.start + 1 + done, line);
            done += tokens.len();
            let mut best: Option<(f32, Path, Vec<Vec<Arc>>)> = None;
            for (damage, prior) in damages {
                let mut arcs = self.arcs(seen, &preferred, &DAMAGES[*damage]);
                if *damage == CLEAN {
                    self.add_twin_slips(seen, &mut arcs);
                } else {
                    self.favour_places(seen, &mut arcs);
                }
                let path = search(
                    self.lm,
                    &mut self.room,
                    &self.cache,
                    context,
                    &arcs,
                    FAST,
                    self.posteriors,
                );
                let score = path.score + prior;
                if best.as_ref().is_none_or(|(other, ..)| score > *other) {
                    best = Some((score, path, arcs));
                }
            }
            let Some((score, path, arcs)) = best else { continue };
            decoded.score += score + unknown_cost(text, tokens, &path, &arcs);
            self.write_edits(text, tokens, &path, &arcs, &mut decoded);
            context = path.end.unwrap_or(context);
        }
        decoded
    }

    fn write_edits(
        &self,
        text: &str,
        tokens: &[Token],
        path: &Path,
        arcs: &[Vec<Arc>],
        decoded: &mut Decoded,
    ) {
        for chosen in &path.arcs {
            let token = &tokens[chosen.at];
            let arc = arcs[chosen.at][chosen.arc];
            if arc.tokens == 2 {
                let last = &tokens[chosen.at + 1];
                for (token, word) in [(token, arc.words[0]), (last, arc.words[1])] {
                    let text = case::like(token.span.of(text), &self.lm.words()[word as usize]);
                    decoded.edits.push(Edit { at: token.span, text, confidence: chosen.posterior });
                }
                decoded.words.extend(arc.words);
                continue;
            }
            let seen = token.span.of(text);
            decoded.words.extend(&arc.words[..arc.count as usize]);
            let new = match arc.tag {
                CHANGED => {
                    let cased = cased(text, tokens, chosen.at);
                    case::like(cased.as_deref().unwrap_or(seen), &self.spelled(arc))
                }
                ABBREVIATION => symbols::repaired(seen).unwrap_or_default(),
                _ => continue,
            };
            if new != seen {
                let confidence = chosen.posterior;
                decoded.edits.push(Edit { at: token.span, text: new, confidence });
            }
        }
    }

    /// The words of an arc, small.
    fn spelled(&self, arc: Arc) -> Cow<'_, str> {
        let [first, second] = arc.words.map(|id| self.lm.words()[id as usize].as_str());
        if arc.count == 1 { first.into() } else { format!("{first} {second}").into() }
    }

    /// What the words around say for the words of each token's form; the first token stands at `at` of the stream.
    fn preferred(&self, seen: Seen<'_>, at: usize, line: Span) -> Vec<Option<OfForm>> {
        let mut contexts = vec![];
        let of_token = |(i, place): (usize, &u32)| {
            let reading = self.known.at(*place).filter(|r| !r.candidates.is_empty())?;
            self.around.preferred(&self.stream, reading.form, at + i, line, &mut contexts)
        };
        seen.places.iter().enumerate().map(of_token).collect()
    }

    fn arcs(&self, seen: Seen<'_>, preferred: &[Option<OfForm>], damage: &Damage) -> Vec<Vec<Arc>> {
        let Seen { text, tokens, places } = seen;
        let mut before = Before::Opening;
        let of_token = |((token, place), preferred): ((&Token, &u32), &Option<OfForm>)| {
            let reading = self.known.at(*place);
            let case = reading.map_or(Case::Lower, |reading| reading.case);
            let was = std::mem::replace(&mut before, Before::after_case(token.kind, case));
            match (token.kind, reading) {
                (Kind::Number, _) => vec![arc(NUMBER, 0.0, KEPT)],
                (Kind::Break, _) => vec![arc(BREAK, 0.0, KEPT)],
                (Kind::Comma, _) => vec![arc(COMMA, 0.0, KEPT)],
                (Kind::Word, None) => vec![arc(UNKNOWN, 0.0, KEPT)],
                (Kind::Word, Some(reading)) => match faded_abbreviation(text, token.span) {
                    Some(whole) => vec![arc(self.id_of(&whole), 0.0, ABBREVIATION)],
                    None => self.word_arcs(reading, preferred.as_ref(), damage, was),
                },
            }
        };
        tokens.iter().zip(places).zip(preferred).map(of_token).collect()
    }

    /// After `phường`, `xã` and the like, and where a document is dated, capitals that look like one place's name
    /// alone are that place.
    fn favour_places(&self, seen: Seen<'_>, arcs: &mut [Vec<Arc>]) {
        for first in 0..seen.tokens.len() {
            let looks: Vec<FormId> = (first..seen.tokens.len())
                .take(LONGEST)
                .map_while(|i| self.capital(seen, i))
                .collect();
            if looks.len() < 2 || !self.names_a_place(seen, first, looks.len()) {
                continue;
            }
            let words = self.gazetteer.name(&looks).into_iter().flatten();
            for (word, arcs) in words.zip(&mut arcs[first..]) {
                for arc in arcs.iter_mut().filter(|arc| arc.words[0] == *word) {
                    arc.cost += PLACE;
                }
            }
        }
    }

    fn capital(&self, seen: Seen<'_>, at: usize) -> Option<FormId> {
        let reading = self.known.at(seen.places[at])?;
        (reading.case != Case::Lower).then_some(reading.form)
    }

    /// Whether capitals stand where a place is named: `xã Tân Kỳ`; `Tân Kỳ, ngày 5`.
    fn names_a_place(&self, seen: Seen<'_>, first: usize, count: usize) -> bool {
        let form = |i: usize| self.known.at(*seen.places.get(i)?).map(|reading| reading.form);
        let after = first + count;
        let level = first > 0 && form(first - 1).is_some_and(|form| self.gazetteer.is_level(form));
        let comma = seen.tokens.get(after).is_some_and(|token| token.kind == Kind::Comma);
        level
            || first == 0
                && comma
                && form(after + 1).is_some_and(|form| self.gazetteer.is_day(form))
    }

    /// Slips come in twos: where both words of a pair lost or changed a mark (`phần đầu` for `phấn đấu`), the
    /// second is not another rare event. Only pairs that the model knows well are offered.
    fn add_twin_slips(&self, seen: Seen<'_>, arcs: &mut [Vec<Arc>]) {
        let (mut looks, mut bigrams) = (Looks::default(), vec![]);
        for (i, pair) in seen.places.windows(2).enumerate() {
            let [Some(a), Some(b)] = [0, 1].map(|k| self.known.at(pair[k])) else { continue };
            let (Some(own_a), Some(own_b)) = (a.own, b.own) else { continue };
            if !a.marked || !b.marked {
                continue;
            }
            let as_is = self.lm.bigram(own_a, own_b).log_prob;
            let [firsts, seconds] = [a, b].map(|r| &r.candidates[..r.candidates.len().min(TWINS)]);
            self.lm.bigrams(&mut looks, firsts, seconds, &mut bigrams);
            for (k, first) in firsts.iter().enumerate() {
                for (second, bigrams) in seconds.iter().zip(bigrams.chunks(firsts.len())) {
                    let log_prob = bigrams[k].log_prob;
                    if log_prob > TWIN_LEAST && log_prob > as_is + TWIN_GAIN {
                        let words = [*first, *second];
                        let (cost, tag) = (TWIN_SLIP, CHANGED);
                        arcs[i].push(Arc { words, count: 2, tokens: 2, cost, tag });
                    }
                }
            }
        }
    }

    fn word_arcs(
        &self,
        reading: &Reading,
        preferred: Option<&OfForm>,
        damage: &Damage,
        before: Before,
    ) -> Vec<Arc> {
        let habit = |id: WordId| {
            habit(self.lm, id, reading.case, before)
                + self.around.weighted(id, preferred)
                + self.leaning.towards(self.around.forms, id)
        };
        let mut arcs = Vec::with_capacity(reading.candidates.len() + 1);
        if let Some(id) = reading.own {
            let cost = if reading.marked { damage.keep } else { 0.0 };
            arcs.push(arc(id, cost + habit(id), KEPT));
        } else {
            let cost = if reading.candidates.is_empty() { 0.0 } else { damage.foreign };
            arcs.push(arc(UNKNOWN, cost, KEPT));
        }
        for (i, id) in reading.candidates.iter().enumerate() {
            let change = match (reading.faded >> i & 1 == 1, reading.marked) {
                (false, _) => damage.confuse,
                (true, true) => damage.fade,
                (true, false) => damage.lose,
            };
            arcs.push(arc(*id, change + habit(*id), CHANGED));
        }
        arcs
    }

    fn id_of(&self, word: &str) -> WordId {
        self.vocabulary.id(&key(word)).unwrap_or(UNKNOWN)
    }
}

/// The abbreviation that a part of a symbol is without its marks: `QĐ` in `12-QD/TU`.
fn faded_abbreviation(text: &str, span: Span) -> Option<String> {
    let seen = span.of(text);
    if !seen.is_ascii() || !seen.contains('D') || !noisy::in_symbol(text, span) {
        return None;
    }
    symbols::repaired(seen).filter(|whole| fold_keep_case(whole) == seen)
}

/// What stands before a word, for its case.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Before {
    /// Nothing that tells: a break, or capitals throughout.
    Opening,
    /// A word with a small initial, a number, a comma.
    Small,
    /// A word with a capital initial.
    Capital,
}

impl Before {
    /// What stands before the token after this one.
    pub(crate) fn after(kind: Kind, word: &str) -> Before {
        Before::after_case(kind, case_of(word))
    }

    /// The same for a word whose case is known.
    fn after_case(kind: Kind, case: Case) -> Before {
        match (kind, case) {
            (Kind::Number | Kind::Comma, _) | (Kind::Word, Case::Lower) => Before::Small,
            (Kind::Word, Case::Title) => Before::Capital,
            _ => Before::Opening,
        }
    }
}

/// What a token's case says for a word.
pub(crate) fn habit(lm: &Lm, word: WordId, case: Case, before: Before) -> f32 {
    match (before, case) {
        (Before::Opening, _) | (_, Case::Upper | Case::Mixed) => 0.0,
        (_, case) => CASE_WEIGHT * lm.capital(word, before == Before::Capital, case == Case::Title),
    }
}

/// The token at `at` in the case it is meant in, where that is not what it shows.
fn cased(text: &str, tokens: &[Token], at: usize) -> Option<String> {
    let upper = |i: usize| {
        let token = tokens.get(i).filter(|token| token.kind == Kind::Word);
        token.is_some_and(|token| case_of(token.span.of(text)) == Case::Upper)
    };
    let seen = tokens[at].span.of(text);
    // A short word among words in capitals is one too, though it does not show it.
    let bare = seen.chars().filter(|c| c.is_alphabetic()).count() <= 2;
    let between = upper(at + 1) && (at == 0 || upper(at - 1));
    (bare && seen.starts_with(char::is_uppercase) && between).then(|| seen.to_uppercase())
}

/// What the letters of unknown words and of odd codes cost, which the search itself need not know.
fn unknown_cost(text: &str, tokens: &[Token], path: &Path, arcs: &[Vec<Arc>]) -> f32 {
    let cost = |chosen: &crate::lattice::Chosen| {
        let token = &tokens[chosen.at];
        let word = token.span.of(text);
        match token.kind {
            Kind::Word if arcs[chosen.at][chosen.arc].words[0] == UNKNOWN => spelled_out(word),
            Kind::Number if is_odd_number(word) => spelled_out(word),
            _ => 0.0,
        }
    };
    path.arcs.iter().map(cost).sum()
}

/// Small letters with a digit among them, as a misread word has: `d6i`, `s6`.
fn is_odd_number(word: &str) -> bool {
    word.chars().any(char::is_lowercase) && word.chars().count() < 9
}

fn arc(word: WordId, cost: f32, tag: u32) -> Arc {
    Arc { words: [word, START], count: 1, tokens: 1, cost, tag }
}
