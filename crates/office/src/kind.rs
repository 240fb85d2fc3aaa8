//! Which old format a file has, by its bytes: the names of old files say little.

/// Formats that LibreOffice reads for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldKind {
    /// Word 97 to 2003 and before, in an OLE container (MS-DOC).
    Doc,
    /// Rich Text Format.
    Rtf,
}

impl OldKind {
    /// The name under which the file is handed over: never one of the document's own.
    pub(crate) fn file_name(self) -> &'static str {
        match self {
            OldKind::Doc => "in.doc",
            OldKind::Rtf => "in.rtf",
        }
    }

    /// LibreOffice's name of the filter, so that it does not guess.
    pub(crate) fn filter(self) -> &'static str {
        match self {
            OldKind::Doc => "MS Word 97",
            OldKind::Rtf => "Rich Text Format",
        }
    }
}

/// First bytes of an OLE compound file (MS-CFB 2.2).
const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The old format of `bytes`; `None` for all others, an encrypted DOCX in an OLE container among them.
pub fn old_kind(bytes: &[u8]) -> Option<OldKind> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if start.trim_ascii_start().starts_with(b"{\\rtf") {
        return Some(OldKind::Rtf);
    }
    let word = bytes.starts_with(&OLE) && holds(bytes, "WordDocument");
    (word && !holds(bytes, "EncryptedPackage")).then_some(OldKind::Doc)
}

/// Whether the directory of an OLE container has a stream of this name: its names stand as UTF-16.
fn holds(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}

/// Whether a `.doc` asks for a password: bit 8 of the flags in its File Information Block (MS-DOC 2.5.2),
/// which begins a sector.
pub(crate) fn is_encrypted(bytes: &[u8]) -> bool {
    let block = bytes
        .chunks(512)
        .skip(1)
        .find(|sector| matches!(sector, [0xec | 0xdc, 0xa5, version, ..] if *version > 0x60));
    let flags = block.and_then(|sector| sector.get(11));
    bytes.starts_with(&OLE) && flags.is_some_and(|flags| flags & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn container(names: &[&str]) -> Vec<u8> {
        let mut bytes = OLE.to_vec();
        bytes.extend(names.iter().flat_map(|name| name.encode_utf16()).flat_map(u16::to_le_bytes));
        bytes
    }

    #[test]
    fn old_formats_are_told_by_their_bytes() {
        for (bytes, want) in [
            (container(&["Root Entry", "WordDocument"]), Some(OldKind::Doc)),
            (container(&["EncryptionInfo", "EncryptedPackage"]), None),
            (container(&["Workbook"]), None),
            (b"{\\rtf1\\ansi x}".to_vec(), Some(OldKind::Rtf)),
            (b"\xef\xbb\xbf\r\n{\\rtf1 x}".to_vec(), Some(OldKind::Rtf)),
            (b"PK\x03\x04".to_vec(), None),
            (b"WordDocument".to_vec(), None),
            (Vec::new(), None),
        ] {
            assert_eq!(old_kind(&bytes), want, "{bytes:?}");
        }
    }

    #[test]
    fn a_password_is_seen_before_libreoffice_is_asked() {
        let with_flags = |flags: u8| {
            let mut bytes = container(&["WordDocument"]);
            bytes.resize(512, 0);
            bytes.extend([0xec, 0xa5, 0xc1, 0, 0, 0, 0, 0, 0, 0, 0x10, flags]);
            bytes
        };
        assert!(is_encrypted(&with_flags(0x13)));
        assert!(!is_encrypted(&with_flags(0x12)));
        assert!(!is_encrypted(b"{\\rtf1"));
    }
}
