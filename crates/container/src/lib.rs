//! Archives and e-mail to the files in them.
//!
//! Comes in: the bytes of a ZIP or of a message (RFC 5322, `.eml`). Goes out: its files in the order in which
//! they stand, those of archives in archives too, each with its bytes or with the reason why it has none.
//! A name in an archive is words to show a person: nothing is ever opened or written under it.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod archive;
mod budget;
mod error;
mod mail;
mod names;

use budget::Budget;
pub use error::ContainerError;

/// The kinds of file that hold files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `application/zip`
    Zip,
    /// `message/rfc822`
    Email,
}

/// How much of a container may be read before it is given up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Files in it, those of archives in it included.
    pub entries: usize,
    /// Bytes of one file, inflated.
    pub part_bytes: u64,
    /// Bytes of all files, inflated.
    pub total_bytes: u64,
    /// Inflated bytes for each compressed one, counted once a file is larger than a mebibyte.
    pub ratio: u64,
    /// Containers in containers: 1 opens the outermost alone.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { entries: 10_000, part_bytes: 64 << 20, total_bytes: 512 << 20, ratio: 200, depth: 3 }
    }
}

/// What a file is to the container that it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A file of an archive, or attached to a message.
    File,
    /// The words of a message.
    Body,
    /// A picture that the words of a message show: a letterhead or a logo, as a rule.
    Inline,
}

/// A file in a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name with those of the archives and folders around it, parted by `/`: for display only.
    pub name: String,
    /// What it is to the container.
    pub role: Role,
    /// Its bytes, or why it could not be had; the other files of the container are not touched by that.
    pub content: Result<Vec<u8>, ContainerError>,
}

/// Whether `bytes` are a container, and of which kind. A DOCX is a ZIP and no container of documents, and so
/// is every package of an office program.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    if archive::is_archive(bytes) {
        return Some(Kind::Zip);
    }
    mail::is_mail(bytes).then_some(Kind::Email)
}

/// The files of a container.
///
/// Fails when the whole of it cannot be read; a file that cannot be read is a [`Member`] that says so.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Vec<Member>, ContainerError> {
    let mut budget = Budget::new(limits);
    let mut members = Vec::new();
    open_at(bytes, "", 1, &mut budget, &mut members)?;
    Ok(members)
}

/// Opens a container at a depth, 1 the outermost; `within` is its name and a slash, or empty.
fn open_at(
    bytes: &[u8],
    within: &str,
    depth: usize,
    budget: &mut Budget,
    members: &mut Vec<Member>,
) -> Result<(), ContainerError> {
    let kind = kind(bytes).ok_or(ContainerError::NotContainer)?;
    let granted = budget.limits.depth;
    if depth > granted {
        return Err(ContainerError::limit("archives in archives", depth as u64, granted as u64));
    }
    let found = match kind {
        Kind::Zip => archive::members(bytes, budget)?,
        Kind::Email => mail::members(bytes, budget)?,
    };
    for member in found {
        let name = format!("{within}{}", member.name);
        match &member.content {
            Ok(inner) if self::kind(inner).is_some() => {
                let opened = open_at(inner, &format!("{name}/"), depth + 1, budget, members);
                if let Err(error) = opened {
                    members.push(Member { name, content: Err(error), ..member });
                }
            }
            _ => members.push(Member { name, ..member }),
        }
    }
    Ok(())
}
