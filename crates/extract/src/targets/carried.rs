//! What stands once and holds for several values: the time that opens a sentence or a line of its own, the head of a
//! rate, the measure before a colon.

use vanban_text::{Folded, Span};

use crate::targets::claims::{Claim, opening_time};
use crate::targets::parts::{
    composed, is_part, is_sector, opens_with_sector, set_apart, with_head,
};
use crate::targets::phrase::{is_scope, names_measure, time_phrase};

/// What a sentence with semicolons says once for all its parts.
#[derive(Default)]
pub(crate) struct Row {
    end: usize,
    /// The time it opens with.
    time: Option<String>,
    /// Subject and unit of the claim before the semicolon.
    subject: Option<(String, Option<String>)>,
    /// Indicator and unit of the claim before, whichever its shape.
    last: Option<(String, Option<String>)>,
    /// Whether the part at hand has no claim yet.
    fresh: bool,
    /// Whether the parts of a measure are being told (`diện tích 500 ha; trong đó: lúa 300 ha; ngô 200 ha`).
    parts: bool,
    /// Whether the shares of a composition are being told (`Cơ cấu kinh tế: nông nghiệp 20%; dịch vụ 45%`).
    composition: bool,
}

impl Row {
    pub(crate) fn meet(&mut self, text: &str, segment: Span) {
        if !text[self.end..segment.start].contains(';') {
            *self = Row::default();
        }
        // `Đến năm 2026: 80% A; đến năm 2030: 100% B`: a part may set a time of its own.
        self.time = opening_time(segment.of(text)).or(self.time.take());
        self.end = segment.end;
        self.fresh = true;
    }

    pub(crate) fn complete(&mut self, claim: Claim) -> Claim {
        let mut claim = scoped(claim);
        self.composition = composed(&format!("{}: x", claim.indicator)).is_some()
            || self.composition && claim.closes;
        let unit = claim.value.unit.clone();
        let goes_on = (self.fresh || self.parts) && claim.closes;
        let before = self.subject.take().filter(|(_, of)| goes_on && *of == unit);
        self.parts &= before.is_some();
        if let Some((before, _)) = before {
            let part = claim.applies_to.is_none()
                && is_part(&before, &claim.indicator, &claim.before, self.parts);
            let mixed = self.composition && is_sector(&claim.indicator);
            if part || mixed && claim.applies_to.is_none() {
                self.parts = true;
                claim.applies_to = Some(std::mem::replace(&mut claim.indicator, before));
            } else if claim.applies_to.is_none() && is_scope(&claim.indicator) {
                claim.applies_to = Some(std::mem::replace(&mut claim.indicator, before));
            } else if let Some(whole) = with_head(&before, &claim.indicator) {
                claim.indicator = whole;
            }
        }
        if let Some((whole, _)) = self.last.take().filter(|(_, of)| *of == unit)
            && let Some((indicator, who)) = set_apart(&whole, &claim)
        {
            claim.applies_to = Some(who);
            claim.indicator = indicator;
        }
        // `tăng 11%, trong đó: nông nghiệp 4%; dịch vụ 12%`: the rates of sectors follow like shares.
        self.composition |= claim.closes
            && claim
                .applies_to
                .as_deref()
                .is_some_and(|who| is_sector(who) && opens_with_sector(who));
        let indicator = claim.indicator.clone();
        self.last = Some((indicator.clone(), unit.clone()));
        self.subject = claim.closes.then(|| (indicator.clone(), unit));
        self.fresh = false;
        Claim { deadline: claim.deadline.or_else(|| self.time.clone()), indicator, ..claim }
    }
}

/// `Tỷ lệ hộ có nước sạch: thành thị`: a measure and, behind its colon, whom the value is for.
fn scoped(claim: Claim) -> Claim {
    let Some((measure, who)) = claim.indicator.rsplit_once(": ") else { return claim };
    if claim.applies_to.is_some() || !names_measure(measure) || !is_scope(who) {
        return claim;
    }
    let (indicator, who) = (measure.trim_end().to_owned(), who.to_owned());
    Claim { indicator, applies_to: Some(who), ..claim }
}

/// The aim that a sentence opens with, which holds for its parts behind semicolons.
#[derive(Default)]
pub(crate) struct Aimed {
    end: usize,
    /// Whether one is set.
    pub(crate) set: bool,
}

impl Aimed {
    /// Meets the next part of `text`, `folded` its words.
    pub(crate) fn meet(&mut self, text: &str, segment: Span, folded: &str) {
        let goes_on = text[self.end..segment.start].contains(';');
        self.set = goes_on && self.set || folded.contains("phan dau");
        self.end = segment.end;
    }
}

/// The time that a line of its own sets for the lines under it: `- Đến năm 2030:` with `+ ...` under it.
#[derive(Default)]
pub(crate) struct Times {
    set: Option<(Option<usize>, Option<char>, String)>,
}

impl Times {
    pub(crate) fn meet(&mut self, section: Option<usize>, text: &str) {
        let bullet = text.trim_start().chars().next().filter(|c| !c.is_alphanumeric());
        let line = text.trim();
        let head = line.ends_with(':') && line.split_whitespace().count() <= 14;
        let time = if head { until(line) } else { None };
        let over = self.set.as_ref().is_some_and(|(under, mark, _)| {
            *under != section || head || bullet == *mark && bullet.is_some()
        });
        if over {
            self.set = None;
        }
        if let Some(time) = time {
            self.set = Some((section, bullet, time));
        }
    }

    pub(crate) fn said(&self) -> Option<String> {
        self.set.as_ref().map(|(_, _, time)| time.clone())
    }
}

/// `đến năm 2030` in the words of a heading, or any time that is the whole of it (`Năm 2026`).
pub(crate) fn until(title: &str) -> Option<String> {
    let folded = Folded::new(title);
    let found = time_phrase(folded.text())?;
    let said = folded.origin(found.clone()).of(title).trim().to_owned();
    let letters = |text: &str| text.contains(char::is_alphanumeric);
    let whole = !letters(&folded.text()[..found.start]) && !letters(&folded.text()[found.end..]);
    (whole || folded.text()[found].starts_with("den")).then_some(said)
}
