//! The files of an archive or a message, each a document of its own.
//!
//! Archives are opened in the child alone. Their names are words to show: a file is asked for by its number, and
//! nothing is written anywhere.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use vanban_container::{Member, Role};

use crate::find::{Kind, kind_of};
use crate::{Failure, LimitHit, Limits};

/// A file of an archive or a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its name in the archive, fit to be shown: never a path.
    pub name: String,
    /// What can be done with it.
    #[serde(flatten)]
    pub content: ListedContent,
}

/// What can be done with a file of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum ListedContent {
    /// It may be asked for.
    Document {
        /// By this number.
        member: usize,
        /// SHA-256 of its bytes.
        sha256: String,
    },
    /// A file of another kind, or a picture that a message shows.
    Other,
    /// It cannot be read.
    Problem {
        /// Stable code.
        code: String,
        /// What is wrong and what to do.
        reason: String,
        /// The limit that was hit, where it was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<LimitHit>,
    },
}

/// An opened archive.
pub(crate) struct Opened {
    file: PathBuf,
    stamp: Option<Stamp>,
    members: Vec<Member>,
}

/// What tells a file from another that has taken its place.
type Stamp = (u64, Option<SystemTime>);

fn stamp(file: &Path) -> Option<Stamp> {
    let metadata = file.metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}

impl Opened {
    /// Opens the archive in `bytes`, read from `file`. All its files together may have as many bytes as one file.
    pub(crate) fn open(file: &Path, bytes: &[u8], limits: &Limits) -> Result<Self, Failure> {
        let limits = vanban_container::Limits {
            part_bytes: limits.bytes,
            total_bytes: limits.bytes,
            ..vanban_container::Limits::default()
        };
        let members = vanban_container::open(bytes, &limits)?;
        Ok(Self { file: file.to_owned(), stamp: stamp(file), members })
    }

    /// Whether it is what `file` holds now.
    pub(crate) fn is_of(&self, file: &Path) -> bool {
        self.file == file && self.stamp.is_some() && self.stamp == stamp(file)
    }

    /// All its files.
    pub(crate) fn list(&self) -> Vec<Listed> {
        let content = |(i, member): (usize, &Member)| Listed {
            name: member.name.clone(),
            content: listed(i, member),
        };
        self.members.iter().enumerate().map(content).collect()
    }

    /// The bytes of one.
    pub(crate) fn member(&self, number: usize) -> Result<&[u8], Failure> {
        let member = self.members.get(number).ok_or(Failure::NoMember)?;
        member.content.as_deref().map_err(|error| Failure::Container(error.clone()))
    }
}

fn listed(number: usize, member: &Member) -> ListedContent {
    let head = || member.content.as_ref().ok().and_then(|bytes| bytes.get(..8)).map(<[u8]>::to_vec);
    let kind = if member.role == Role::Inline { Kind::Other } else { kind_of(&member.name, head) };
    match (&member.content, kind) {
        (_, Kind::Other) => ListedContent::Other,
        (_, Kind::Convertible(reason)) => {
            ListedContent::Problem { code: "unsupported-kind".to_owned(), reason, limit: None }
        }
        (Ok(bytes), Kind::Document) => {
            let sha256 = format!("{:x}", Sha256::digest(bytes));
            ListedContent::Document { member: number, sha256 }
        }
        (Err(error), Kind::Document) => {
            let failure = Failure::Container(error.clone());
            let (code, reason) = (failure.code().to_owned(), failure.to_string());
            ListedContent::Problem { code, reason, limit: failure.limit() }
        }
    }
}

#[cfg(test)]
mod tests {
    use vanban_container::ContainerError;

    use super::*;

    fn member(name: &str, content: Result<&[u8], ContainerError>) -> Member {
        Member { name: name.into(), role: Role::File, content: content.map(<[u8]>::to_vec) }
    }

    #[test]
    fn a_file_of_an_archive_is_judged_as_one_of_a_folder() {
        let inline = Member { role: Role::Inline, ..member("logo.png", Ok(b"\x89PNG")) };
        for (member, want) in [
            (member("a/plan.txt", Ok(b"x")), "document"),
            (member("plan", Ok(b"%PDF-1.7 and so on")), "document"),
            (member("a/data.xlsx", Ok(b"x")), "other"),
            (member("__MACOSX/._plan.docx", Ok(b"x")), "other"),
            (member("a/.hidden/plan.txt", Ok(b"x")), "other"),
            (member("~$plan.docx", Ok(b"x")), "other"),
            (member("plan.odt", Ok(b"x")), "problem"),
            (member("plan.pdf", Err(ContainerError::Encrypted)), "problem"),
            (member("data.xlsx", Err(ContainerError::Encrypted)), "other"),
            (inline, "other"),
        ] {
            let listed = serde_json::to_value(listed(7, &member)).expect("json");
            assert_eq!(listed["is"], want, "{}", member.name);
        }
    }
}
