//! The words of a flattened table with what parts them.

use vanban_document::{Document, join_lines};
use vanban_text::{Span, fold, quoted, tone_key};

/// What stands before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    Space,
    Line,
    /// An empty line, or a new paragraph.
    Gap,
}

/// A line of the source inside a flattened table.
#[derive(Clone, Debug)]
pub(crate) struct FlatLine<'a> {
    pub(crate) span: Span,
    pub(crate) text: &'a str,
    pub(crate) page: u32,
    pub(crate) gap: bool,
}

/// A word, what it tells by itself, and what stands before it.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    pub(crate) span: Span,
    pub(crate) text: &'a str,
    pub(crate) folded: String,
    /// Small letters with their marks, tone placement in one style.
    pub(crate) lower: String,
    /// Its [`key`]: those of several words in a row make up the key of all.
    pub(crate) key: String,
    pub(crate) before: Break,
    /// Whether a body's name begins here, once `mark_bodies` has told.
    pub(crate) body: bool,
    /// Index of its line in the region.
    pub(crate) line: usize,
}

impl Word<'_> {
    fn first(&self) -> char {
        self.text.chars().find(|c| c.is_alphanumeric()).unwrap_or(' ')
    }

    pub(crate) fn is_capital(&self) -> bool {
        self.first().is_uppercase() && !self.text.starts_with([')', ',', ';'])
    }

    pub(crate) fn is_digit(&self) -> bool {
        self.first().is_ascii_digit() || self.is_comparator()
    }

    /// `≥`, `<` before a figure.
    pub(crate) fn is_comparator(&self) -> bool {
        self.text.starts_with(['≥', '≤', '>', '<'])
    }

    pub(crate) fn is_small(&self) -> bool {
        self.first().is_lowercase()
    }

    /// Ends a sentence.
    pub(crate) fn ends_sentence(&self) -> bool {
        self.text.ends_with(['.', '!', '?', '…'])
    }

    /// A word after which a cell does not end: `và`, `của`, `các`. Marks count: `trọng` is not `trong`.
    pub(crate) fn connects(&self) -> bool {
        const WORDS: [&str; 24] = [
            "và", "của", "các", "với", "về", "cho", "theo", "trong", "tại", "trên", "từ", "đến",
            "hoặc", "là", "được", "những", "bằng", "để", "phục", "thuộc", "nhằm", "vào", "do",
            "số",
        ];
        let open = self.text.ends_with(['(', '-', '–', '/']);
        open || (WORDS.contains(&self.lower.as_str()) && !self.text.ends_with(['.', ';', ')']))
    }
}

/// The lines of `document` between two byte offsets, those of drawn tables left out.
pub(crate) fn lines_in(document: &Document, span: Span) -> Vec<FlatLine<'_>> {
    let first = document.paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
    let mut lines = Vec::new();
    for paragraph in &document.paragraphs[first..] {
        if paragraph.span.start >= span.end {
            break;
        }
        for (i, line) in document.lines[paragraph.lines.clone()].iter().enumerate() {
            let inside = Span::new(line.span.start.max(span.start), line.span.end.min(span.end));
            if inside.is_empty() {
                continue;
            }
            lines.push(FlatLine {
                span: inside,
                text: inside.of(&document.text),
                page: line.page,
                gap: line.gap_before || (i == 0 && paragraph.gap_before),
            });
        }
    }
    lines
}

/// The words of line number `index` from byte `from` of its text on.
pub(crate) fn words_of<'a>(line: &FlatLine<'a>, index: usize, from: usize) -> Vec<Word<'a>> {
    let text = line.text.get(from..).unwrap_or("");
    let start = line.span.start + from;
    let mut words: Vec<Word<'a>> = text
        .split_whitespace()
        .map(|word| {
            let at = start + (word.as_ptr() as usize - text.as_ptr() as usize);
            Word {
                span: Span::new(at, at + word.len()),
                text: word,
                folded: fold(word.trim_matches(|c: char| !c.is_alphanumeric())),
                lower: tone_key(word.trim_matches(|c: char| !c.is_alphanumeric())),
                key: key(word),
                before: Break::Space,
                body: false,
                line: index,
            }
        })
        .collect();
    if let Some(first) = words.first_mut() {
        first.before = if line.gap { Break::Gap } else { Break::Line };
    }
    words
}

/// Words as a cell quotes them: lines joined as those of a paragraph are.
pub(crate) fn cell_text(words: &[Word<'_>]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        if i > 0 && words[i - 1].line == word.line {
            let line = lines.last_mut().expect("a word came before");
            line.push(' ');
            line.push_str(word.text);
        } else {
            lines.push(word.text.to_owned());
        }
    }
    quoted(&join_lines(lines.iter().map(String::as_str)))
}

/// Letters and digits alone, folded: how headers are compared.
pub(crate) fn key(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
