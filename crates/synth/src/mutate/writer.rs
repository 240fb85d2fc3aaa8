//! A PDF writer just large enough for traps.

use std::fmt::Write as _;

/// Objects by number, from 1. 1 is the catalogue, 2 the page tree, 3 a font.
pub(super) struct File {
    objects: Vec<Vec<u8>>,
    kids: Vec<usize>,
    /// Entries of the trailer beside size and root.
    pub(super) trailer: String,
    /// What `/Count` says, if not the truth.
    pub(super) count: Option<String>,
    /// Where the page tree is, if not at 2.
    pub(super) tree: usize,
}

impl Default for File {
    fn default() -> Self {
        let font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>".to_vec();
        Self {
            objects: vec![Vec::new(), Vec::new(), font],
            kids: Vec::new(),
            trailer: String::new(),
            count: None,
            tree: 2,
        }
    }
}

impl File {
    /// Keeps a number for an object whose body comes later.
    pub(super) fn reserve(&mut self) -> usize {
        self.add("null")
    }

    pub(super) fn set(&mut self, number: usize, body: impl Into<Vec<u8>>) {
        self.objects[number - 1] = body.into();
    }

    pub(super) fn add(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        self.objects.len()
    }

    pub(super) fn stream(&mut self, entries: &str, data: &[u8]) -> usize {
        let mut body = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.add(body)
    }

    /// A page of A4 that paints `content`; `entries` go into its dictionary before all others.
    pub(super) fn page(&mut self, content: &str, entries: &str) -> usize {
        let content = self.stream("", content.as_bytes());
        self.page_of(content, entries, "")
    }

    /// A page with its content elsewhere.
    pub(super) fn page_of(&mut self, content: usize, entries: &str, resources: &str) -> usize {
        let number = self.add(format!(
            "<< /Type /Page {entries} /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R \
             /Resources << /Font << /F 3 0 R >> {resources} >> >>"
        ));
        self.kids.push(number);
        number
    }

    /// Names a page once more in the page tree.
    pub(super) fn again(&mut self, page: usize) {
        self.kids.push(page);
    }

    /// The file with its cross-reference table.
    pub(super) fn bytes(mut self) -> Vec<u8> {
        let tree = self.tree;
        self.set(1, format!("<< /Type /Catalog /Pages {tree} 0 R >>"));
        if tree == 2 {
            let mut kids = String::new();
            for kid in &self.kids {
                let _ = write!(kids, "{kid} 0 R ");
            }
            let count = self.count.take().unwrap_or_else(|| self.kids.len().to_string());
            self.set(2, format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"));
        }
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut table = String::from("0000000000 65535 f \n");
        for (number, body) in self.objects.iter().enumerate() {
            let _ = writeln!(table, "{:010} 00000 n ", out.len());
            out.extend(format!("{} 0 obj\n", number + 1).bytes());
            out.extend_from_slice(body);
            out.extend_from_slice(b"\nendobj\n");
        }
        let (start, size, trailer) = (out.len(), self.objects.len() + 1, &self.trailer);
        out.extend(
            format!(
                "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n\
                 startxref\n{start}\n%%EOF\n"
            )
            .bytes(),
        );
        out
    }
}

/// Words painted on a page, so that there is something to be read beside the trap.
pub(super) const WORDS: &str = "BT /F 12 Tf 60 760 Td (Ke hoach so 12) Tj ET\n";
