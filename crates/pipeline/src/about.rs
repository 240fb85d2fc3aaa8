//! What a file says about itself, as it is published.

use vanban_document::{MediaType, Metadata};
use vanban_record::{FileMetadata, FileSignature};

/// Title, program, dates and signatures of a PDF; nothing for other kinds of file.
pub(crate) fn about(bytes: &[u8], kind: MediaType, limits: &vanban_pdf::Limits) -> FileMetadata {
    if kind != MediaType::Pdf {
        return FileMetadata::default();
    }
    let Metadata { title, author, creator, producer, created, modified, encrypted, signatures } =
        vanban_pdf::metadata(bytes, limits);
    let signatures = signatures.into_iter().map(|signature| FileSignature {
        signer: signature.signer,
        time: signature.time,
        reason: signature.reason,
        covers_end: signature.covers_end,
    });
    FileMetadata {
        title,
        author,
        creator,
        producer,
        created,
        modified,
        encrypted,
        signatures: signatures.collect(),
    }
}
