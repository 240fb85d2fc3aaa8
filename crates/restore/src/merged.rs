//! Edits in the order of their places, made as they are found: a long text has millions of them.

use std::iter::Peekable;
use std::vec::IntoIter;

use vanban_text::{Edit, Span};

/// Edits known ahead, before which those found later give way.
#[derive(Debug)]
pub(crate) struct Merged {
    ahead: Peekable<IntoIter<Edit>>,
    /// Place of the last of them that was made.
    last: Span,
}

impl Merged {
    /// `ahead` comes sorted and disjoint.
    pub(crate) fn new(ahead: Vec<Edit>) -> Merged {
        Merged { ahead: ahead.into_iter().peekable(), last: Span::default() }
    }

    /// Makes all edits ahead up to `edit`, and `edit` if none of them overlaps it.
    pub(crate) fn add(&mut self, edit: Edit, make: &mut impl FnMut(Edit)) {
        while let Some(own) = self.ahead.next_if(|own| own.at <= edit.at) {
            self.last = own.at;
            make(own);
        }
        let next = self.ahead.peek().is_some_and(|own| own.at.overlaps(edit.at));
        if !next && !self.last.overlaps(edit.at) {
            make(edit);
        }
    }

    /// Makes the edits that are left.
    pub(crate) fn finish(self, make: &mut impl FnMut(Edit)) {
        self.ahead.for_each(make);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_gives_way_to_what_is_known_and_keeps_its_place() {
        let edit = |start, end, text: &str| Edit {
            at: Span::new(start, end),
            text: text.into(),
            confidence: 1.0,
        };
        let mut merged = Merged::new(vec![edit(4, 6, "A"), edit(10, 11, "B"), edit(20, 21, "C")]);
        let mut made = vec![];
        let mut make = |edit: Edit| made.push(edit.text);
        for found in [edit(0, 2, "a"), edit(3, 5, "b"), edit(5, 8, "c"), edit(8, 10, "d")] {
            merged.add(found, &mut make);
        }
        merged.add(edit(9, 12, "e"), &mut make);
        merged.add(edit(12, 13, "f"), &mut make);
        merged.finish(&mut make);
        assert_eq!(made, ["a", "A", "d", "B", "f", "C"]);
    }
}
