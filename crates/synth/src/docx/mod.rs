//! The plan as DOCX, written part by part: real tables, a letterhead and a signature as tables without rules,
//! Word's own numbering where the style asks for it, sections across the page, page numbers.

mod numbering;
mod parts;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use crate::blocks::{Block, Grid, Heading, Line, Merge};
use crate::compose::Plan;
use crate::source::Style;
use numbering::Numbering;

/// Text widths of a page in twips: A4 with the margins of Nghị định 30/2020/NĐ-CP, annex I.
const UPRIGHT: u32 = 9071;
const ACROSS: u32 = 14_570;

/// The plan as a DOCX file. The same plan gives the same parts.
pub fn docx(plan: &Plan, style: &Style) -> anyhow::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed date, so that the same plan is the same file.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, content) in parts(plan, style) {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The parts of the file, by name.
pub fn parts(plan: &Plan, style: &Style) -> Vec<(&'static str, String)> {
    let numbers = if style.footer_numbers { "word/footer1.xml" } else { "word/header1.xml" };
    vec![
        ("[Content_Types].xml", parts::content_types(style.footer_numbers)),
        ("_rels/.rels", parts::PACKAGE_RELATIONS.to_owned()),
        ("word/document.xml", document(plan, style)),
        ("word/_rels/document.xml.rels", parts::document_relations(style.footer_numbers)),
        ("word/styles.xml", parts::STYLES.to_owned()),
        ("word/numbering.xml", parts::NUMBERING.to_owned()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        (numbers, parts::page_number(style.footer_numbers)),
    ]
}

fn document(plan: &Plan, style: &Style) -> String {
    let mut body = Body {
        xml: String::new(),
        numbering: style.word_numbering.then(Numbering::default),
        footer: style.footer_numbers,
        across: false,
    };
    for block in &plan.blocks {
        body.block(block);
    }
    let last = body.section_properties();
    format!("{}{}{last}</w:body></w:document>", parts::DOCUMENT_OPEN, body.xml)
}

struct Body {
    xml: String,
    numbering: Option<Numbering>,
    footer: bool,
    across: bool,
}

impl Body {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Letterhead { left, right } => {
                let left: String = left.iter().map(|line| centre(line, 24)).collect();
                let right: String = right.iter().map(|line| centre(line, 24)).collect();
                self.two_columns(&left, &right, [3500, UPRIGHT - 3500]);
            }
            Block::Signature { recipients, lines } => self.signature(recipients, lines),
            Block::Centre(lines) => {
                self.xml.extend(lines.iter().map(|line| centre(line, 28)));
                self.xml.push_str("<w:p/>");
            }
            Block::Right(text) => {
                self.paragraph("<w:jc w:val=\"right\"/>", &run(text, "<w:i/><w:sz w:val=\"24\"/>"));
            }
            Block::Heading(heading) => self.heading(heading),
            Block::Para(text) => self.paragraph(BODY, &run(text, "")),
            Block::Bullet(depth, text) => self.bullet(*depth, text),
            Block::Table(grid) => self.table(grid),
            Block::Page(across) => {
                let properties = self.section_properties();
                let _ = write!(self.xml, "<w:p><w:pPr>{properties}</w:pPr></w:p>");
                self.across = *across;
            }
        }
    }

    fn paragraph(&mut self, properties: &str, runs: &str) {
        let _ = write!(self.xml, "<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>");
    }

    fn heading(&mut self, heading: &Heading) {
        if heading.is_part() {
            for text in [&heading.label, &heading.title] {
                self.xml.push_str(&centre(&Line::bold(text.clone()), 28));
            }
            return;
        }
        let style = format!("<w:pStyle w:val=\"Heading{}\"/>", heading.level.min(4));
        let level = self.numbering.as_mut().and_then(|numbering| numbering.advance(&heading.label));
        let (number, head) = match level {
            Some(level) => (num_properties(1, level), heading.title.clone()),
            None => (String::new(), format!("{} {}", heading.printed_label(), heading.title)),
        };
        let mut runs = match &heading.run_in {
            Some(_) => run(&format!("{head}: "), "<w:b/>"),
            None => run(&head, "<w:b/>"),
        };
        if let Some(text) = &heading.run_in {
            runs.push_str(&run(text, "<w:b w:val=\"0\"/>"));
        }
        self.paragraph(&format!("{style}{number}"), &runs);
    }

    fn bullet(&mut self, depth: u32, text: &str) {
        if self.numbering.is_some() {
            let number = num_properties(2 + depth, 0);
            self.paragraph(&format!("{number}{BODY_PLAIN}"), &run(text, ""));
        } else {
            let mark = if depth == 0 { "-" } else { "+" };
            self.paragraph(BODY, &run(&format!("{mark} {text}"), ""));
        }
    }

    fn two_columns(&mut self, left: &str, right: &str, widths: [u32; 2]) {
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             </w:tblPr><w:tblGrid><w:gridCol w:w=\"{}\"/><w:gridCol w:w=\"{}\"/></w:tblGrid>\
             <w:tr><w:trPr><w:cantSplit/></w:trPr>",
            widths[0] + widths[1],
            widths[0],
            widths[1]
        );
        for (cell, width) in [left, right].iter().zip(widths) {
            let _ = write!(
                self.xml,
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{cell}</w:tc>"
            );
        }
        self.xml.push_str("</w:tr></w:tbl><w:p/>");
    }

    fn signature(&mut self, recipients: &[String], lines: &[Line]) {
        let small = "<w:spacing w:after=\"0\"/>";
        let mut left = format!(
            "<w:p><w:pPr>{small}</w:pPr>{}</w:p>",
            run("Nơi nhận:", "<w:b/><w:i/><w:sz w:val=\"24\"/>")
        );
        for recipient in recipients {
            let words = run(recipient, "<w:sz w:val=\"22\"/>");
            let _ = write!(left, "<w:p><w:pPr>{small}</w:pPr>{words}</w:p>");
        }
        let mut right = String::new();
        for (i, line) in lines.iter().enumerate() {
            if i + 1 == lines.len() {
                // Room for the hand and the seal.
                right.push_str(&"<w:p/>".repeat(3));
            }
            right.push_str(&centre(line, 28));
        }
        self.xml.push_str("<w:p/>");
        self.two_columns(&left, &right, [4700, UPRIGHT - 4700]);
    }

    fn table(&mut self, grid: &Grid) {
        let total = if self.across { ACROSS } else { UPRIGHT };
        let widths = twips(grid, total);
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
        );
        for width in &widths {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.xml.push_str("</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>");
        for (column, width) in grid.columns.iter().zip(&widths) {
            self.cell(column, *width, "", "center", "<w:b/>");
        }
        self.xml.push_str("</w:tr>");
        for row in &grid.rows {
            self.xml.push_str("<w:tr>");
            let mut at = 0;
            for cell in &row.cells {
                let width = widths[at..at + cell.span].iter().sum();
                let merge = match cell.merge {
                    Merge::None => "",
                    Merge::Start => "<w:vMerge w:val=\"restart\"/>",
                    Merge::Continue => "<w:vMerge/>",
                };
                let span = match cell.span {
                    1 => String::new(),
                    span => format!("<w:gridSpan w:val=\"{span}\"/>"),
                };
                let numbers = at == 0 || cell.text.starts_with(|c: char| c.is_ascii_digit());
                let side = if numbers && cell.span == 1 { "center" } else { "left" };
                let face = if row.bold { "<w:b/>" } else { "" };
                self.cell(&cell.text, width, &format!("{span}{merge}"), side, face);
                at += cell.span;
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl><w:p/>");
    }

    fn cell(&mut self, text: &str, width: u32, merge: &str, side: &str, face: &str) {
        let _ = write!(
            self.xml,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{merge}<w:vAlign w:val=\"center\"/>\
             </w:tcPr><w:p><w:pPr><w:spacing w:before=\"40\" w:after=\"40\"/><w:jc w:val=\"{side}\"/>\
             </w:pPr>{}</w:p></w:tc>",
            run(text, &format!("{face}<w:sz w:val=\"24\"/>"))
        );
    }

    fn section_properties(&self) -> String {
        let size = if self.across {
            "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\
             <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" \
             w:footer=\"567\" w:gutter=\"0\"/>"
        } else {
            "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
             <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"567\" \
             w:footer=\"567\" w:gutter=\"0\"/>"
        };
        let kind = if self.footer { "footer" } else { "header" };
        let number = format!("<w:{kind}Reference w:type=\"default\" r:id=\"rId4\"/>");
        format!("<w:sectPr>{number}<w:type w:val=\"nextPage\"/>{size}<w:titlePg/></w:sectPr>")
    }
}

const BODY: &str = "<w:spacing w:after=\"120\"/><w:ind w:firstLine=\"567\"/><w:jc w:val=\"both\"/>";
const BODY_PLAIN: &str = "<w:spacing w:after=\"120\"/><w:jc w:val=\"both\"/>";

fn num_properties(list: u32, level: usize) -> String {
    format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
}

fn centre(line: &Line, size: u32) -> String {
    let face = match (line.bold, line.italic) {
        (true, _) => "<w:b/>",
        (_, true) => "<w:i/>",
        _ => "",
    };
    format!(
        "<w:p><w:pPr><w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/></w:pPr>{}</w:p>",
        run(&line.text, &format!("{face}<w:sz w:val=\"{size}\"/>"))
    )
}

fn run(text: &str, properties: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// Columns' widths, exactly as wide as the page's text together.
fn twips(grid: &Grid, total: u32) -> Vec<u32> {
    let even = vec![1; grid.columns.len()];
    let shares = if grid.widths.len() == grid.columns.len() { &grid.widths } else { &even };
    let sum: u32 = shares.iter().sum::<u32>().max(1);
    shares.iter().map(|share| total * share / sum).collect()
}
