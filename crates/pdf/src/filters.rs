//! Filters of streams undone piece by piece, so that what a stream inflates to can be counted without holding it.
//!
//! ISO 32000-1, 7.4. Pictures' own filters (DCT, JPX, JBIG2, CCITT) are not undone here: text does not need them,
//! and what draws pictures counts their pixels.

use std::io::{self, BufRead, BufReader, Read};

use flate2::read::DeflateDecoder;
use weezl::{BitOrder, LzwStatus, decode::Decoder};

/// A filter that can make more bytes than it is given, or hide one that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filter {
    Flate,
    /// Whether code words grow one code early, as they do unless the file says otherwise.
    Lzw {
        early: bool,
    },
    RunLength,
    Ascii85,
    AsciiHex,
}

impl Filter {
    /// The filter of a name, abbreviations included.
    pub(crate) fn of(name: &[u8], early: bool) -> Option<Filter> {
        Some(match name {
            b"FlateDecode" | b"Fl" => Filter::Flate,
            b"LZWDecode" | b"LZW" => Filter::Lzw { early },
            b"RunLengthDecode" | b"RL" => Filter::RunLength,
            b"ASCII85Decode" | b"A85" => Filter::Ascii85,
            b"ASCIIHexDecode" | b"AHx" => Filter::AsciiHex,
            _ => return None,
        })
    }

    /// More than what one byte can become.
    pub(crate) fn highest_ratio(self) -> usize {
        match self {
            // Deflate makes 1,032 bytes of one, LZW about 1,400.
            Filter::Flate | Filter::Lzw { .. } => 1_500,
            Filter::RunLength => 64,
            Filter::Ascii85 => 4,
            Filter::AsciiHex => 1,
        }
    }
}

/// How many filters may be stacked: writers of PDFs stack two, those of bombs as many as they like.
const DEEPEST: usize = 8;

/// What `data` becomes when `filters` are undone, as far as it can be undone; counted no further than just past
/// `limit`, at each of the stages, since each is held in memory by the parser.
pub(crate) fn inflated(data: &[u8], filters: &[Filter], limit: usize) -> usize {
    if filters.len() > DEEPEST {
        return limit.saturating_add(1);
    }
    let mut largest = 0;
    // An inner stage may be larger than the last one.
    for upto in 1..=filters.len() {
        let mut reader: Box<dyn BufRead + '_> = Box::new(data);
        for filter in filters.iter().take(upto) {
            reader = undone(reader, *filter);
        }
        largest = largest.max(count(&mut reader, limit));
        if largest > limit {
            break;
        }
    }
    largest
}

fn undone<'a>(data: Box<dyn BufRead + 'a>, filter: Filter) -> Box<dyn BufRead + 'a> {
    match filter {
        // The parser goes on without a zlib header and without a right checksum, so neither is asked for here.
        Filter::Flate => Box::new(BufReader::new(DeflateDecoder::new(without_zlib_header(data)))),
        Filter::Lzw { early } => Box::new(BufReader::new(Lzw::new(data, early))),
        Filter::RunLength => Box::new(BufReader::new(RunLength { data, left: Left::Nothing })),
        Filter::Ascii85 => Box::new(BufReader::new(Ascii85 { data, group: Vec::new() })),
        Filter::AsciiHex => Box::new(BufReader::new(AsciiHex { data })),
    }
}

fn count(reader: &mut dyn BufRead, limit: usize) -> usize {
    let mut size = 0;
    while size <= limit {
        // What is damaged ends there.
        let read = reader.fill_buf().map_or(0, <[u8]>::len);
        if read == 0 {
            break;
        }
        size += read;
        reader.consume(read);
    }
    size
}

fn without_zlib_header<'a>(mut data: Box<dyn BufRead + 'a>) -> Box<dyn BufRead + 'a> {
    let header = match data.fill_buf() {
        Ok([method, flags, ..]) => {
            method & 0x0F == 8 && (u16::from(*method) << 8 | u16::from(*flags)).is_multiple_of(31)
        }
        _ => false,
    };
    if header {
        data.consume(2);
    }
    data
}

struct Lzw<'a> {
    data: Box<dyn BufRead + 'a>,
    decoder: Decoder,
    done: bool,
}

impl<'a> Lzw<'a> {
    fn new(data: Box<dyn BufRead + 'a>, early: bool) -> Self {
        let decoder = if early {
            Decoder::with_tiff_size_switch(BitOrder::Msb, 8)
        } else {
            Decoder::new(BitOrder::Msb, 8)
        };
        Self { data, decoder, done: false }
    }
}

impl Read for Lzw<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while !self.done {
            let input = self.data.fill_buf()?;
            let at_end = input.is_empty();
            let step = self.decoder.decode_bytes(input, out);
            self.data.consume(step.consumed_in);
            let stuck = step.consumed_in == 0 && step.consumed_out == 0;
            self.done = !matches!(step.status, Ok(LzwStatus::Ok)) || (at_end && stuck);
            if step.consumed_out > 0 {
                return Ok(step.consumed_out);
            }
        }
        Ok(0)
    }
}

/// What a run still owes.
enum Left {
    Nothing,
    Copies(usize),
    Repeats(u8, usize),
}

struct RunLength<'a> {
    data: Box<dyn BufRead + 'a>,
    left: Left,
}

impl Read for RunLength<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.left {
                Left::Copies(left) if left > 0 => {
                    let take = left.min(out.len());
                    let read = self.data.read(out.get_mut(..take).unwrap_or_default())?;
                    self.left = Left::Copies(left - read);
                    return Ok(read);
                }
                Left::Repeats(byte, left) if left > 0 => {
                    let take = left.min(out.len());
                    out.get_mut(..take).unwrap_or_default().fill(byte);
                    self.left = Left::Repeats(byte, left - take);
                    return Ok(take);
                }
                _ => {}
            }
            self.left = match next(&mut self.data) {
                None | Some(128) => return Ok(0),
                Some(length @ 0..=127) => Left::Copies(usize::from(length) + 1),
                Some(length) => match next(&mut self.data) {
                    Some(byte) => Left::Repeats(byte, 257 - usize::from(length)),
                    None => return Ok(0),
                },
            };
        }
    }
}

struct Ascii85<'a> {
    data: Box<dyn BufRead + 'a>,
    group: Vec<u32>,
}

impl Read for Ascii85<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while let Some(space) = out.get_mut(written..written + 4) {
            match next(&mut self.data) {
                Some(b'z') if self.group.is_empty() => {
                    space.fill(0);
                    written += 4;
                }
                Some(byte @ b'!'..=b'u') => self.group.push(u32::from(byte - b'!')),
                Some(byte) if byte.is_ascii_whitespace() || byte == 0 => {}
                _ => break,
            }
            if self.group.len() == 5 {
                let digits = self.group.drain(..);
                let value =
                    digits.fold(0_u32, |value, digit| value.wrapping_mul(85).wrapping_add(digit));
                if let Some(space) = out.get_mut(written..written + 4) {
                    space.copy_from_slice(&value.to_be_bytes());
                    written += 4;
                }
            }
        }
        Ok(written)
    }
}

struct AsciiHex<'a> {
    data: Box<dyn BufRead + 'a>,
}

impl Read for AsciiHex<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        for space in out {
            let (Some(high), Some(low)) = (self.digit(), self.digit()) else { break };
            *space = high << 4 | low;
            written += 1;
        }
        Ok(written)
    }
}

impl AsciiHex<'_> {
    fn digit(&mut self) -> Option<u8> {
        loop {
            match next(&mut self.data)? {
                b'>' => return None,
                byte => {
                    if let Some(digit) = char::from(byte).to_digit(16) {
                        return Some(digit as u8);
                    }
                }
            }
        }
    }
}

fn next(data: &mut dyn BufRead) -> Option<u8> {
    let byte = *data.fill_buf().ok()?.first()?;
    data.consume(1);
    Some(byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const LIMIT: usize = 1 << 20;

    fn deflate(data: &[u8]) -> Vec<u8> {
        let mut encoder =
            flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(data).expect("in memory");
        encoder.finish().expect("in memory")
    }

    fn lzw(data: &[u8], early: bool) -> Vec<u8> {
        let mut encoder = if early {
            weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8)
        } else {
            weezl::encode::Encoder::new(BitOrder::Msb, 8)
        };
        encoder.encode(data).expect("in memory")
    }

    #[test]
    fn each_filter_is_counted_to_its_true_size() {
        let plain: Vec<u8> = (0..20_000_u32).map(|i| (i / 7 % 251) as u8).collect();
        let hex: Vec<u8> =
            plain.iter().flat_map(|byte| format!("{byte:02x} ").into_bytes()).collect();
        for (name, data, filters, want) in [
            ("flate", deflate(&plain), vec![Filter::Flate], 20_000),
            ("lzw", lzw(&plain, true), vec![Filter::Lzw { early: true }], 20_000),
            ("lzw, late", lzw(&plain, false), vec![Filter::Lzw { early: false }], 20_000),
            ("hex", hex, vec![Filter::AsciiHex], 20_000),
            ("run length", vec![2, 9, 9, 9, 129, 7, 128, 1], vec![Filter::RunLength], 3 + 128),
            ("ascii 85", b"zz!!!!! z~>zz".to_vec(), vec![Filter::Ascii85], 16),
            (
                "stacked",
                deflate(&lzw(&plain, true)),
                vec![Filter::Flate, Filter::Lzw { early: true }],
                20_000,
            ),
        ] {
            assert_eq!(inflated(&data, &filters, LIMIT), want, "{name}");
        }
    }

    #[test]
    fn counting_ends_just_past_the_limit() {
        let bomb = deflate(&vec![0; 64 << 20]);
        let size = inflated(&bomb, &[Filter::Flate], LIMIT);
        assert!((LIMIT + 1..LIMIT + (1 << 16)).contains(&size), "{size}");
    }

    #[test]
    fn a_stage_between_counts_as_the_last_does() {
        // Sixteen million digits that are no digits: nothing comes out, but the middle is held in memory.
        let bomb = deflate(&vec![b' '; 16 << 20]);
        assert!(inflated(&bomb, &[Filter::Flate, Filter::AsciiHex], LIMIT) > LIMIT);
    }

    #[test]
    fn damage_ends_the_count() {
        let plain = vec![5; 100_000];
        let mut data = deflate(&plain);
        data.truncate(data.len() / 2);
        assert!(inflated(&data, &[Filter::Flate], LIMIT) <= 100_000);
        assert_eq!(inflated(b"\xff\xff\xff\xff", &[Filter::Lzw { early: true }], LIMIT), 0);
        assert_eq!(inflated(b"", &[Filter::RunLength], LIMIT), 0);
        assert!(inflated(b"zz", &[Filter::AsciiHex; 9], LIMIT) > LIMIT);
    }
}
