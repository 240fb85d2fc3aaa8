//! The table of words that Tesseract prints.

use crate::picture::Area;

/// A recognised word; its box is in pixels of the picture it was found in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// Which of the pictures, from 0.
    pub(crate) picture: usize,
    /// Words with equal keys stand on one line.
    pub(crate) line: (usize, usize, usize),
    pub(crate) area: Area,
    /// 0 to 1.
    pub(crate) confidence: f32,
    pub(crate) text: String,
    /// Found in a column of cells.
    pub(crate) cell: bool,
}

/// Reads the table; lines that are no words are passed over.
pub(crate) fn words(table: &str) -> Vec<Word> {
    table.lines().filter_map(word).collect()
}

fn word(line: &str) -> Option<Word> {
    let mut fields = line.splitn(12, '\t');
    if fields.next()? != "5" {
        return None;
    }
    let mut number = || fields.next()?.parse::<usize>().ok();
    let page = number()?;
    let line = (number()?, number()?, number()?);
    number()?;
    let (x0, y0, width, height) = (number()?, number()?, number()?, number()?);
    let confidence: f32 = fields.next()?.parse().ok()?;
    let text = fields.next()?.trim();
    (!text.is_empty()).then(|| Word {
        picture: page.saturating_sub(1),
        line,
        area: Area { x0, y0, x1: x0 + width, y1: y0 + height },
        confidence: (confidence / 100.0).clamp(0.0, 1.0),
        text: plain_letters(&vanban_text::nfc(text)),
        cell: false,
    })
}

/// Letters and marks that only look like those of Vietnamese, as the latter. Tesseract's model has read pages of
/// other languages too, and where it wavers it may print both: `QĐÐ`, `NÑQ`.
fn plain_letters(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let plain = match c {
            'Ð' => 'Đ',
            'ð' => 'đ',
            'Ñ' => 'N',
            'ñ' => 'n',
            '\u{2044}' | '\u{2215}' => '/',
            _ => c,
        };
        let twice = plain != c && (before == plain || chars.peek() == Some(&plain));
        if !twice {
            out.push(plain);
        }
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_vietnamese_does_not_have_are_those_they_look_like() {
        for (read, want) in [
            ("14/QÐ-UBND", "14/QĐ-UBND"),
            ("14/QĐÐ-UBND", "14/QĐ-UBND"),
            ("9/NÑQ-CP", "9/NQ-CP"),
            ("9\u{2044}ÑQ", "9/NQ"),
            ("ĐĐ", "ĐĐ"),
            ("NN", "NN"),
        ] {
            assert_eq!(plain_letters(read), want);
        }
    }

    #[test]
    fn words_come_with_their_boxes() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            1\t1\t0\t0\t0\t0\t0\t0\t900\t600\t-1\t\n\
            5\t2\t1\t3\t4\t1\t383\t157\t50\t32\t96.95\tK\u{1ebe}\n\
            5\t2\t1\t3\t4\t2\t440\t157\t50\t32\t91.0\t \n\
            5\t2\t1\t3\t4\t3\t500\t157\tx\t32\t91.0\tho\u{1ea1}ch\n";
        let found = words(table);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].picture, found[0].line), (1, (1, 3, 4)));
        assert_eq!(found[0].area, Area { x0: 383, y0: 157, x1: 433, y1: 189 });
        assert!((found[0].confidence - 0.9695).abs() < 1e-4);
    }

    #[test]
    fn decomposed_letters_are_composed() {
        let found = words("5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\te\u{302}\u{301}");
        assert_eq!(found[0].text, "\u{1ebf}");
    }
}
