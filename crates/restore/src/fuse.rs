//! A static map from n-gram keys to small numbers in little more room than the numbers themselves.
//!
//! A binary fuse filter (Graf and Lemire, 2022) whose cells hold a fingerprint and a value: three cells of a
//! key, combined by exclusive or, give both back. A key that was never stored is taken for a stored one with
//! probability 2^-fingerprint bits; the language model asks only for n-grams whose parts exist.
//!
//! What a look costs is fetching three lines of memory. Keys that differ in their last three bits alone are sisters:
//! their cells lie side by side in three blocks of eight, so that one look tells of all of them.

/// Where a packed table lies in the model file and how to read it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fuse {
    start: usize,
    /// Blocks in all, in a segment, and in all segments but two.
    blocks: u32,
    segment: u32,
    segments_length: u32,
    seed: u64,
    value_bits: u32,
    fingerprint_bits: u32,
}

/// Bits of a key that tell it from its sisters.
pub const SISTER_BITS: u32 = 3;

/// Cells of a block.
const SISTERS: u32 = 1 << SISTER_BITS;

/// Words that the cells of a block fill at most.
const WORDS: usize = 4;

/// The first block begins at a multiple of a line of the processor's cache: what fits in one lies in one.
const LINE: usize = 64;

/// Bytes a table's header takes.
const HEADER: usize = 4 * 3 + 8 + 4 + 4;

impl Fuse {
    /// Reads the header of the table that begins at `at`; also says where the table ends.
    pub fn open(bytes: &[u8], at: usize) -> Option<(Fuse, usize)> {
        let word = |i: usize| read_u32(bytes, at + 4 * i);
        let fuse = Fuse {
            blocks: word(0)?,
            segment: word(1)?,
            segments_length: word(2)?,
            seed: u64::from(word(3)?) | u64::from(word(4)?) << 32,
            value_bits: word(5)?,
            fingerprint_bits: word(6)?,
            start: (at + HEADER).next_multiple_of(LINE),
        };
        let bits = fuse.value_bits + fuse.fingerprint_bits;
        let end = fuse.start + packed_length(fuse.blocks, bits);
        (bits <= 32 && end <= bytes.len()).then_some((fuse, end))
    }

    /// How many values there may be.
    pub fn values(&self) -> u64 {
        1 << self.value_bits
    }

    /// The value of `key`, if it was stored.
    pub fn get(&self, bytes: &[u8], key: u64) -> Option<u32> {
        self.told(&self.look(bytes, key >> SISTER_BITS), key as u32)
    }

    /// What a block says of a key, whose last bits alone count: the value, if it was stored.
    #[inline]
    pub fn told(&self, block: &Block, key: u32) -> Option<u32> {
        let bits = self.value_bits.wrapping_add(self.fingerprint_bits);
        let bit = ((key ^ block.turn) % SISTERS).wrapping_mul(bits);
        let (word, shift) = ((bit >> 6) as usize, bit & 63);
        let low = block.words[word % WORDS] >> shift;
        let high = block.words[word.wrapping_add(1) % WORDS] << 1 << (63 - shift);
        let cell = (low | high) & low_bits(bits);
        let stored = self.blocks > 0 && cell >> self.value_bits == block.fingerprint;
        stored.then_some((cell & low_bits(self.value_bits)) as u32)
    }

    /// What lies in the cells of all keys that begin with `group`; nothing in a table without cells. Nothing here
    /// waits for what is read, so that many looks overlap.
    #[inline]
    pub fn look(&self, bytes: &[u8], group: u64) -> Block {
        let hash = mix(group, self.seed);
        let bits = self.value_bits.wrapping_add(self.fingerprint_bits);
        let packed = bytes.get(self.start..).unwrap_or_default();
        let mut words = [0; WORDS];
        for place in places(hash, self.segment, self.segments_length) {
            let at = (place as usize).wrapping_mul(bits as usize);
            let Some(cells) = packed.get(at..).and_then(|rest| rest.first_chunk::<{ 8 * WORDS }>())
            else {
                continue;
            };
            let cells = cells.as_chunks::<8>().0.iter().take(bits.div_ceil(8) as usize);
            for (word, cells) in words.iter_mut().zip(cells) {
                *word ^= u64::from_le_bytes(*cells);
            }
        }
        let (fingerprint, turn) = marks(hash, self.fingerprint_bits);
        Block { words, fingerprint, turn }
    }
}

/// What lies in the cells of eight sister keys, not yet compared with what must.
#[derive(Clone, Copy, Debug, Default)]
pub struct Block {
    words: [u64; WORDS],
    fingerprint: u64,
    turn: u32,
}

/// Packs `pairs` of distinct keys and values of `value_bits` bits into bytes that [`Fuse::open`] reads from the
/// place `at` of a file.
pub fn pack(pairs: &[(u64, u32)], value_bits: u32, fingerprint_bits: u32, at: usize) -> Vec<u8> {
    let bits = value_bits + fingerprint_bits;
    let (segment, segments_length, blocks) = shape(pairs.len());
    let mut seed = 0x5eed_u64;
    let order = loop {
        if let Some(order) = peel(pairs, seed, segment, segments_length, blocks) {
            break order;
        }
        seed += 1;
    };
    let mut packed = vec![0_u8; packed_length(blocks, bits)];
    for &(index, own) in order.iter().rev() {
        let (key, value) = pairs[index as usize];
        let hash = mix(key >> SISTER_BITS, seed);
        let mut cell = marks(hash, fingerprint_bits).0 << value_bits | u64::from(value);
        for place in cells(key, hash, segment, segments_length) {
            if place != own {
                cell ^= read_cell(&packed, place as usize, bits);
            }
        }
        write_cell(&mut packed, own as usize, bits, cell);
    }
    let mut out = Vec::with_capacity(HEADER + packed.len());
    for word in [blocks, segment, segments_length, seed as u32, (seed >> 32) as u32] {
        out.extend(word.to_le_bytes());
    }
    out.extend(value_bits.to_le_bytes());
    out.extend(fingerprint_bits.to_le_bytes());
    out.resize((at + HEADER).next_multiple_of(LINE) - at, 0);
    out.extend(packed);
    out
}

/// Segment length, length of all segments but two, and all, in blocks; the constants are the paper's for three hashes.
/// The cells of one place in their blocks are a filter by themselves, of one key in eight.
fn shape(keys: usize) -> (u32, u32, u32) {
    if keys == 0 {
        return (1, 1, 0);
    }
    let n = keys as f64 / f64::from(SISTERS);
    let exponent = (n.max(1.0).ln() / 3.33_f64.ln() + 2.25).floor().clamp(1.0, 18.0);
    let segment = 1_u32 << exponent as u32;
    let factor = (0.875 + 0.25 * 1e6_f64.ln() / n.max(2.0).ln()).max(1.125);
    let capacity = (n * factor).round() as u32;
    let segments = capacity.div_ceil(segment).saturating_sub(2).max(1);
    (segment, segments * segment, (segments + 2) * segment)
}

/// An order in which each key has a cell of its own, that cell named; `None` where the seed gives none.
fn peel(
    pairs: &[(u64, u32)],
    seed: u64,
    segment: u32,
    segments_length: u32,
    blocks: u32,
) -> Option<Vec<(u32, u32)>> {
    let all = blocks * SISTERS;
    let mut count = vec![0_u32; all as usize];
    let mut index_xor = vec![0_u32; all as usize];
    let of = |index: u32| {
        let key = pairs[index as usize].0;
        cells(key, mix(key >> SISTER_BITS, seed), segment, segments_length)
    };
    for index in 0..pairs.len() as u32 {
        for place in of(index) {
            count[place as usize] += 1;
            index_xor[place as usize] ^= index;
        }
    }
    let mut queue: Vec<u32> = (0..all).filter(|cell| count[*cell as usize] == 1).collect();
    let mut order = Vec::with_capacity(pairs.len());
    while let Some(cell) = queue.pop() {
        if count[cell as usize] != 1 {
            continue;
        }
        let index = index_xor[cell as usize];
        order.push((index, cell));
        for place in of(index) {
            count[place as usize] -= 1;
            index_xor[place as usize] ^= index;
            if count[place as usize] == 1 {
                queue.push(place);
            }
        }
    }
    (order.len() == pairs.len()).then_some(order)
}

/// The finaliser of splitmix64.
#[inline]
fn mix(key: u64, seed: u64) -> u64 {
    let mut z = key.wrapping_add(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

// Arithmetic is checked everywhere in the program, but a look into a table is made millions of times.
#[inline]
fn places(hash: u64, segment: u32, segments_length: u32) -> [u32; 3] {
    let first = ((u128::from(hash) * u128::from(segments_length)) >> 64) as u32;
    let mask = segment.wrapping_sub(1);
    let second = first.wrapping_add(segment) ^ ((hash >> 18) as u32 & mask);
    let third = first.wrapping_add(segment.wrapping_mul(2)) ^ (hash as u32 & mask);
    [first, second, third]
}

/// The three cells of a key.
fn cells(key: u64, hash: u64, segment: u32, segments_length: u32) -> [u32; 3] {
    let own = (key as u32 ^ marks(hash, 0).1) % SISTERS;
    places(hash, segment, segments_length).map(|place| place * SISTERS + own)
}

/// The fingerprint of a key and its sisters, and by how much their order is turned, so that the first sisters, which
/// are the commonest, do not all lie in the first cells. Bits that the places do not use up together: the middle of
/// the hash, mixed once more.
#[inline]
fn marks(hash: u64, bits: u32) -> (u64, u32) {
    let mixed = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    ((mixed >> 29) & low_bits(bits), (mixed >> 61) as u32)
}

#[inline]
fn low_bits(bits: u32) -> u64 {
    (1_u64 << bits) - 1
}

/// Bytes for so many blocks, with room to read all words of the last one.
fn packed_length(blocks: u32, bits: u32) -> usize {
    blocks as usize * bits as usize + 8 * WORDS
}

fn read_cell(packed: &[u8], cell: usize, bits: u32) -> u64 {
    let (at, shift) = (cell * bits as usize / 8, cell * bits as usize % 8);
    let bytes: [u8; 8] = packed[at..at + 8].try_into().expect("eight bytes");
    u64::from_le_bytes(bytes) >> shift & low_bits(bits)
}

fn write_cell(packed: &mut [u8], cell: usize, bits: u32, value: u64) {
    let bit = cell * bits as usize;
    let at = bit / 8;
    let bytes: [u8; 8] = packed[at..at + 8].try_into().expect("eight bytes");
    let word = u64::from_le_bytes(bytes) | value << (bit % 8);
    packed[at..at + 8].copy_from_slice(&word.to_le_bytes());
}

/// Four bytes at `at`, little-endian.
pub fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stored_key_gives_its_value_back_and_few_others_give_any() {
        for (n, bits) in [(0_u64, 10), (1, 10), (2, 10), (10, 20), (1000, 10), (60_000, 10)] {
            for step in [1, 3, 7919] {
                let pairs: Vec<(u64, u32)> = (0..n).map(|i| (i * step, (i % 61) as u32)).collect();
                let bytes = pack(&pairs, 6, bits, 0);
                let (fuse, end) = Fuse::open(&bytes, 0).expect("opens");
                assert_eq!(end, bytes.len());
                for (key, value) in &pairs {
                    assert_eq!(fuse.get(&bytes, *key), Some(*value));
                }
                let stranger = |i: &u64| n * step + i * 7919;
                let taken = (1..10_000).filter(|i| fuse.get(&bytes, stranger(i)).is_some()).count();
                assert!(taken < 40, "{n} keys");
            }
        }
    }

    #[test]
    fn a_cut_file_does_not_open() {
        let bytes = pack(&[(1, 2), (3, 4)], 6, 10, 0);
        assert!(Fuse::open(&bytes[..bytes.len() - 1], 0).is_none());
        assert!(Fuse::open(&bytes[..7], 0).is_none());
    }
}
