//! ZIP archives (PKWARE APPNOTE 6.3).

use std::io::Cursor;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::budget::Budget;
use crate::{ContainerError, Member, Role, names};

/// First bytes of a ZIP: of one with files, and of one without.
const STARTS: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// First bytes of a file's entry in the directory at the end.
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";

/// Files that make a ZIP the package of an office program: Office Open XML, and OpenDocument, whose
/// `mimetype` comes first.
const PACKAGE: [&str; 3] = ["[Content_Types].xml", "_rels/.rels", "word/document.xml"];

/// Whether `bytes` are a ZIP of files, not one document in the shape of a ZIP.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    if !STARTS.iter().any(|start| bytes.starts_with(start)) {
        return false;
    }
    let first = first_name(bytes).unwrap_or_default();
    if first == b"mimetype" || PACKAGE.iter().any(|name| first == name.as_bytes()) {
        return false;
    }
    // Names in the directory stand as they are; it is not parsed to be asked this.
    let directory = directory(bytes);
    !PACKAGE.iter().any(|name| lists(directory, name))
}

/// Name of the first file, in the header before its bytes.
fn first_name(bytes: &[u8]) -> Option<&[u8]> {
    let length = u16::from_le_bytes([*bytes.get(26)?, *bytes.get(27)?]);
    bytes.get(30..30 + usize::from(length))
}

/// The bytes from the first directory entry on, as far as the end record says where that is.
fn directory(bytes: &[u8]) -> &[u8] {
    let tail = bytes.len().saturating_sub(22 + usize::from(u16::MAX));
    let last = bytes.get(tail..).unwrap_or(bytes);
    let record = last.windows(4).rposition(|window| window == b"PK\x05\x06");
    let offset =
        record.and_then(|at| last.get(at + 16..at + 20)).and_then(|four| four.try_into().ok());
    let start = offset.map_or(usize::MAX, |four| u32::from_le_bytes(four) as usize);
    bytes.get(start..).unwrap_or(last)
}

/// Whether the directory lists a file of this name: its name stands 46 bytes after the entry's start.
fn lists(directory: &[u8], name: &str) -> bool {
    let name = name.as_bytes();
    let mut rest = directory;
    while let Some(entry) = rest.get(..46).filter(|entry| entry.starts_with(DIRECTORY_ENTRY)) {
        let length = |at: usize| match entry.get(at..at + 2) {
            Some([low, high]) => usize::from(u16::from_le_bytes([*low, *high])),
            _ => 0,
        };
        let (own, extra, comment) = (length(28), length(30), length(32));
        if rest.get(46..46 + own) == Some(name) {
            return true;
        }
        rest = rest.get(46 + own + extra + comment..).unwrap_or_default();
    }
    false
}

/// The files of an archive.
pub(crate) fn members(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Member>, ContainerError> {
    // Before the directory is parsed: it may list more files than memory holds.
    let listed = count(bytes, DIRECTORY_ENTRY);
    if listed > budget.limits.entries {
        let granted = budget.limits.entries as u64;
        return Err(ContainerError::limit("files in it", listed as u64, granted));
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| ContainerError::damaged("its directory cannot be read"))?;
    budget.take_entries(zip.len())?;
    let mut members = Vec::new();
    for at in 0..zip.len() {
        members.extend(member(&mut zip, at, budget));
    }
    if zip.has_duplicate_names() {
        let reason = "two files have the same name, and only the last of them can be told from it";
        let content = Err(ContainerError::damaged(reason));
        members.push(Member { name: "(two of one name)".into(), role: Role::File, content });
    }
    Ok(members)
}

fn count(bytes: &[u8], mark: &[u8]) -> usize {
    bytes.windows(mark.len()).filter(|window| *window == mark).count()
}

/// One file; `None` for folders and for what macOS keeps about files.
fn member(zip: &mut ZipArchive<Cursor<&[u8]>>, at: usize, budget: &mut Budget) -> Option<Member> {
    let fallback = format!("file {}", at + 1);
    let (name, refusal, folder) = match zip.by_index_raw(at) {
        Ok(entry) => {
            let dos = entry.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
            let name = names::decoded(entry.name_raw(), &dos);
            let refusal = if entry.encrypted() {
                Some(ContainerError::Encrypted)
            } else {
                entry.is_symlink().then_some(ContainerError::Link)
            };
            (names::shown(&name, &fallback), refusal, entry.is_dir())
        }
        Err(error) => (fallback, Some(failure(&error)), false),
    };
    let last = name.rsplit('/').next().unwrap_or_default();
    if folder || name.starts_with("__MACOSX/") || last == ".DS_Store" {
        return None;
    }
    let content = match refusal {
        Some(error) => Err(error),
        None => inflate(zip, at, budget),
    };
    Some(Member { name, role: Role::File, content })
}

fn inflate(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    at: usize,
    budget: &mut Budget,
) -> Result<Vec<u8>, ContainerError> {
    let entry = zip.by_index(at).map_err(|error| failure(&error))?;
    let (packed, declared) = (entry.compressed_size(), entry.size());
    budget.inflate(entry, packed, declared)
}

fn failure(error: &ZipError) -> ContainerError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ContainerError::Encrypted
        }
        ZipError::UnsupportedArchive(method) => ContainerError::Method { method: (*method).into() },
        ZipError::CompressionMethodNotSupported(number) => {
            ContainerError::Method { method: format!("number {number}") }
        }
        other => ContainerError::damaged(other.to_string()),
    }
}
