//! The moves of weight of each context, in a table in which almost every look touches one line of memory.
//!
//! A text asks for some thirty contexts a word, and what that costs is lines of memory fetched. A shelf is one line:
//! marks of up to fourteen contexts (sixteen bits of their hashes) and two moves for each; a context with more moves
//! stands twice. A context whose shelf is full stands on the next one, and the full shelf says so.

use crate::fuse::read_u32;

/// Bytes of a shelf: a line of the processor's cache. The table begins at a multiple of it.
const SHELF: usize = 64;
/// Slots of a shelf, bits of a slot's two moves, and where the first moves lie.
const SLOTS: usize = 14;
const PAIR_BITS: usize = 20;
const PAIRS: usize = 2 * SLOTS;
/// Place of the byte that says whether a context of this shelf stands on the next.
const FULL: usize = SHELF - 1;
/// Slots used of a hundred.
const LOAD: usize = 85;
/// Bits of a move's code, and the code of no move.
const CODE_BITS: usize = 10;
pub(crate) const NO_MOVE: u16 = (1 << CODE_BITS) - 1;

/// Where a table lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shelves {
    start: usize,
    count: u32,
}

/// Where a context stands: its slots on a shelf as bits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Found {
    shelf: u32,
    slots: u16,
    full: bool,
}

impl Shelves {
    /// Reads the head of the table at `at`.
    pub(crate) fn open(bytes: &[u8], at: usize) -> Option<Shelves> {
        let shelves = Shelves { start: first_shelf(at), count: read_u32(bytes, at)? };
        let end = shelves.start + SHELF * shelves.count as usize;
        (shelves.count > 0 && end <= bytes.len()).then_some(shelves)
    }

    /// Looks for up to `N` contexts at once, in a loop for each step and with no choice that hangs on what is read, so
    /// that fetches from memory overlap.
    #[inline]
    pub(crate) fn find<const N: usize>(self, bytes: &[u8], contexts: &[u64]) -> [Found; N] {
        let mut found = [Found::default(); N];
        for (found, context) in found.iter_mut().zip(contexts) {
            self.touch(bytes, home(*context, self.count), found);
        }
        for (found, context) in found.iter_mut().zip(contexts) {
            found.slots = self.slots(bytes, found.shelf, mark(*context));
        }
        let (mut waiting, mut count) = ([0_u8; N], 0);
        for (i, found) in found.iter().take(contexts.len()).enumerate() {
            waiting[count] = i as u8;
            count += usize::from(found.full && found.slots == 0);
        }
        for i in &waiting[..count] {
            let found = &mut found[usize::from(*i)];
            self.touch(bytes, self.next(found.shelf), found);
        }
        for i in &waiting[..count] {
            let i = usize::from(*i);
            found[i].slots = self.slots(bytes, found[i].shelf, mark(contexts[i]));
            self.look_on(bytes, contexts[i], &mut found[i]);
        }
        found
    }

    /// Looks on where a context may stand on a later shelf.
    #[inline]
    fn look_on(self, bytes: &[u8], context: u64, found: &mut Found) {
        let mut left = self.count;
        while found.full && found.slots == 0 && left > 0 {
            self.touch(bytes, self.next(found.shelf), found);
            found.slots = self.slots(bytes, found.shelf, mark(context));
            left -= 1;
        }
    }

    /// Has a shelf fetched; does as little else as it can, so that many fetches are on their way.
    #[inline]
    fn touch(self, bytes: &[u8], shelf: u32, found: &mut Found) {
        found.shelf = shelf;
        found.full = self.shelf(bytes, shelf).is_some_and(|line| line[FULL] != 0);
    }

    #[inline]
    fn next(self, shelf: u32) -> u32 {
        let next = shelf.wrapping_add(1);
        if next == self.count { 0 } else { next }
    }

    /// Calls `take` with the code of each move, in order.
    #[inline]
    pub(crate) fn moves(self, bytes: &[u8], found: Found, mut take: impl FnMut(u16)) {
        let Some(shelf) = self.shelf(bytes, found.shelf) else { return };
        let mut slots = found.slots;
        while slots != 0 {
            let pair = read_pair(shelf, slots.trailing_zeros() as usize);
            take(pair as u16 & NO_MOVE);
            take((pair >> CODE_BITS) as u16 & NO_MOVE);
            slots &= slots - 1;
        }
    }

    /// The slots of a shelf that bear the mark.
    #[inline]
    fn slots(self, bytes: &[u8], shelf: u32, mark: u16) -> u16 {
        let Some(line) = self.shelf(bytes, shelf) else { return 0 };
        let (marks, _) = line.as_chunks::<2>();
        let bits =
            marks.iter().take(16).enumerate().map(|(i, of_slot)| {
                if u16::from_le_bytes(*of_slot) == mark { 1_u16 << i } else { 0 }
            });
        bits.fold(0, |all, bit| all | bit) & ((1 << SLOTS) - 1)
    }

    #[inline]
    fn shelf(self, bytes: &[u8], shelf: u32) -> Option<&[u8; SHELF]> {
        let at = self.start.wrapping_add((shelf as usize).wrapping_mul(SHELF));
        bytes.get(at..)?.first_chunk()
    }
}

/// The table of these contexts, each with the codes of one to four moves, as [`Shelves::open`] reads it from the
/// place `at` of a file.
pub(crate) fn pack(contexts: &[(u64, Vec<u16>)], at: usize) -> Vec<u8> {
    let slots: usize = contexts.iter().map(|(_, moves)| moves.len().div_ceil(2)).sum();
    let count = (slots * 100).div_ceil(SLOTS * LOAD) + 1;
    let mut shelves = vec![[0xff_u8; SHELF]; count];
    let mut used = vec![0_usize; count];
    for shelf in &mut shelves {
        shelf[..PAIRS].fill(0);
        shelf[FULL] = 0;
    }
    for (context, moves) in contexts {
        let mut shelf = home(*context, count as u32) as usize;
        while used[shelf] + moves.len().div_ceil(2) > SLOTS {
            shelves[shelf][FULL] = 1;
            shelf = (shelf + 1) % count;
        }
        for pair in moves.chunks(2) {
            let second = pair.get(1).copied().unwrap_or(NO_MOVE);
            let pair = u32::from(pair[0]) | u32::from(second) << CODE_BITS;
            write_slot(&mut shelves[shelf], used[shelf], mark(*context), pair);
            used[shelf] += 1;
        }
    }
    let mut out = (count as u32).to_le_bytes().to_vec();
    out.resize(first_shelf(at) - at, 0);
    out.extend(shelves.iter().flatten());
    out
}

/// Where the first shelf lies behind a head at `at`.
fn first_shelf(at: usize) -> usize {
    (at + 4).next_multiple_of(SHELF)
}

#[inline]
fn home(context: u64, count: u32) -> u32 {
    ((u128::from(context) * u128::from(count)) >> 64) as u32
}

/// The low bits of a context's hash; an empty slot has none.
#[inline]
fn mark(context: u64) -> u16 {
    (context as u16).max(1)
}

#[inline]
fn read_pair(shelf: &[u8; SHELF], slot: usize) -> u32 {
    let (at, shift) = place_of_pair(slot);
    read_u32(shelf, at).unwrap_or(u32::MAX) >> shift
}

fn write_slot(shelf: &mut [u8; SHELF], slot: usize, mark: u16, pair: u32) {
    shelf[2 * slot..2 * slot + 2].copy_from_slice(&mark.to_le_bytes());
    let (at, shift) = place_of_pair(slot);
    let others = read_u32(shelf, at).unwrap_or(0) & !(((1 << PAIR_BITS) - 1) << shift);
    shelf[at..at + 4].copy_from_slice(&(others | pair << shift).to_le_bytes());
}

#[inline]
fn place_of_pair(slot: usize) -> (usize, usize) {
    let bit = slot.wrapping_mul(PAIR_BITS);
    (PAIRS.wrapping_add(bit >> 3), bit & 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(n: u64) -> u64 {
        n.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    #[test]
    fn every_context_gives_its_moves_back_in_order_and_few_others_give_any() {
        for n in [0_u64, 1, 50, 30_000] {
            let moves = |i: u64| (0..=i % 4).map(|k| ((i * 7 + k) % 1008) as u16).collect();
            let contexts: Vec<(u64, Vec<u16>)> = (0..n).map(|i| (spread(i), moves(i))).collect();
            let bytes = pack(&contexts, 64);
            let bytes = [vec![0; 64], bytes].concat();
            let shelves = Shelves::open(&bytes, 64).expect("opens");
            let told = |context: u64| {
                let [found] = shelves.find(&bytes, &[context]);
                let mut told = vec![];
                shelves.moves(&bytes, found, |code| {
                    told.extend((code != NO_MOVE).then_some(code));
                });
                told
            };
            let right = contexts.iter().filter(|(context, moves)| told(*context) == *moves).count();
            assert!(right * 1000 >= contexts.len() * 998, "{right} of {n}");
            let strangers = (n..n + 20_000).filter(|i| !told(spread(*i)).is_empty()).count();
            assert!(strangers < 20, "{strangers} with {n}");
        }
    }

    #[test]
    fn a_cut_file_does_not_open() {
        let bytes = pack(&[(7, vec![1])], 0);
        assert!(Shelves::open(&bytes[..bytes.len() - 1], 0).is_none());
        assert!(Shelves::open(&bytes[..3], 0).is_none());
    }
}
