//! Names of files in a container, made fit to be shown: never a path to be opened.

use vanban_text::{Charset, nfc};

/// Letters of a name that are shown.
const LETTERS: usize = 200;

/// A name as it may be shown: no control characters, no way out of the archive, NFC, not endless. `fallback`
/// serves where nothing is left.
pub(crate) fn shown(name: &str, fallback: &str) -> String {
    let shown: String = nfc(name).chars().filter(|c| !is_hidden(*c)).collect();
    let steps = shown.split(['/', '\\']).map(str::trim);
    let kept: Vec<&str> = steps
        .filter(|step| !matches!(*step, "" | "." | ".."))
        .filter(|step| !(step.len() == 2 && step.ends_with(':')))
        .collect();
    let name = kept.join("/");
    let letters = name.chars().count();
    match letters {
        0 => fallback.to_owned(),
        1..=LETTERS => name,
        // The end of a name says what kind of file it is.
        _ => format!("…{}", name.chars().skip(letters - LETTERS).collect::<String>()),
    }
}

/// Controls, and marks that turn the direction of writing: `fdp.exe` must not be shown as `exe.pdf`.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A name whose bytes an archive keeps without saying their encoding: UTF-8 as Unix programs write, an old
/// Vietnamese set, or `dos`, the name by the code page that the format prescribes.
pub(crate) fn decoded(raw: &[u8], dos: &str) -> String {
    if let Ok(name) = std::str::from_utf8(raw) {
        return name.to_owned();
    }
    match Charset::guess(raw) {
        Some(charset) => charset.decode(raw),
        None => dos.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_fit_to_be_shown() {
        for (name, want) in [
            ("Kế hoạch/phụ lục.docx", "Kế hoạch/phụ lục.docx"),
            ("Ke\u{302}\u{301} hoa\u{323}ch.pdf", "Kế hoạch.pdf"),
            ("../../etc/passwd", "etc/passwd"),
            ("C:\\Users\\an\\bao cao.doc", "Users/an/bao cao.doc"),
            ("/tuyệt đối/./a.txt", "tuyệt đối/a.txt"),
            ("a\u{202e}fdp.exe\n\u{1b}[31m", "afdp.exe[31m"),
            ("\0\u{7}", "file 3"),
            ("..", "file 3"),
        ] {
            assert_eq!(shown(name, "file 3"), want, "{name:?}");
        }
        let long = shown(&format!("{}.pdf", "dài".repeat(500)), "");
        assert_eq!((long.chars().count(), long.ends_with("dài.pdf")), (LETTERS + 1, true));
    }

    #[test]
    fn undeclared_names_are_told_by_what_they_spell() {
        assert_eq!(decoded("Kế hoạch.docx".as_bytes(), "?"), "Kế hoạch.docx");
        let tcvn = b"K\xd5 ho\xb9ch tr\xe5ng r\xf5ng x\xb7 \xa7\xe5i.doc";
        assert_eq!(decoded(tcvn, "?"), "Kế hoạch trồng rừng xã Đồi.doc");
        assert_eq!(decoded(b"caf\x82.txt", "café.txt"), "café.txt");
    }
}
