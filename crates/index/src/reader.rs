//! Asking the index.

use std::path::Path;

use serde::Serialize;
use tantivy::collector::{Count, TopDocs};
use tantivy::schema::{Field, Value};
use tantivy::{Index, Searcher, TantivyDocument};

use crate::query::{Unit, build, parse};
use crate::schema::{Fields, tokenizers};
use crate::snippet::snippet;
use crate::writer::open_index;
use crate::{IndexError, Kind, Snippet};

/// The index, open for reading as of its last commit.
pub struct IndexReader {
    index: Index,
    fields: Fields,
}

/// What to look for.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// As someone typed it; words in double quotes stand together.
    pub text: &'a str,
    /// Kinds of entry to look among.
    pub kinds: &'a [Kind],
    /// How many hits at most.
    pub limit: usize,
}

/// What was found, best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// The best of them.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
    /// Whether these hold only some of the words, since nothing holds all.
    pub partial: bool,
}

/// An entry found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// Kind of entry.
    pub kind: Kind,
    /// The document's SHA-256.
    pub sha256: String,
    /// The fact's id in its record; `null` for a document.
    pub id: Option<String>,
    /// The document's path.
    pub path: String,
    /// Type, symbol and title of the document.
    pub document: String,
    /// Page, from 1.
    pub page: u64,
    /// What the entry is about.
    pub head: String,
    /// Where the words stand.
    pub snippet: Snippet,
    /// How well it fits; only good for comparing hits of one search.
    pub score: f32,
}

const SNIPPET_BYTES: usize = 240;

impl IndexReader {
    /// Opens the index in `folder`.
    pub fn open(folder: &Path) -> Result<IndexReader, IndexError> {
        let fields = Fields::new();
        let mut index = open_index(folder, &fields)?;
        index.set_tokenizers(tokenizers());
        Ok(IndexReader { index, fields })
    }

    /// Finds what holds all words of the query, or, if nothing does, what holds some.
    pub fn search(&self, search: &Search) -> Result<Hits, IndexError> {
        let units = parse(search.text)?;
        let searcher = self.index.reader()?.searcher();
        let mut hits = self.run(&searcher, &units, search, false)?;
        if hits.total == 0 && units.len() > 1 {
            hits = self.run(&searcher, &units, search, true)?;
        }
        Ok(hits)
    }

    fn run(
        &self,
        searcher: &Searcher,
        units: &[Unit],
        search: &Search,
        any: bool,
    ) -> Result<Hits, IndexError> {
        let query = build(units, search.kinds, any, &self.fields);
        let top = TopDocs::with_limit(search.limit.max(1)).order_by_score();
        let (best, total) = searcher.search(&query, &(top, Count))?;
        let mut hits = Vec::with_capacity(best.len());
        for (score, address) in best {
            hits.extend(self.hit(&searcher.doc(address)?, units, score));
        }
        Ok(Hits { hits, total, partial: any && total > 0 })
    }

    fn hit(&self, document: &TantivyDocument, units: &[Unit], score: f32) -> Option<Hit> {
        let text = |field: Field| {
            document
                .get_first(field)
                .and_then(|value| value.as_str())
                .unwrap_or_default()
                .to_owned()
        };
        let kind = Kind::named(&text(self.fields.kind))?;
        let (head, body) = (text(self.fields.head), text(self.fields.body));
        // A document shows where in its text the words stand, a fact shows itself.
        let shown = match kind {
            Kind::Document if !body.is_empty() => body,
            _ if body.is_empty() => head.clone(),
            _ => format!("{head} · {body}"),
        };
        Some(Hit {
            kind,
            sha256: text(self.fields.sha256),
            id: Some(text(self.fields.id)).filter(|id| !id.is_empty()),
            path: text(self.fields.path),
            document: text(self.fields.document),
            page: document.get_first(self.fields.page).and_then(|page| page.as_u64()).unwrap_or(1),
            snippet: snippet(shown.trim(), units, SNIPPET_BYTES),
            head,
            score,
        })
    }
}
