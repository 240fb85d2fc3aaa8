//! The source of a plan: what its TOML file states.
//!
//! Facts stand in it as facts (a reference has a symbol and a date, a task has leads and a deadline); prose names
//! them in braces and the composer writes the words. The small markup of `preamble` and `body` is described in
//! `corpus/sources/README.md`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Everything a plan is made from.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Folder name of the plan's fixtures and file name in the corpus.
    pub slug: String,
    /// The form in which the corpus holds the plan: `txt`, `md`, `docx` or `pdf`.
    pub form: String,
    /// How the plan is set.
    #[serde(default)]
    pub style: Style,
    /// Thể thức.
    pub header: HeaderSource,
    /// Documents that the plan may cite, by a short key.
    #[serde(default)]
    pub refs: BTreeMap<String, RefSource>,
    /// Căn cứ and the sentence of issue; one paragraph a line.
    #[serde(default)]
    pub preamble: String,
    /// The body, in markup.
    pub body: String,
    /// Tables, by key.
    #[serde(default)]
    pub table: Vec<TableSource>,
    /// Annexes, in order.
    #[serde(default)]
    pub annex: Vec<AnnexSource>,
    /// What a careful clerk would flag here, as codes of diagnostics.
    #[serde(default)]
    pub flags: Vec<String>,
}

/// Choices of typesetting that are no facts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Style {
    /// Headings and bullets numbered by Word's own lists where the labels allow it.
    pub word_numbering: bool,
    /// Page numbers in the footer; in the header otherwise, as Nghị định 30/2020/NĐ-CP asks.
    pub footer_numbers: bool,
    /// Tables in the Markdown form as HTML, the way recognition models write them.
    pub html_tables: bool,
    /// Markdown headings marked as an OCR model would: levels not to be trusted.
    pub careless_marks: bool,
    /// Chủ trì / Phối hợp / Thời gian lines without a dash before them.
    pub plain_task_lines: bool,
}

/// Thể thức văn bản.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HeaderSource {
    /// Tên loại; `Công văn` is not printed.
    pub doc_type: String,
    /// Số; blank when empty.
    pub number: String,
    /// Ký hiệu, `KH-UBND`, `KH/TU`.
    pub suffix: String,
    /// Written between number and suffix: `/` by the state's rules, `-` by the Party's.
    pub joint: String,
    /// Lines of the letterhead's left side; the last ones are the issuer's name.
    pub letterhead: Vec<String>,
    /// Cơ quan ban hành, as the record names it.
    pub issuer: String,
    /// Other right names of the issuer.
    pub issuer_accept: Vec<String>,
    /// Short name in annex captions (`UBND xã ...`).
    pub issuer_short: String,
    /// Địa danh.
    pub place: String,
    /// ISO date; when empty the date is left blank.
    pub date: String,
    /// Trích yếu, in markup.
    pub title: String,
    /// Title lines in capitals, as many provinces print them.
    pub title_caps: bool,
    /// Other right titles.
    pub title_accept: Vec<String>,
    /// The year the plan is for.
    pub plan_year: Option<i32>,
    /// Other right years, where the plan is for several or names none.
    pub plan_year_accept: Vec<i32>,
    /// Người ký.
    pub signer: String,
    /// Chức vụ.
    pub position: String,
    /// `KT. CHỦ TỊCH`.
    pub authority: String,
    /// `TM. ỦY BAN NHÂN DÂN`.
    pub on_behalf: String,
    /// Kính gửi, in công văn; whom a công điện is wired to.
    pub addressees: Vec<String>,
    /// Nơi nhận, in markup.
    pub recipients: Vec<String>,
    /// Line of authority above the căn cứ of decisions and directives, `... điện:` of a công điện.
    pub authority_line: String,
}

/// A document that may be cited.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RefSource {
    /// Tên loại.
    #[serde(rename = "type")]
    pub doc_type: String,
    /// Số và ký hiệu.
    pub symbol: String,
    /// ISO date.
    pub date: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Trích yếu with its first word (`về ...`, `phê duyệt ...`), in markup; the name for laws.
    pub title: String,
    /// Date in words: `ngày 07 tháng 3 năm 2026`.
    pub long_date: bool,
    /// The whole name of a document without number.
    pub name: String,
}

/// A table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TableSource {
    /// Key for `@table`.
    pub key: String,
    /// The words that number it, where it stands in the body (`Bảng 1`).
    pub title: String,
    /// The words under the title, where it stands in the body.
    pub caption: String,
    /// Header cells.
    pub columns: Vec<String>,
    /// What each column holds: `no`, `task`, `lead`, `support`, `result`, `deadline`, `amount`, `source`,
    /// `content`, `scope`, `approver`, `target`, `unit`, `value`, `text`.
    pub roles: Vec<String>,
    /// Shares of the width.
    pub widths: Vec<u32>,
    /// How bodies in one cell are joined; `; ` if empty.
    pub joint: String,
    /// How amounts are printed: `dong`, `dongd`, `trieu`, `ty`.
    pub money: String,
    /// The line above the table (`Đơn vị tính: triệu đồng`).
    pub unit_line: String,
    /// `1.` instead of `1` in the number column.
    pub dotted: bool,
    /// Rows in markup: `cell | cell`; `g| I | group`; `s| Tổng cộng | | 12`.
    pub rows: String,
}

/// Phụ lục.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AnnexSource {
    /// `Phụ lục 01`.
    pub label: String,
    /// Its title.
    pub caption: String,
    /// Set across the page.
    pub landscape: bool,
    /// The line that names the document the annex belongs to.
    pub belongs: bool,
    /// Body in markup.
    pub body: String,
}

impl Source {
    /// Reads a source file.
    pub fn parse(text: &str) -> anyhow::Result<Source> {
        let mut source: Source = toml::from_str(text)?;
        if source.header.joint.is_empty() {
            "/".clone_into(&mut source.header.joint);
        }
        Ok(source)
    }
}
