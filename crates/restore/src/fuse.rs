//! A static map from n-gram keys to small numbers in little more room than the numbers themselves.
//!
//! A binary fuse filter (Graf and Lemire, 2022) whose cells hold a fingerprint and a value: three cells of a
//! key, combined by exclusive or, give both back. A key that was never stored is taken for a stored one with
//! probability 2^-fingerprint bits; the language model asks only for n-grams whose parts exist.

/// Where a packed table lies in the model file and how to read it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fuse {
    start: usize,
    cells: u32,
    segment: u32,
    segments_length: u32,
    seed: u64,
    value_bits: u32,
    fingerprint_bits: u32,
}

/// Bytes a table's header takes.
const HEADER: usize = 4 * 3 + 8 + 4 + 4;

impl Fuse {
    /// Reads the header of the table that begins at `at`; also says where the table ends.
    pub fn open(bytes: &[u8], at: usize) -> Option<(Fuse, usize)> {
        let word = |i: usize| read_u32(bytes, at + 4 * i);
        let fuse = Fuse {
            cells: word(0)?,
            segment: word(1)?,
            segments_length: word(2)?,
            seed: u64::from(word(3)?) | u64::from(word(4)?) << 32,
            value_bits: word(5)?,
            fingerprint_bits: word(6)?,
            start: at + HEADER,
        };
        let bits = fuse.value_bits + fuse.fingerprint_bits;
        let end = fuse.start + packed_length(fuse.cells as usize, bits);
        (bits <= 32 && end <= bytes.len()).then_some((fuse, end))
    }

    /// The value of `key`, if it was stored.
    #[inline]
    pub fn get(&self, bytes: &[u8], key: u64) -> Option<u32> {
        self.told(self.look(bytes, key))
    }

    /// The values of many keys. A look into memory takes long, and nothing here waits for one before it begins the
    /// next: what [`Fuse::get`] spends most of its time on is done side by side.
    pub fn get_many(&self, bytes: &[u8], keys: impl Iterator<Item = u64>, looks: &mut Vec<Look>) {
        looks.clear();
        looks.extend(keys.map(|key| self.look(bytes, key)));
    }

    /// What a look says: the value, if the key was stored.
    #[inline]
    pub fn told(&self, look: Look) -> Option<u32> {
        let stored = self.cells > 0 && look.cell >> self.value_bits == look.fingerprint;
        stored.then_some((look.cell & low_bits(self.value_bits)) as u32)
    }

    /// What lies in the cells of `key`; nothing in a table without cells.
    #[inline]
    pub fn look(&self, bytes: &[u8], key: u64) -> Look {
        if self.cells == 0 {
            return Look::default();
        }
        let hash = mix(key, self.seed);
        let bits = self.value_bits + self.fingerprint_bits;
        let packed = &bytes[self.start..];
        let cell = places(hash, self.segment, self.segments_length)
            .into_iter()
            .fold(0, |cell, place| cell ^ read_word(packed, place as usize, bits));
        let cell = cell & low_bits(bits);
        Look { cell, fingerprint: fingerprint(hash, self.fingerprint_bits) }
    }
}

/// What lies in the cells of a key, not yet compared with what must.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    cell: u64,
    fingerprint: u64,
}

/// Packs `pairs` of distinct keys and values of `value_bits` bits into bytes that [`Fuse::open`] reads.
pub fn pack(pairs: &[(u64, u32)], value_bits: u32, fingerprint_bits: u32) -> Vec<u8> {
    let bits = value_bits + fingerprint_bits;
    let (segment, segments_length, cells) = shape(pairs.len());
    let mut seed = 0x5eed_u64;
    let order = loop {
        if let Some(order) = peel(pairs, seed, segment, segments_length, cells) {
            break order;
        }
        seed += 1;
    };
    let mut packed = vec![0_u8; packed_length(cells as usize, bits)];
    for &(index, own) in order.iter().rev() {
        let (key, value) = pairs[index as usize];
        let hash = mix(key, seed);
        let mut cell = fingerprint(hash, fingerprint_bits) << value_bits | u64::from(value);
        for place in places(hash, segment, segments_length) {
            if place != own {
                cell ^= read_cell(&packed, place as usize, bits);
            }
        }
        write_cell(&mut packed, own as usize, bits, cell);
    }
    let mut out = Vec::with_capacity(HEADER + packed.len());
    for word in [cells, segment, segments_length, seed as u32, (seed >> 32) as u32] {
        out.extend(word.to_le_bytes());
    }
    out.extend(value_bits.to_le_bytes());
    out.extend(fingerprint_bits.to_le_bytes());
    out.extend(packed);
    out
}

/// Segment length, length of all segments but two, cells; the constants are the paper's for three hashes.
fn shape(keys: usize) -> (u32, u32, u32) {
    if keys == 0 {
        return (1, 1, 0);
    }
    let n = keys as f64;
    let exponent = (n.ln() / 3.33_f64.ln() + 2.25).floor().clamp(1.0, 18.0);
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
    cells: u32,
) -> Option<Vec<(u32, u32)>> {
    let mut count = vec![0_u32; cells as usize];
    let mut index_xor = vec![0_u32; cells as usize];
    let of = |index: u32| places(mix(pairs[index as usize].0, seed), segment, segments_length);
    for index in 0..pairs.len() as u32 {
        for place in of(index) {
            count[place as usize] += 1;
            index_xor[place as usize] ^= index;
        }
    }
    let mut queue: Vec<u32> = (0..cells).filter(|cell| count[*cell as usize] == 1).collect();
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

/// Bits that the places do not use up together: the middle of the hash, mixed once more.
#[inline]
fn fingerprint(hash: u64, bits: u32) -> u64 {
    (hash.wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32) & low_bits(bits)
}

#[inline]
fn low_bits(bits: u32) -> u64 {
    (1_u64 << bits) - 1
}

/// Bytes for `cells` cells, with room to read eight bytes at the last one.
fn packed_length(cells: usize, bits: u32) -> usize {
    (cells * bits as usize).div_ceil(8) + 8
}

/// A cell, and what lies behind it above its bits.
#[inline]
fn read_word(packed: &[u8], cell: usize, bits: u32) -> u64 {
    let bit = cell.wrapping_mul(bits as usize);
    let bytes = packed.get(bit >> 3..).and_then(|rest| rest.first_chunk::<8>());
    bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes) >> (bit & 7))
}

fn read_cell(packed: &[u8], cell: usize, bits: u32) -> u64 {
    read_word(packed, cell, bits) & low_bits(bits)
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
        for n in [0_u64, 1, 2, 10, 1000, 60_000] {
            let pairs: Vec<(u64, u32)> = (0..n).map(|i| (i * 7919, (i % 61) as u32)).collect();
            let bytes = pack(&pairs, 6, 10);
            let (fuse, end) = Fuse::open(&bytes, 0).expect("opens");
            assert_eq!(end, bytes.len());
            for (key, value) in &pairs {
                assert_eq!(fuse.get(&bytes, *key), Some(*value));
            }
            let strangers = (0..10_000_u64).filter(|i| fuse.get(&bytes, i * 7919 + 3).is_some());
            assert!(strangers.count() < 40, "{n} keys");
        }
    }

    #[test]
    fn a_cut_file_does_not_open() {
        let bytes = pack(&[(1, 2), (3, 4)], 6, 10);
        assert!(Fuse::open(&bytes[..bytes.len() - 1], 0).is_none());
        assert!(Fuse::open(&bytes[..7], 0).is_none());
    }
}
