//! Repaired text and the text as read, kept in step.

use crate::Span;

/// One repair: the bytes `at` of the text as read become `text`.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Where, in the text before repair.
    pub at: Span,
    /// What stands there after repair.
    pub text: String,
    /// Probability that the new words are right, 0 to 1.
    pub confidence: f32,
}

/// A total map between positions of the original and of the repaired text.
///
/// Unchanged stretches map byte for byte; inside a changed stretch a position maps to the stretch's
/// edge, so that the image of a range always covers the whole change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OffsetMap {
    /// Changed stretches in order: (range before, range after).
    changes: Vec<(Span, Span)>,
}

impl OffsetMap {
    /// The map of a text onto itself.
    pub fn identity() -> Self {
        Self::default()
    }

    /// The map of `changes` in order: (range before, range after).
    pub fn of_changes(changes: Vec<(Span, Span)>) -> Self {
        Self { changes }
    }

    /// Applies `edits` (sorted and disjoint; others are skipped) and returns the new text with its map.
    pub fn apply(original: &str, edits: &[Edit]) -> (String, OffsetMap) {
        let mut rewriter = Rewriter::new(original);
        let changes = edits.iter().filter_map(|edit| rewriter.make(edit)).collect();
        (rewriter.finish(), OffsetMap { changes })
    }

    /// Whether nothing was changed.
    pub fn is_identity(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changed stretches in order: (range in the original, range in the repaired text).
    pub fn changes(&self) -> &[(Span, Span)] {
        &self.changes
    }

    /// The range of the repaired text that `span` of the original became.
    pub fn to_repaired(&self, span: Span) -> Span {
        map_span(span, &self.changes, |(before, after)| (*before, *after))
    }

    /// The range of the original that `span` of the repaired text was made from.
    pub fn to_original(&self, span: Span) -> Span {
        map_span(span, &self.changes, |(before, after)| (*after, *before))
    }
}

/// A text rewritten edit by edit.
#[derive(Debug)]
pub struct Rewriter<'a> {
    original: &'a str,
    text: String,
    /// How much of the original has been passed.
    done: usize,
}

impl<'a> Rewriter<'a> {
    /// Begins with the first byte.
    pub fn new(original: &'a str) -> Self {
        Self { original, text: String::with_capacity(original.len() + original.len() / 4), done: 0 }
    }

    /// Makes an edit behind those made so far (others are skipped) and returns its range before and after.
    pub fn make(&mut self, edit: &Edit) -> Option<(Span, Span)> {
        let fits = edit.at.start >= self.done
            && self.original.is_char_boundary(edit.at.start)
            && self.original.is_char_boundary(edit.at.end)
            && edit.at.end <= self.original.len();
        debug_assert!(fits, "edits must be sorted, disjoint and inside the text");
        if !fits {
            return None;
        }
        self.text.push_str(&self.original[self.done..edit.at.start]);
        let start = self.text.len();
        self.text.push_str(&edit.text);
        self.done = edit.at.end;
        Some((edit.at, Span::new(start, self.text.len())))
    }

    /// The text with the rest of the original.
    pub fn finish(mut self) -> String {
        self.text.push_str(&self.original[self.done..]);
        self.text
    }
}

fn map_span(
    span: Span,
    changes: &[(Span, Span)],
    side: impl Fn(&(Span, Span)) -> (Span, Span) + Copy,
) -> Span {
    let position = |at: usize, upper: bool| {
        let next = changes.partition_point(|change| side(change).0.end <= at);
        let shift_from = next.checked_sub(1).map_or((0, 0), |i| {
            let (from, to) = side(&changes[i]);
            (from.end, to.end)
        });
        match changes.get(next).map(side) {
            Some((from, to)) if at > from.start => {
                if upper {
                    to.end
                } else {
                    to.start
                }
            }
            _ => at - shift_from.0 + shift_from.1,
        }
    };
    Span::new(position(span.start, false), position(span.end, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (&'static str, String, OffsetMap) {
        let original = "ke hoach nam 2026";
        let edits = [
            Edit { at: Span::new(0, 2), text: "kế".into(), confidence: 1.0 },
            Edit { at: Span::new(3, 8), text: "hoạch".into(), confidence: 1.0 },
            Edit { at: Span::new(9, 12), text: "năm".into(), confidence: 1.0 },
        ];
        let (text, map) = OffsetMap::apply(original, &edits);
        (original, text, map)
    }

    #[test]
    fn words_find_their_repair_and_back() {
        let (original, text, map) = sample();
        assert_eq!(text, "kế hoạch năm 2026");
        for word in [Span::new(0, 2), Span::new(3, 8), Span::new(9, 12), Span::new(13, 17)] {
            let there = map.to_repaired(word);
            assert_eq!(map.to_original(there), word);
            assert_eq!(crate::fold(there.of(&text)), word.of(original));
        }
    }

    #[test]
    fn a_range_that_cuts_a_change_covers_it() {
        let (_, text, map) = sample();
        assert_eq!(map.to_repaired(Span::new(4, 5)).of(&text), "hoạch");
    }

    #[test]
    fn the_identity_maps_every_range_to_itself() {
        let map = OffsetMap::identity();
        assert_eq!(map.to_original(Span::new(5, 9)), Span::new(5, 9));
        assert!(map.is_identity());
    }
}
