//! Compressed data: endless sameness in few bytes.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

pub(super) fn flate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// `mebibytes` of one byte.
pub(super) fn flate_of(byte: u8, mebibytes: usize) -> Vec<u8> {
    let block = vec![byte; 1 << 20];
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..mebibytes {
        encoder.write_all(&block).expect("memory takes it");
    }
    encoder.finish().expect("memory takes it")
}

/// LZW (ISO 32000-1, 7.4.4) of at least `length` zeros: each code is the one before and one zero more.
pub(super) fn lzw_zeros(length: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    let mut made = 0;
    while made < length {
        bits.push(256, 9);
        bits.push(0, 9);
        made += 1;
        for (run, code) in (2..).zip(258_u32..=4_093) {
            // Codes grow one early: at 511, 1023 and 2047 entries.
            let width = match code {
                ..511 => 9,
                511..1_023 => 10,
                1_023..2_047 => 11,
                _ => 12,
            };
            bits.push(code, width);
            made += run;
        }
    }
    bits.push(257, 12);
    bits.finish()
}

/// RunLength of `runs` times 128 zeros.
pub(super) fn run_length_zeros(runs: usize) -> Vec<u8> {
    let mut data = [129, 0].repeat(runs);
    data.push(128);
    data
}

pub(super) fn hex(data: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> =
        data.iter().flat_map(|byte| format!("{byte:02X}").into_bytes()).collect();
    out.push(b'>');
    out
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    fn push(&mut self, code: u32, width: u32) {
        self.held = self.held << width | code;
        self.count += width;
        while self.count >= 8 {
            self.count -= 8;
            self.bytes.push((self.held >> self.count) as u8);
            self.held &= (1 << self.count) - 1;
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.push(0, 7);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lzw_of_zeros_is_short_and_unpacks_to_zeros() {
        let packed = lzw_zeros(1 << 20);
        assert!(packed.len() < 10_000, "{}", packed.len());
        let mut decoder = weezl::decode::Decoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8);
        let plain = decoder.decode(&packed).expect("well-formed");
        assert!(plain.len() >= 1 << 20 && plain.iter().all(|byte| *byte == 0));
    }
}
