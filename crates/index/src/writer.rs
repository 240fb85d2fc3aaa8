//! Writing the index.

use std::collections::BTreeSet;
use std::path::Path;

use tantivy::collector::DocSetCollector;
use tantivy::directory::MmapDirectory;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, TantivyDocument, Term};

use crate::schema::{Fields, symbol_key, tokenizers};
use crate::{Entries, IndexError, Kind};

/// Memory for entries before they go to disk.
const HEAP_BYTES: usize = 64 << 20;

/// The index, open for writing; one at a time.
pub struct IndexWriter {
    index: Index,
    writer: tantivy::IndexWriter,
    fields: Fields,
}

impl IndexWriter {
    /// Opens the index in `folder`, which must exist. One that is damaged or of another version is made anew, empty:
    /// it holds nothing that the records do not.
    pub fn open(folder: &Path) -> Result<IndexWriter, IndexError> {
        let fields = Fields::new();
        let mut index = match open_index(folder, &fields) {
            Ok(index) => index,
            Err(IndexError::Busy) => return Err(IndexError::Busy),
            Err(_) => {
                empty(folder).map_err(tantivy::TantivyError::from)?;
                let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
                Index::create(directory, fields.schema.clone(), tantivy::IndexSettings::default())?
            }
        };
        index.set_tokenizers(tokenizers());
        let writer = index.writer_with_num_threads(1, HEAP_BYTES)?;
        Ok(IndexWriter { index, writer, fields })
    }

    /// Puts the entries of a document in the place of those it had.
    pub fn replace(&mut self, sha256: &str, entries: Entries) -> Result<(), IndexError> {
        self.delete(sha256);
        for entry in entries.list {
            let fields = &self.fields;
            let mut document = TantivyDocument::new();
            document.add_text(fields.kind, entry.kind.name());
            document.add_text(fields.sha256, sha256);
            document.add_text(fields.id, &entry.id);
            document.add_text(fields.path, &entries.path);
            document.add_text(fields.document, &entries.document);
            document.add_u64(fields.page, u64::from(entry.page));
            if let Some(symbol) = &entry.symbol {
                document.add_text(fields.symbol, symbol_key(symbol));
            }
            document.add_text(fields.head, &entry.head);
            document.add_text(fields.body, &entry.body);
            for (words, text) in fields.words.iter().zip([&entry.head, &entry.body]) {
                document.add_text(words.exact, text);
                document.add_text(words.folded, text);
            }
            self.writer.add_document(document)?;
        }
        Ok(())
    }

    /// Removes the entries of a document.
    pub fn delete(&mut self, sha256: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.sha256, sha256));
    }

    /// Makes what was done so far last, and visible to those who open the index after.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        self.writer.commit()?;
        Ok(())
    }

    /// The documents in the index as of the last commit.
    pub fn document_ids(&self) -> Result<BTreeSet<String>, IndexError> {
        let searcher = self.index.reader()?.searcher();
        let term = Term::from_field_text(self.fields.kind, Kind::Document.name());
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let mut ids = BTreeSet::new();
        // The order of the set does not matter: the ids are sorted as they come.
        let mut addresses: Vec<_> =
            searcher.search(&query, &DocSetCollector)?.into_iter().collect();
        addresses.sort();
        for address in addresses {
            let segment = searcher.segment_reader(address.segment_ord);
            if let Some(column) = segment.fast_fields().str("sha256")?
                && let Some(ord) = column.term_ords(address.doc_id).next()
            {
                let mut id = String::new();
                column.ord_to_str(ord, &mut id).map_err(tantivy::TantivyError::from)?;
                ids.insert(id);
            }
        }
        Ok(ids)
    }
}

/// The index in a folder, if it is there and ours.
pub(crate) fn open_index(folder: &Path, fields: &Fields) -> Result<Index, IndexError> {
    let directory =
        MmapDirectory::open(folder).map_err(|_| IndexError::Missing(folder.to_owned()))?;
    if !Index::exists(&directory).map_err(tantivy::TantivyError::from)? {
        return Err(IndexError::Missing(folder.to_owned()));
    }
    let index = Index::open(directory)?;
    if index.schema() != fields.schema {
        return Err(IndexError::Outdated(folder.to_owned()));
    }
    Ok(index)
}

fn empty(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}
