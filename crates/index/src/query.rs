//! What someone typed, as a query.
//!
//! All words must be there, with or without marks. Above those, in this order: entries whose symbol is the one typed;
//! entries where the words typed with marks stand exactly so; entries where the words stand together.

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::IndexRecordOption;

use crate::schema::{Fields, Words, symbol_key};
use crate::words::{Form, Word, words};
use crate::{IndexError, Kind};

/// Steps wide enough that no sum of word scores crosses one.
const EXACT_STEP: f32 = 1000.0;
const SYMBOL_STEP: f32 = 4000.0;

/// A word, or words that must stand together: quoted, or one word with inner marks (`57-NQ/TW`).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unit {
    pub(crate) words: Vec<Word>,
    /// As typed.
    text: String,
}

/// What was typed, in units.
pub(crate) fn parse(text: &str) -> Result<Vec<Unit>, IndexError> {
    let text = vanban_text::nfc(text).replace(['“', '”', '„'], "\"");
    let mut units = Vec::new();
    for (i, part) in text.split('"').enumerate() {
        let quoted = i % 2 == 1;
        let pieces: Vec<&str> = if quoted { vec![part] } else { part.split_whitespace().collect() };
        units.extend(
            pieces
                .into_iter()
                .map(|piece| Unit { words: words(piece).collect(), text: piece.to_owned() }),
        );
    }
    units.retain(|unit| !unit.words.is_empty());
    if units.is_empty() { Err(IndexError::EmptyQuery) } else { Ok(units) }
}

/// The query that asks for all units, or with `any` for at least one, in entries of `kinds`.
pub(crate) fn build(units: &[Unit], kinds: &[Kind], any: bool, fields: &Fields) -> BooleanQuery {
    let occur = if any { Occur::Should } else { Occur::Must };
    let loose: Vec<_> =
        units.iter().map(|unit| (occur, in_fields(&unit.words, Form::Folded, fields))).collect();
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![
        (Occur::Must, of_kinds(kinds, fields)),
        (Occur::Must, Box::new(BooleanQuery::new(loose))),
    ];
    if units.iter().flat_map(|unit| &unit.words).any(Word::marked) {
        let strict: Vec<_> = units
            .iter()
            .map(|unit| {
                let marked = unit.words.iter().any(Word::marked);
                let form = if marked { Form::Exact } else { Form::Folded };
                (occur, in_fields(&unit.words, form, fields))
            })
            .collect();
        clauses.push((Occur::Should, step(Box::new(BooleanQuery::new(strict)), EXACT_STEP)));
    }
    let together: Vec<Word> = units.iter().flat_map(|unit| unit.words.clone()).collect();
    if units.len() > 1 {
        let phrase = in_fields(&together, Form::Folded, fields);
        clauses.push((Occur::Should, Box::new(BoostQuery::new(phrase, 2.0))));
    }
    for unit in units.iter().filter(|unit| unit.text.contains(['/', '-'])) {
        let term = Term::from_field_text(fields.symbol, &symbol_key(&unit.text));
        let symbol = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
        clauses.push((Occur::Should, step(symbol, SYMBOL_STEP)));
    }
    BooleanQuery::new(clauses)
}

/// A query that adds the same to each entry it finds.
fn step(query: Box<dyn Query>, score: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, score))
}

fn of_kinds(kinds: &[Kind], fields: &Fields) -> Box<dyn Query> {
    let term = |kind: &Kind| -> Box<dyn Query> {
        let term = Term::from_field_text(fields.kind, kind.name());
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    };
    step(Box::new(BooleanQuery::union(kinds.iter().map(term).collect())), 0.0)
}

/// The words in this order and form, in the head or in the body.
fn in_fields(words: &[Word], form: Form, fields: &Fields) -> Box<dyn Query> {
    let either = fields.words.iter().map(|field| -> Box<dyn Query> {
        Box::new(BoostQuery::new(in_field(words, form, field), field.weight))
    });
    Box::new(BooleanQuery::union(either.collect()))
}

fn in_field(words: &[Word], form: Form, field: &Words) -> Box<dyn Query> {
    let term = |word: &Word| match form {
        Form::Exact => Term::from_field_text(field.exact, &word.exact),
        Form::Folded => Term::from_field_text(field.folded, &word.folded),
    };
    match words {
        [word] => Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs)),
        words => Box::new(PhraseQuery::new(words.iter().map(term).collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units_of(text: &str) -> Vec<Vec<String>> {
        let units = parse(text).expect("it has words");
        let exact = |unit: &Unit| unit.words.iter().map(|word| word.exact.clone()).collect();
        units.iter().map(exact).collect()
    }

    #[test]
    fn quotes_and_inner_marks_keep_words_together() {
        assert_eq!(units_of("chuyển đổi số"), [["chuyển"], ["đổi"], ["số"]].map(|u| u.to_vec()));
        assert_eq!(units_of("“chuyển đổi” số"), [vec!["chuyển", "đổi"], vec!["số"]]);
        assert_eq!(units_of("12/KH-UBND"), [["12", "kh", "ubnd"]].map(|u| u.to_vec()));
        assert_eq!(units_of("Hoà"), [["hòa"]].map(|u| u.to_vec()));
    }

    #[test]
    fn nothing_typed_is_no_query() {
        for text in ["", " ", "\"\"", "--/"] {
            assert_eq!(parse(text).expect_err("no word").code(), "empty-query", "{text:?}");
        }
    }
}
