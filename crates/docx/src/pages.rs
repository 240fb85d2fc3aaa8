//! Which page a paragraph stands on, as far as the file says.
//!
//! Word writes where pages broke when it last showed the document; other programs write only the breaks that
//! the author made. The first are used where there are any, else the second.

use vanban_document::{Origin, PageInfo, PageNo};

use crate::format::twips;
use crate::xml::Element;

/// Pages counted so far.
#[derive(Debug)]
pub(crate) struct Pages {
    /// Present page.
    pub(crate) current: PageNo,
    /// Whether the file says where pages broke when it was shown.
    shown: bool,
    done: Vec<PageInfo>,
}

impl Pages {
    /// At the first page of `document`.
    pub(crate) fn new(document: &Element) -> Self {
        Self { current: 1, shown: document.contains("lastRenderedPageBreak"), done: Vec::new() }
    }

    /// A break of the shown document.
    pub(crate) fn shown_break(&mut self) {
        self.current += 1;
    }

    /// A break that the author made.
    pub(crate) fn made_break(&mut self) {
        if !self.shown {
            self.current += 1;
        }
    }

    /// Ends a section with `properties` (a `w:sectPr`): its pages have its size.
    pub(crate) fn end_section(&mut self, properties: Option<&Element>) {
        let size = properties.and_then(|properties| properties.child("pgSz"));
        let side = |name: &str| size.and_then(|size| twips(size.attribute(name))).unwrap_or(0.0);
        let (width, height) = (side("w"), side("h"));
        while self.done.len() < self.current as usize {
            let number = self.done.len() as PageNo + 1;
            self.done.push(PageInfo {
                number,
                width,
                height,
                origin: Origin::Digital,
                judgement: None,
            });
        }
    }

    /// All pages.
    pub(crate) fn finish(mut self) -> Vec<PageInfo> {
        self.end_section(None);
        self.done
    }
}
