//! Kinh phí: lines and totals of budget tables.

use vanban_document::{Document, Structure};
use vanban_record::{BudgetLine, BudgetTotal};

/// Lines and stated totals, in reading order.
pub(crate) fn budget(
    _document: &Document,
    _structure: &Structure,
) -> (Vec<BudgetLine>, Vec<BudgetTotal>) {
    (Vec::new(), Vec::new())
}
