//! What a container may still take: files and bytes, counted over everything in it.

use std::io::Read;

use crate::{ContainerError, Limits};

/// A ratio says nothing about a file this small.
const SMALL: u64 = 1 << 20;

/// What is left of the limits.
pub(crate) struct Budget<'a> {
    pub(crate) limits: &'a Limits,
    entries: usize,
    bytes: u64,
}

impl<'a> Budget<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self { limits, entries: 0, bytes: 0 }
    }

    /// Takes `count` files.
    pub(crate) fn take_entries(&mut self, count: usize) -> Result<(), ContainerError> {
        let requested = self.entries.saturating_add(count);
        let granted = self.limits.entries;
        if requested > granted {
            return Err(ContainerError::limit("files in it", requested as u64, granted as u64));
        }
        self.entries = requested;
        Ok(())
    }

    /// Reads a file that is `packed` bytes long in its archive; what it holds counts, not what it declares.
    pub(crate) fn inflate(
        &mut self,
        file: impl Read,
        packed: u64,
        declared: u64,
    ) -> Result<Vec<u8>, ContainerError> {
        let by_ratio = packed.max(1).saturating_mul(self.limits.ratio).max(SMALL);
        let left = self.limits.total_bytes.saturating_sub(self.bytes);
        let granted = [
            ("bytes of one file", self.limits.part_bytes),
            ("bytes of all files", left),
            ("inflated size of a file", by_ratio),
        ];
        let (limit, granted) =
            granted.into_iter().min_by_key(|(_, bytes)| *bytes).unwrap_or(("bytes", 0));
        let mut bytes = Vec::new();
        let read = file.take(granted.saturating_add(1)).read_to_end(&mut bytes);
        let found = bytes.len() as u64;
        if found > granted {
            // What was inflated in vain was work too: many such files must not cost more than one.
            self.bytes = self.bytes.saturating_add(found.min(SMALL));
            return Err(ContainerError::limit(limit, declared.max(found), granted));
        }
        read.map_err(|error| ContainerError::damaged(error.to_string()))?;
        self.bytes = self.bytes.saturating_add(found);
        Ok(bytes)
    }
}
