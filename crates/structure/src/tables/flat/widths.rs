//! How wide the columns of a flattened table were, told from where the lines of their cells break.
//!
//! A line breaks where the next word does not fit. Where each cell begins a line, a break before a word that would have
//! fitted ends a cell.

use super::{segment::Split, words::Break, words::Word};

/// Breaks that must tell of a column's width, and how many of ten must agree.
const LEAST: usize = 4;
const AGREE: usize = 7;

/// The widest line of each column after the ordinal, in characters; 0 where nothing tells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Widths(Vec<usize>);

impl Widths {
    /// The widths that most breaks inside the cells of a first reading agree on.
    pub(crate) fn of(parts: &[Vec<Vec<Word<'_>>>], splits: &[Vec<Split>], columns: usize) -> Self {
        let mut breaks: Vec<Vec<(usize, usize)>> = vec![Vec::new(); columns];
        for (parts, splits) in parts.iter().zip(splits) {
            for (part, split) in parts.iter().zip(splits) {
                let reach = reaches(part);
                for (c, breaks) in breaks.iter_mut().enumerate() {
                    let inside = split.range(c).skip(1);
                    breaks.extend(inside.filter_map(|i| reach[i]));
                }
            }
        }
        Self(breaks.iter().map(|breaks| width(breaks)).collect())
    }

    /// Whether a line of column `c` could have reached so far.
    pub(crate) fn hold(&self, c: usize, reach: usize) -> bool {
        self.0.get(c).is_some_and(|width| reach <= *width)
    }
}

/// For each word that begins a line the characters of the line before it, and those it would have had with this word.
pub(crate) fn reaches(words: &[Word<'_>]) -> Vec<Option<(usize, usize)>> {
    let mut length = 0;
    let reach = |word: &Word<'_>| {
        let own = word.text.chars().count();
        let begins = word.before != Break::Space && length > 0;
        let found = begins.then_some((length, length + 1 + own));
        length = if begins || length == 0 { own } else { length + 1 + own };
        found
    };
    words.iter().map(reach).collect()
}

/// The width that most breaks agree on: the line fits in it, and does not with the next word.
fn width(breaks: &[(usize, usize)]) -> usize {
    let agree = |width: usize| {
        breaks.iter().filter(|(length, reach)| *length <= width && width < *reach).count()
    };
    // Of several the narrowest: a wider one would end more cells.
    let best = breaks.iter().map(|(length, _)| (agree(*length), std::cmp::Reverse(*length))).max();
    match best {
        Some((count, width)) if count >= LEAST && count * 10 >= breaks.len() * AGREE => width.0,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_width_is_what_most_breaks_agree_on() {
        assert_eq!(width(&[(18, 24), (19, 22), (17, 21), (20, 23), (6, 12)]), 20);
        assert_eq!(width(&[(18, 24), (6, 9), (12, 14), (30, 33)]), 0);
        assert_eq!(width(&[(18, 24)]), 0);
    }
}
