//! Chỉ tiêu: measurable objectives, told apart from results already achieved.

use vanban_document::{Document, Structure};
use vanban_record::{ReachedResult, Target};

/// Targets and results, each in reading order.
pub(crate) fn targets(
    _document: &Document,
    _structure: &Structure,
) -> (Vec<Target>, Vec<ReachedResult>) {
    (Vec::new(), Vec::new())
}
