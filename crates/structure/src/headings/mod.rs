//! Bố cục: which labelled paragraphs head a section, and how they nest.
//!
//! Labels decide, in three steps: every labelled paragraph takes its place in a tree by the sequence of labels
//! ([`tree`]); siblings are weighed together, since a list is one of headings or one of items ([`score`]);
//! what is left becomes the section tree.

mod score;
mod title;
mod tree;

use vanban_document::Section;
use vanban_text::Span;

use crate::{
    label::{Kind, Label, parse_label},
    view::{View, is_bullet},
    zones::Layout,
};

/// A labelled paragraph that may head a section.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) block: usize,
    pub(crate) label: Label,
    pub(crate) title: title::Title,
    /// Index of the candidate it stands under.
    pub(crate) parent: Option<usize>,
    /// Whether its number continues its siblings'.
    pub(crate) in_sequence: bool,
}

/// The section tree: headings of the body, of an attached document, annexes with the headings inside them.
pub(crate) fn sections(view: &View<'_>, layout: &mut Layout, taken: &[Span]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for part in layout.parts.clone() {
        let parent = part.annex.map(|annex| {
            let head = &layout.annexes[annex];
            sections.push(Section {
                label: head.label.clone(),
                title: head.title.clone().unwrap_or_default(),
                level: 1,
                parent: None,
                heading: head.heading,
                body: Span::default(),
                confidence: 0.95,
            });
            if let Some(zone) = layout.zones.annexes.get_mut(annex) {
                zone.section = Some(sections.len() - 1);
            }
            sections.len() - 1
        });
        let free = |i: &usize| !taken.iter().any(|span| span.overlaps(view.blocks[*i].span));
        let blocks: Vec<usize> = part.blocks.clone().filter(free).collect();
        part_sections(view, &blocks, parent, &mut sections);
    }
    let text_end = view.document.text.trim_end().len();
    set_bodies(layout, &mut sections, text_end);
    sections
}

fn part_sections(
    view: &View<'_>,
    blocks: &[usize],
    annex: Option<usize>,
    sections: &mut Vec<Section>,
) {
    let mut candidates = candidates(view, blocks);
    tree::nest(view, &mut candidates);
    let kept = score::headings(view, blocks, &candidates);
    let mut at: Vec<Option<usize>> = vec![None; candidates.len()];
    for (i, candidate) in candidates.iter().enumerate() {
        let Some(confidence) = kept[i] else { continue };
        let mut above = candidate.parent;
        while let Some(parent) = above.filter(|parent| at[*parent].is_none()) {
            above = candidates[parent].parent;
        }
        let parent = above.and_then(|above| at[above]).or(annex);
        at[i] = Some(sections.len());
        let start = view.text_start(candidate.block);
        sections.push(Section {
            label: candidate.label.text.clone(),
            title: candidate.title.words.clone(),
            level: parent.map_or(1, |parent| sections[parent].level + 1),
            parent,
            heading: Span::new(start, candidate.title.end),
            body: Span::default(),
            confidence,
        });
    }
}

fn candidates(view: &View<'_>, blocks: &[usize]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (at, &block) in blocks.iter().enumerate() {
        let text = view.text(block);
        // Bars are left of a table's rules.
        if view.is_table(block) || is_bullet(text) || text.contains(" | ") {
            continue;
        }
        let Some(mut label) = parse_label(text) else { continue };
        if let Some(before) = found.last() {
            label.set_in_list(&before.label, text);
        }
        let title = title::title(view, &blocks[at..], &label);
        found.push(Candidate { block, label, title, parent: None, in_sequence: true });
    }
    found
}

/// A body runs from its heading to the next heading of whatever level, or to the closing.
fn set_bodies(layout: &Layout, sections: &mut [Section], text_end: usize) {
    let mut stops: Vec<usize> = sections.iter().map(|section| section.heading.start).collect();
    let zones = &layout.zones;
    stops.extend(
        [zones.recipients, zones.signature, zones.attached].iter().flatten().map(|s| s.start),
    );
    stops.push(text_end);
    stops.sort_unstable();
    for section in sections {
        let from = section.heading.end;
        let next = stops[stops.partition_point(|stop| *stop < from).min(stops.len() - 1)];
        section.body = Span::new(from, next);
    }
}

/// Whether a kind of label always heads a section.
pub(crate) fn always_heads(kind: Kind) -> bool {
    matches!(kind, Kind::Part | Kind::Chapter | Kind::Division | Kind::Article)
}
