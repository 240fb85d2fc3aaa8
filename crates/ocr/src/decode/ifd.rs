//! The directories of a TIFF file, and of Exif data, which has the same form (TIFF 6.0, section 2).

/// The bytes of a file with its byte order known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

/// More pages than this are a loop or a bomb, whatever the limits say.
const MOST_PAGES: usize = 100_000;

impl<'a> Tiff<'a> {
    /// A classic TIFF; none where the bytes are something else (BigTIFF among them).
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let little = match bytes.get(..4)? {
            b"II\x2a\0" => true,
            b"MM\0\x2a" => false,
            _ => return None,
        };
        Some(Self { bytes, little })
    }

    /// Where the directories of the pages are; ends at the first that is damaged or was there before.
    pub(super) fn pages(&self) -> Vec<usize> {
        let mut offsets = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        let mut next = self.u32_at(4);
        while let Some(offset) = next.map(|offset| offset as usize).filter(|offset| *offset != 0) {
            if self.count(offset).is_none() || !seen.insert(offset) || offsets.len() >= MOST_PAGES {
                break;
            }
            offsets.push(offset);
            next = self.count(offset).and_then(|count| self.u32_at(offset + 2 + 12 * count));
        }
        offsets
    }

    /// Makes the directory at `offset` the first of `copy`, a copy of the file.
    pub(super) fn point_at(&self, copy: &mut [u8], offset: usize) {
        let value = u32::try_from(offset).unwrap_or(0);
        let bytes = if self.little { value.to_le_bytes() } else { value.to_be_bytes() };
        if let Some(place) = copy.get_mut(4..8) {
            place.copy_from_slice(&bytes);
        }
    }

    /// A tag's value that is a single 16-bit number.
    pub(super) fn short(&self, directory: usize, tag: u16) -> Option<u16> {
        let entry = self.entry(directory, tag)?;
        (self.u16_at(entry + 2)? == 3).then(|| self.u16_at(entry + 8))?
    }

    /// A tag's value that is a fraction.
    pub(super) fn rational(&self, directory: usize, tag: u16) -> Option<f32> {
        let entry = self.entry(directory, tag)?;
        if self.u16_at(entry + 2)? != 5 {
            return None;
        }
        let at = self.u32_at(entry + 8)? as usize;
        let (above, below) = (self.u32_at(at)?, self.u32_at(at.checked_add(4)?)?);
        (below != 0).then(|| (f64::from(above) / f64::from(below)) as f32)
    }

    fn entry(&self, directory: usize, tag: u16) -> Option<usize> {
        let entries = (0..self.count(directory)?).map(|i| directory + 2 + 12 * i);
        entries.into_iter().find(|entry| self.u16_at(*entry) == Some(tag))
    }

    fn count(&self, directory: usize) -> Option<usize> {
        self.u16_at(directory).map(usize::from)
    }

    fn u16_at(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn u32_at(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }
}
