//! A PDF writer just large enough for these tests.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Objects by number, from 1.
#[derive(Default)]
pub(crate) struct Writer {
    objects: Vec<Vec<u8>>,
}

impl Writer {
    /// Keeps a number for an object whose body comes later.
    pub(crate) fn reserve(&mut self) -> usize {
        self.objects.push(b"null".to_vec());
        self.objects.len()
    }

    pub(crate) fn set(&mut self, number: usize, body: impl Into<Vec<u8>>) {
        self.objects[number - 1] = body.into();
    }

    pub(crate) fn add(&mut self, body: impl Into<Vec<u8>>) -> usize {
        let number = self.reserve();
        self.set(number, body);
        number
    }

    pub(crate) fn stream(&mut self, dictionary: &str, data: &[u8]) -> usize {
        let mut body = format!("<< {dictionary} /Length {} >>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.add(body)
    }

    /// The file, with a cross-reference table; `trailer` goes into the trailer's dictionary.
    pub(crate) fn file(&self, root: usize, trailer: &str) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut table = String::from("0000000000 65535 f \n");
        for (body, number) in self.objects.iter().zip(1..) {
            writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
            writeln!(out, "{number} 0 obj").unwrap();
            out.extend_from_slice(body);
            out.extend_from_slice(b"\nendobj\n");
        }
        let (start, size) = (out.len(), self.objects.len() + 1);
        write!(
            out,
            "xref\n0 {size}\n{table}trailer << /Size {size} /Root {root} 0 R {trailer} >>\n"
        )
        .unwrap();
        write!(out, "startxref\n{start}\n%%EOF\n").unwrap();
        out
    }
}

/// One page of A4: its content and what its dictionary holds beside.
#[derive(Clone, Default)]
pub(crate) struct PageSpec {
    pub(crate) content: String,
    pub(crate) entries: String,
    /// Entries of `/Resources` beside the fonts `/F` (Times), `/B` (bold), `/I` (italic) and `/U` (Unicode).
    pub(crate) resources: String,
    /// More fonts.
    pub(crate) fonts: String,
}

impl PageSpec {
    pub(crate) fn of(content: &str) -> Self {
        Self { content: content.to_owned(), ..Self::default() }
    }
}

/// A file of `pages`.
pub(crate) fn pdf(pages: &[PageSpec]) -> Vec<u8> {
    let mut writer = Writer::default();
    let root = lay(&mut writer, pages);
    writer.file(root, "")
}

/// Adds `pages` and the catalogue to `writer`; returns the catalogue's number.
pub(crate) fn lay(writer: &mut Writer, pages: &[PageSpec]) -> usize {
    let tree = writer.reserve();
    let mut font = |name: &str| {
        let body = format!(
            "<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        );
        writer.add(body)
    };
    let (plain, bold, italic) = (font("Times-Roman"), font("Times-Bold"), font("Times-Italic"));
    let unicode = unicode_font(writer);
    let mut kids = String::new();
    for page in pages {
        let content = writer.stream("", page.content.as_bytes());
        let (entries, resources, fonts) = (&page.entries, &page.resources, &page.fonts);
        let number = writer.add(format!(
            "<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R {entries} \
             /Resources << /Font << /F {plain} 0 R /B {bold} 0 R /I {italic} 0 R /U {unicode} 0 R {fonts} >> \
             {resources} >> >>"
        ));
        write!(kids, "{number} 0 R ").unwrap();
    }
    let count = pages.len();
    writer.set(tree, format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"));
    writer.add(format!("<< /Type /Catalog /Pages {tree} 0 R >>"))
}

/// A font without a program whose two-byte codes are UTF-16, half an em wide each.
fn unicode_font(writer: &mut Writer) -> usize {
    let map = "/CIDInit /ProcSet findresource begin begincmap\n\
        1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
        1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end";
    let to_unicode = writer.stream("", map.as_bytes());
    let descendant = writer.add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Tinos /DW 500 /CIDSystemInfo \
         << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
    );
    writer.add(format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Tinos /Encoding /Identity-H \
         /DescendantFonts [{descendant} 0 R] /ToUnicode {to_unicode} 0 R >>"
    ))
}

/// `text` as a hexadecimal string for the font `/U`.
pub(crate) fn hex(text: &str) -> String {
    let units: String = text.encode_utf16().fold(String::new(), |mut units, unit| {
        write!(units, "{unit:04X}").unwrap();
        units
    });
    format!("<{units}>")
}

/// Painting `text` in the font `/U` at a place.
pub(crate) fn show(x: f32, y: f32, size: f32, text: &str) -> String {
    format!("BT /U {size} Tf 1 0 0 1 {x} {y} Tm {} Tj ET\n", hex(text))
}

pub(crate) fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}
