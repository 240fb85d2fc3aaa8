//! Pages of a text file: lines go on until the page is full.

/// Breaks text at spaces into lines of at most `width` characters; with `at_hyphens` also after a hyphen inside
/// a word, which is how symbols come to be broken (`02-` / `KH/TU`).
pub(crate) fn wrap(text: &str, width: usize, at_hyphens: bool) -> Vec<String> {
    let mut out = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let mut word = word;
            if at_hyphens
                && room(&line, width) < word.chars().count()
                && let Some(at) = inner_hyphen(word)
                && room(&line, width) >= word[..at].chars().count()
            {
                push_word(&mut line, &word[..at]);
                out.push(std::mem::take(&mut line));
                word = &word[at..];
            }
            if !line.is_empty() && room(&line, width) < word.chars().count() {
                out.push(std::mem::take(&mut line));
            }
            push_word(&mut line, word);
        }
        out.push(line);
    }
    out
}

/// Where a line may end inside the word: after a hyphen that has letters or digits on both sides.
fn inner_hyphen(word: &str) -> Option<usize> {
    let at = word.find('-')?;
    (at > 0 && at + 1 < word.len()).then_some(at + 1)
}

fn room(line: &str, width: usize) -> usize {
    let used = line.chars().count();
    width.saturating_sub(if used == 0 { 0 } else { used + 1 })
}

fn push_word(line: &mut String, word: &str) {
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(word);
}

/// A text file being written, page by page.
#[derive(Debug, Default)]
pub(crate) struct Paper {
    out: String,
    page_lines: usize,
    used: usize,
    page: usize,
    /// Pages end with a form feed.
    pub(crate) form_feed: bool,
    /// Every line is followed by an empty one.
    pub(crate) spaced: bool,
    /// Lines that a new page begins with: a table's header.
    pub(crate) running_head: Vec<String>,
}

impl Paper {
    pub(crate) fn new(page_lines: usize) -> Paper {
        Paper { page_lines, page: 1, ..Paper::default() }
    }

    /// Lines left on this page.
    pub(crate) fn left(&self) -> usize {
        self.page_lines.saturating_sub(self.used)
    }

    pub(crate) fn put(&mut self, line: impl AsRef<str>) {
        if self.left() == 0 {
            self.break_page();
        }
        self.write(line.as_ref());
    }

    fn write(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
        if self.spaced {
            self.out.push('\n');
        }
        self.used += 1;
    }

    /// An empty line; none at the top of a page, none in text that is spaced anyway.
    pub(crate) fn blank(&mut self) {
        if self.used > 0 && !self.spaced && !self.out.ends_with("\n\n") {
            self.out.push('\n');
            self.used += 1;
        }
    }

    pub(crate) fn break_page(&mut self) {
        if self.used == 0 {
            return;
        }
        self.page += 1;
        self.used = 0;
        if self.form_feed {
            self.out.push('\u{c}');
            let number = format!("{:>40}", self.page);
            self.write(&number);
            self.out.push('\n');
        } else {
            self.out.push_str("\n\n");
            // Extractors keep some page numbers and lose others.
            if self.page.is_multiple_of(3) {
                let number = self.page.to_string();
                self.write(&number);
                self.out.push('\n');
            }
        }
        for line in self.running_head.clone() {
            self.write(&line);
        }
    }

    pub(crate) fn finish(self) -> String {
        let mut out = self.out.trim_end().to_owned();
        out.push('\n');
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_inside_symbols() {
        assert_eq!(wrap("một hai ba", 7, false), ["một hai", "ba"]);
        assert_eq!(wrap("Kế hoạch số 02-KH/TU ngày", 15, true), ["Kế hoạch số 02-", "KH/TU ngày"]);
        assert_eq!(wrap("Kế hoạch số 02-KH/TU", 15, false), ["Kế hoạch số", "02-KH/TU"]);
        assert_eq!(wrap("", 10, true), [""]);
    }

    #[test]
    fn a_full_page_repeats_the_tables_header() {
        let mut paper = Paper::new(3);
        paper.running_head = vec!["TT".to_owned()];
        for line in ["a", "b", "c", "d"] {
            paper.put(line);
        }
        assert_eq!(paper.finish(), "a\nb\nc\n\n\nTT\nd\n");
    }
}
