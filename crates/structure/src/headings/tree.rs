//! Nesting of labels by their sequence.

use super::{Candidate, always_heads};
use crate::{
    label::{Kind, Label},
    view::{View, in_capitals},
};

/// Gives every candidate its parent; those whose number fits nowhere are marked out of sequence.
///
/// A stack of open labels, the outermost first: a label closes those it follows or stands above. A first label
/// (`1.`, `a)`) of a kind not open yet opens a level below the innermost open one that may hold it.
pub(crate) fn nest(view: &View<'_>, candidates: &mut [Candidate]) {
    let mut open: Vec<usize> = Vec::new();
    for i in 0..candidates.len() {
        let label = candidates[i].label.clone();
        let place = place(candidates, &open, &label).or_else(|| {
            let strong = always_heads(label.kind) || jumps(view, candidates, i);
            strong.then(|| jump_place(candidates, &open, &label))
        });
        if let Some(depth) = place {
            open.truncate(depth);
        }
        candidates[i].parent = open.last().copied();
        if place.is_some() {
            open.push(i);
        } else {
            candidates[i].in_sequence = false;
        }
    }
}

/// How many open labels stay open when `label` comes, if its number fits.
fn place(candidates: &[Candidate], open: &[usize], label: &Label) -> Option<usize> {
    let at = |depth: usize| &candidates[open[depth]].label;
    if let Some(depth) = (0..open.len()).rev().find(|depth| {
        let before = at(*depth);
        before.kind == label.kind && label.follows(before)
    }) {
        return Some(depth);
    }
    if let Kind::Number(depth) = label.kind
        && depth > 1
    {
        // `2.1` belongs under `2`, wherever that stands.
        let above = &label.path[..label.path.len() - 1];
        if let Some(parent) = (0..open.len()).rev().find(|d| {
            matches!(at(*d).kind, Kind::Number(_) | Kind::NumberParen) && at(*d).path == above
        }) {
            return Some(parent + 1);
        }
    }
    if !label.starts() {
        return None;
    }
    // A first number: under the innermost open label that is of an outer kind and not of its own.
    let same = (0..open.len()).rev().find(|depth| at(*depth).kind == label.kind);
    match same {
        // A second `1.` while a `1.`, `2.` ... list is open: it starts anew under what stands inside that list,
        // else the list itself is left behind.
        Some(depth) if depth + 1 < open.len() => {
            let inner = at(open.len() - 1).kind;
            Some(if inner < label.kind { open.len() } else { depth })
        }
        Some(depth) => Some(depth),
        None => {
            let holds = (0..open.len()).rev().find(|depth| outranks(at(*depth).kind, label.kind));
            Some(holds.map_or(0, |depth| depth + 1))
        }
    }
}

/// Whether a label of kind `outer` may hold one of kind `inner` that is not open yet.
fn outranks(outer: Kind, inner: Kind) -> bool {
    match (outer, inner) {
        // `A.` holds `I.`; where a document has `I.` outside, letters in capitals stand under it.
        (Kind::Roman, Kind::Capital)
        | (Kind::Number(_), Kind::ParenNumber)
        | (Kind::Letter, Kind::NumberParen | Kind::ParenNumber) => true,
        _ => outer < inner,
    }
}

/// A label out of sequence still heads a section where it is set as one: `I` then `III`.
fn jumps(view: &View<'_>, candidates: &[Candidate], i: usize) -> bool {
    let candidate = &candidates[i];
    match candidate.label.kind {
        Kind::Roman | Kind::Capital => {
            view.stands_out(candidate.block) || in_capitals(&candidate.title.words)
        }
        Kind::Number(_) => {
            view.paragraph(candidate.block)
                .is_some_and(|paragraph| paragraph.style.bold || paragraph.style.heading.is_some())
                && !candidate.title.words.is_empty()
        }
        _ => false,
    }
}

/// Where a label that jumps goes: beside the innermost open one of its kind, else below what outranks it.
fn jump_place(candidates: &[Candidate], open: &[usize], label: &Label) -> usize {
    let kind = |depth: usize| candidates[open[depth]].label.kind;
    let same = (0..open.len()).rev().find(|depth| kind(*depth) == label.kind);
    same.or_else(|| {
        (0..open.len()).rev().find(|depth| outranks(kind(*depth), label.kind)).map(|d| d + 1)
    })
    .unwrap_or(0)
}
