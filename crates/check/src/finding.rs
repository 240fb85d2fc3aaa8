//! The form of a finding, its place, and the list of codes.

use vanban_document::Document;
use vanban_record::{At, Diagnostic, Severity};
use vanban_text::Span;

/// Every code a finding may bear, with what it means.
pub const CODES: [(&str, &str); 40] = [
    ("amount-ambiguous", "an amount of money can be read in two ways"),
    ("amount-unread", "amounts of money stand in an annex whose table could not be read"),
    ("amount-words-mismatch", "an amount in words differs from its figures"),
    ("annex-missing", "the text refers to an annex that the file does not hold"),
    ("budget-group-mismatch", "the lines of a group do not add up to the group's amount"),
    ("budget-row-mismatch", "the parts of a row do not add up to its whole"),
    ("budget-total-mismatch", "the lines of a table do not add up to the stated total"),
    ("date-impossible", "a date that no calendar has"),
    ("date-unfilled", "the day of issue is left blank"),
    ("deadline-before-date", "a deadline lies before the document's own date"),
    ("deadline-before-period", "a report is due before the period it covers ends"),
    ("deadline-outside-plan", "tasks run beyond the year the plan is for"),
    ("decimal-point", "a decimal point where Vietnamese writes a comma"),
    ("deputy-signs-alone", "a deputy chairman signs without KT."),
    ("lead-also-supports", "a body both leads and supports one task"),
    ("letterhead-missing", "number, place and date of issue are not in the file"),
    ("limit-hit", "a limit of the reader cut something off"),
    ("number-blank", "the document's number is left blank"),
    ("numbering-jump", "headings skip a number"),
    ("numbering-repeated", "two headings in a row have the same number"),
    ("page-is-image", "a page holds a picture and no text"),
    ("page-unreadable", "a page could not be read"),
    ("period-reversed", "a period ends before it begins"),
    ("placeholder-left", "a citation's number is left as dots"),
    ("poor-text-layer", "the text layer of a page is unreliable"),
    ("reference-two-symbols", "one document seems to be cited under two symbols"),
    ("reference-type-mismatch", "a citation's kind disagrees with its symbol"),
    ("row-number-jump", "the rows of a table skip a number"),
    ("row-number-repeated", "two rows of a table have the same number"),
    (
        "symbol-form",
        "a Party symbol is written as the State writes its own, or the other way round",
    ),
    ("symbol-two-dates", "one symbol is cited with two dates"),
    ("table-guessed", "rows and columns of a table were guessed from its words"),
    ("target-conflict", "one indicator is given two values"),
    ("target-over-100", "a share above one hundred percent"),
    ("target-without-value", "an objective names a rate and no value"),
    ("task-duplicate", "one task stands in the document twice"),
    ("task-without-deadline", "a row of a task table has no time where the others have one"),
    ("task-without-lead", "a row of a task table has nobody in charge where the others have"),
    ("text-restored", "much of the text was repaired, with little certainty"),
    ("words-doubled", "words stand twice in a row"),
];

/// A finding; `code` is one of [`CODES`].
pub(crate) fn finding(
    code: &str,
    severity: Severity,
    message: impl Into<String>,
    message_vi: impl Into<String>,
    at: Option<At>,
) -> Diagnostic {
    debug_assert!(
        CODES.iter().any(|(known, _)| *known == code),
        "{code} is not in the list of codes"
    );
    Diagnostic {
        code: code.to_owned(),
        severity,
        message: message.into(),
        message_vi: message_vi.into(),
        at,
    }
}

/// The published form of a place.
pub(crate) fn at(document: &Document, span: Span) -> At {
    let place = document.place(span);
    At {
        page: place.page,
        bbox: place.bbox.map(|b| [b.x0, b.y0, b.x1, b.y1]),
        start: span.start,
        end: span.end,
        text: span.of(&document.text).to_owned(),
        original: document.original_of(span).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_distinct() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
