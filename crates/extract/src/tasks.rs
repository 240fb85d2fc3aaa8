//! Nhiệm vụ: rows of task tables, and items with Chủ trì / Phối hợp / Thời gian lines.

use vanban_document::{Document, Structure};
use vanban_record::Task;

/// Tasks in reading order.
pub(crate) fn tasks(_document: &Document, _structure: &Structure) -> Vec<Task> {
    Vec::new()
}
