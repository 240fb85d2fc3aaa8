//! PDFs that are broken, or made to hurt: the same ones for the same seed.
//!
//! Half of them are real files with something done to them (cut, flipped, spliced, numbers made huge); half are made
//! from nothing around one trap each (endless loops, deep nesting, streams that inflate, pictures of a size that no
//! memory holds). What reads them must come back with an error or with what could be read.

mod bombs;
mod damage;
mod encode;
mod nesting;
mod pictures;
mod writer;

use crate::prng::Prng;

/// A broken file.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// What was done, for file names: letters, digits, hyphens.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A way to break a file that is given.
type Damage = fn(&[Vec<u8>], &mut Prng) -> Vec<u8>;

/// A way to make a file that hurts.
type Trap = fn(&mut Prng) -> Vec<u8>;

/// `count` broken files; `originals` are well-formed PDFs, at least one.
pub fn mutants(
    originals: &[Vec<u8>],
    seed: u64,
    count: usize,
) -> impl Iterator<Item = Mutant> + '_ {
    let traps: Vec<(&str, Trap)> = [&nesting::TRAPS[..], &bombs::TRAPS, &pictures::TRAPS].concat();
    (0..count).map(move |i| {
        let mut prng = Prng::new(seed.wrapping_mul(0x1000_0001).wrapping_add(i as u64));
        let (name, bytes) = if i % 2 == 0 {
            let (name, damage) = damage::KINDS[i / 2 % damage::KINDS.len()];
            (name, damage(originals, &mut prng))
        } else {
            let (name, trap) = traps[i / 2 % traps.len()];
            (name, trap(&mut prng))
        };
        Mutant { name: format!("{i:04}-{name}"), bytes }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn original() -> Vec<u8> {
        let mut file = writer::File::default();
        file.page("BT /F 12 Tf 60 700 Td (Ke hoach) Tj ET", "");
        file.bytes()
    }

    #[test]
    fn the_same_seed_makes_the_same_files_and_another_makes_others() {
        let originals = [original()];
        let made =
            |seed| mutants(&originals, seed, 12).map(|mutant| mutant.bytes).collect::<Vec<_>>();
        assert_eq!(made(3), made(3));
        assert_ne!(made(3), made(4));
    }

    #[test]
    fn every_kind_of_trap_and_damage_comes_up_and_is_small() {
        let originals = [original()];
        let kinds = 2 * damage::KINDS
            .len()
            .max(nesting::TRAPS.len() + bombs::TRAPS.len() + pictures::TRAPS.len());
        let mut names = std::collections::BTreeSet::new();
        for mutant in mutants(&originals, 1, kinds) {
            assert!(mutant.bytes.len() < 6 << 20, "{}: {}", mutant.name, mutant.bytes.len());
            names.insert(mutant.name.split_once('-').map(|(_, kind)| kind.to_owned()));
        }
        let all =
            damage::KINDS.len() + nesting::TRAPS.len() + bombs::TRAPS.len() + pictures::TRAPS.len();
        assert_eq!(names.len(), all);
    }
}
