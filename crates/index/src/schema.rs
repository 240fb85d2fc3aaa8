//! The fields of an entry.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

use crate::words::{Form, WordTokenizer};

/// The fields, by what they hold.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    /// Which kind of entry.
    pub(crate) kind: Field,
    /// The document's SHA-256.
    pub(crate) sha256: Field,
    /// The fact's id in its record; empty for a document.
    pub(crate) id: Field,
    /// The document's path.
    pub(crate) path: Field,
    /// Type, symbol and title of the document.
    pub(crate) document: Field,
    /// The page it stands on.
    pub(crate) page: Field,
    /// Số và ký hiệu, whole, as [`symbol_key`] writes it.
    pub(crate) symbol: Field,
    /// What it is about, for showing.
    pub(crate) head: Field,
    /// All its words, for showing.
    pub(crate) body: Field,
    /// The words of `head` and `body`, in both forms.
    pub(crate) words: [Words; 2],
}

/// A text's two forms, and how much its words weigh.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    pub(crate) exact: Field,
    pub(crate) folded: Field,
    pub(crate) weight: f32,
}

impl Fields {
    pub(crate) fn new() -> Fields {
        let mut builder = Schema::builder();
        let indexed = |form: Form| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(form.tokenizer())
                    .set_index_option(IndexRecordOption::WithFreqsAndPositions),
            )
        };
        let kind = builder.add_text_field("kind", STRING | STORED);
        let sha256 = builder.add_text_field("sha256", STRING | STORED | FAST);
        let id = builder.add_text_field("id", STRING | STORED);
        let path = builder.add_text_field("path", STORED);
        let document = builder.add_text_field("document", STORED);
        let page = builder.add_u64_field("page", INDEXED | STORED);
        let symbol = builder.add_text_field("symbol", STRING);
        let head = builder.add_text_field("head", STORED);
        let body = builder.add_text_field("body", STORED);
        let mut words = |name: &str, weight| Words {
            exact: builder.add_text_field(&format!("{name}_exact"), indexed(Form::Exact)),
            folded: builder.add_text_field(&format!("{name}_folded"), indexed(Form::Folded)),
            weight,
        };
        let words = [words("head", 2.0), words("body", 1.0)];
        let schema = builder.build();
        Fields { schema, kind, sha256, id, path, document, page, symbol, head, body, words }
    }
}

/// The tokenizers that the fields name.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    for form in [Form::Exact, Form::Folded] {
        manager.register(form.tokenizer(), TextAnalyzer::from(WordTokenizer(form)));
    }
    manager
}

/// A symbol as it is compared: no spaces, no marks, lower case.
pub(crate) fn symbol_key(symbol: &str) -> String {
    vanban_text::fold(symbol).split_whitespace().collect()
}
