//! Depth, loops and numbers beyond bounds.

use super::Trap;
use super::writer::{File, WORDS};
use crate::prng::Prng;

pub(super) const TRAPS: [(&str, Trap); 24] = [
    ("deep-arrays", |prng| deep(prng, "[", "]")),
    ("deep-dictionaries", |prng| deep(prng, "<< /A ", " >>")),
    ("deep-content", deep_content),
    ("deep-states", deep_states),
    ("deep-page-tree", deep_page_tree),
    ("deep-forms", deep_forms),
    ("forms-in-themselves", forms_in_themselves),
    ("forms-times-forms", forms_times_forms),
    ("pages-in-themselves", pages_in_themselves),
    ("parents-of-parents", parents_of_parents),
    ("prev-loop", prev_loop),
    ("object-stream-loop", object_stream_loop),
    ("extends-loop", extends_loop),
    ("reference-chain", reference_chain),
    ("one-page-often", one_page_often),
    ("contents-often", contents_often),
    ("huge-page", huge_page),
    ("huge-length", huge_length),
    ("huge-count", huge_count),
    ("huge-font-size", huge_font_size),
    ("huge-xref", huge_xref),
    ("glyphs-in-themselves", glyphs_in_themselves),
    ("patterns", patterns),
    ("annotations", annotations),
];

/// From some to far too many.
fn depth(prng: &mut Prng) -> usize {
    *prng.pick(&[60, 400, 3_000, 20_000, 150_000, 400_000])
}

const HUGE: [&str; 7] = [
    "1000000",
    "2147483647",
    "4294967296",
    "9223372036854775807",
    "99999999999999999999999999999",
    "-1",
    "-2147483648",
];

fn huge(prng: &mut Prng) -> &'static str {
    HUGE[prng.below(HUGE.len())]
}

fn deep(prng: &mut Prng, open: &str, close: &str) -> Vec<u8> {
    let depth = depth(prng);
    let nested = format!("{}1{}", open.repeat(depth), close.repeat(depth));
    let mut file = File::default();
    match prng.below(3) {
        0 => {
            file.page(WORDS, &format!("/Annots {nested}"));
        }
        1 => {
            file.page(WORDS, "");
            file.trailer = format!("/Info {nested}");
        }
        _ => {
            let number = file.add(nested);
            file.page(WORDS, &format!("/Group {number} 0 R /Annots {number} 0 R"));
        }
    }
    file.bytes()
}

fn deep_content(prng: &mut Prng) -> Vec<u8> {
    let depth = depth(prng);
    let mut file = File::default();
    let nested = match prng.below(3) {
        0 => format!("{}(a){} TJ", "[".repeat(depth), "]".repeat(depth)),
        1 => format!("/P {}{} BDC", "<< /A ".repeat(depth), " >>".repeat(depth)),
        _ => format!("{}{} Tj", "(".repeat(depth), ")".repeat(depth)),
    };
    file.page(&format!("{WORDS} BT /F 9 Tf {nested} ET"), "");
    file.bytes()
}

fn deep_states(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let depth = depth(prng);
    let open = prng.pick(&["q ", "/P BMC ", "BT ", "0 0 9 9 re W n q ", "BX "]);
    file.page(&format!("{}{WORDS}", open.repeat(depth)), "");
    file.bytes()
}

fn deep_page_tree(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let page = file.page(WORDS, "");
    let mut below = page;
    for _ in 0..depth(prng).min(60_000) {
        below = file.add(format!("<< /Type /Pages /Kids [{below} 0 R] /Count 1 >>"));
    }
    file.again(below);
    file.bytes()
}

const FORM: &str = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]";

fn deep_forms(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let mut inner = file.stream(FORM, WORDS.as_bytes());
    for _ in 0..depth(prng).min(20_000) {
        let resources = format!("{FORM} /Resources << /XObject << /X {inner} 0 R >> >>");
        inner = file.stream(&resources, b"/X Do");
    }
    let content = file.stream("", b"/X Do");
    file.page_of(content, "", &format!("/XObject << /X {inner} 0 R >>"));
    file.bytes()
}

fn forms_in_themselves(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let (first, second) = (file.reserve(), file.reserve());
    let body = |inner: usize| {
        let data = format!("{WORDS}/X Do /X Do");
        format!(
            "<< {FORM} /Resources << /Font << /F 3 0 R >> /XObject << /X {inner} 0 R >> >> /Length {} >>\n\
             stream\n{data}\nendstream",
            data.len()
        )
    };
    let own = prng.below(2) == 0;
    file.set(first, body(if own { first } else { second }));
    file.set(second, body(first));
    let content = file.stream("", b"/X Do");
    file.page_of(content, "", &format!("/XObject << /X {first} 0 R >>"));
    file.bytes()
}

fn forms_times_forms(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let painted = *prng.pick(&[WORDS, "0 0 9 9 re f", "0 0 m 9 9 l S", "q Q"]);
    let resources = "/Resources << /Font << /F 3 0 R >> >>";
    let mut inner = file.stream(&format!("{FORM} {resources}"), painted.as_bytes());
    for _ in 0..4 + prng.below(14) {
        let resources = format!("{FORM} /Resources << /XObject << /X {inner} 0 R >> >>");
        inner = file.stream(&resources, &b"/X Do ".repeat(10));
    }
    let content = file.stream("", format!("{WORDS}/X Do").as_bytes());
    file.page_of(content, "", &format!("/XObject << /X {inner} 0 R >>"));
    file.bytes()
}

fn pages_in_themselves(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let page = file.page(WORDS, "");
    let (a, b) = (file.reserve(), file.reserve());
    let many = format!("{a} 0 R {b} 0 R {page} 0 R 2 0 R ").repeat(1 + prng.below(20));
    file.set(a, format!("<< /Type /Pages /Parent 2 0 R /Kids [{many}] /Count 7 >>"));
    file.set(b, format!("<< /Type /Pages /Parent {a} 0 R /Kids [{many}] /Count 7 >>"));
    file.again(a);
    file.again(2);
    file.count = Some(huge(prng).to_owned());
    file.bytes()
}

/// What a page inherits is looked for upwards, without end.
fn parents_of_parents(_: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let content = file.stream("", WORDS.as_bytes());
    let (a, b) = (file.reserve(), file.reserve());
    let page = file.add(format!("<< /Type /Page /Parent {a} 0 R /Contents {content} 0 R >>"));
    file.set(a, format!("<< /Type /Pages /Parent {b} 0 R /Kids [{page} 0 R] /Count 1 >>"));
    file.set(b, format!("<< /Type /Pages /Parent {a} 0 R /Kids [{a} 0 R] /Count 1 >>"));
    file.tree = b;
    file.bytes()
}

fn prev_loop(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    file.page(WORDS, "");
    "/Prev 1234567890".clone_into(&mut file.trailer);
    let mut bytes = file.bytes();
    let find = |word: &[u8], bytes: &[u8]| {
        bytes.windows(word.len()).rposition(|window| window == word).unwrap_or(0)
    };
    let table = find(b"xref\n0", &bytes);
    // To itself, into the middle of something, or beyond the end.
    let to = match prng.below(3) {
        0 => table,
        1 => prng.below(table),
        _ => 999_999_999,
    };
    let at = find(b"1234567890", &bytes);
    bytes.splice(at..at + 10, format!("{to:010}").into_bytes());
    bytes
}

fn object_stream_loop(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    file.page(WORDS, "");
    let at = file.reserve();
    let count = huge(prng);
    let data = format!("{at} 0 {} 9 << /Type /Page >> [{at} 0 R]", at + 1);
    file.set(
        at,
        format!(
            "<< /Type /ObjStm /N {count} /First 8 /Length {at} 0 R >>\nstream\n{data}\nendstream"
        ),
    );
    let rest = format!("/Info {} 0 R /XRefStm {}", at + 1, prng.below(400));
    file.trailer = rest;
    file.bytes()
}

/// A cross-reference stream that says that all objects, itself included, are in an object stream inside itself.
fn extends_loop(prng: &mut Prng) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let start = out.len();
    let entries: Vec<u8> = (0..9_u8).flat_map(|_| [2, 0, 5, prng.below(3) as u8]).collect();
    out.extend(
        format!(
            "5 0 obj\n<< /Type /XRef /Size 9 /W [1 2 1] /Index [0 9] /Root 1 0 R /Extends 5 0 R /N 9 /First 0 \
             /Prev {start} /Length {} >>\nstream\n",
            entries.len()
        )
        .bytes(),
    );
    out.extend(entries);
    out.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

fn reference_chain(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let first = file.reserve();
    let mut next = first;
    for _ in 0..depth(prng).min(60_000) {
        next = file.add(format!("{next} 0 R"));
    }
    if prng.below(2) == 0 {
        file.set(first, format!("{next} 0 R"));
    }
    file.page(WORDS, &format!("/Rotate {next} 0 R /MediaBox {next} 0 R /Annots {next} 0 R"));
    file.bytes()
}

fn one_page_often(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let page = file.page(WORDS, "");
    for _ in 0..depth(prng) {
        file.again(page);
    }
    file.bytes()
}

fn contents_often(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let content = file.stream("", &WORDS.repeat(200).into_bytes());
    let many = format!("{content} 0 R ").repeat(depth(prng).min(60_000));
    file.page(WORDS, &format!("/Contents [{many}]"));
    file.bytes()
}

fn huge_page(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let (width, height) = (huge(prng), huge(prng));
    let unit = prng.pick(&["1", "1000000", "1e30"]);
    let entries = format!("/MediaBox [0 0 {width} {height}] /UserUnit {unit}");
    let paint = "0 0 m 999999999 999999999 l S 0 0 99999999 99999999 re f";
    file.page(&format!("{WORDS}{paint}"), &entries);
    file.bytes()
}

fn huge_length(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let length = huge(prng);
    let content = file.add(format!("<< /Length {length} >>\nstream\n{WORDS}\nendstream"));
    file.page_of(content, "", "");
    file.bytes()
}

fn huge_count(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    file.page(WORDS, "");
    file.count = Some(huge(prng).to_owned());
    file.trailer = format!("/Size {}", huge(prng));
    file.bytes()
}

fn huge_font_size(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let (size, scale) = (huge(prng), huge(prng));
    file.page(
        &format!(
            "{WORDS}BT /F {size} Tf {scale} 0 0 {scale} 0 0 Tm {scale} Tz {scale} Tc {scale} TL (Ke hoach) Tj \
             [(a) {scale} (b)] TJ ({}) ' ET [{scale}] {scale} d {scale} w {scale} i 0 0 m 500 500 l S",
            "nam ".repeat(200)
        ),
        "",
    );
    file.bytes()
}

fn huge_xref(prng: &mut Prng) -> Vec<u8> {
    let (count, width) = (huge(prng), huge(prng));
    let mut out = b"%PDF-1.7\n".to_vec();
    let start = out.len();
    if prng.below(2) == 0 {
        out.extend(
            format!(
                "1 0 obj\n<< /Type /XRef /Size {count} /W [{width} 8 {width}] /Index [0 {count}] /Root 2 0 R /Length 4 \
                 >>\nstream\nabcd\nendstream\nendobj\n"
            )
            .bytes(),
        );
    } else {
        out.extend(format!("xref\n0 {count}\n").bytes());
        out.extend(b"0000000000 65535 f \n".repeat(300));
        out.extend(format!("trailer\n<< /Size {count} /Root 1 0 R >>\n").bytes());
    }
    out.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
    out
}

/// A font whose glyphs are painted with the font.
fn glyphs_in_themselves(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let font = file.reserve();
    let often = 1 + prng.below(40);
    let data = format!("1000 0 d0 BT /G 1 Tf ({}) Tj ET", "a".repeat(often));
    let glyph = file.stream("", data.as_bytes());
    file.set(
        font,
        format!(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 \
             /Widths [1] /CharProcs << /a {glyph} 0 R >> /Encoding << /Differences [97 /a] >> \
             /Resources << /Font << /G {font} 0 R >> >> >>"
        ),
    );
    let content = file.stream("", format!("{WORDS}BT /G 9 Tf (aaaa) Tj ET").as_bytes());
    let page = file.page_of(content, "", "");
    let number = file.add(format!("<< /F 3 0 R /G {font} 0 R >>"));
    file.set(
        page,
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R \
             /Resources << /Font {number} 0 R >> >>"
        ),
    );
    file.bytes()
}

/// Tiles far smaller than what they cover, and tiles painted with themselves.
fn patterns(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let pattern = file.reserve();
    let step = prng.pick(&["0.0001", "0", "-1", "1e-30", "0.5"]);
    let data = "/Pattern cs /P scn 0 0 900 900 re f";
    file.set(
        pattern,
        format!(
            "<< /Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep {step} /YStep {step} \
             /Resources << /Pattern << /P {pattern} 0 R >> >> /Length {} >>\nstream\n{data}\nendstream",
            data.len()
        ),
    );
    let content = file.stream("", format!("{data} {WORDS}").as_bytes());
    file.page_of(content, "", &format!("/Pattern << /P {pattern} 0 R >>"));
    file.bytes()
}

/// Many annotations, each painting forms, and fields that are each other's parents.
fn annotations(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let look = file.stream(FORM, WORDS.repeat(50).as_bytes());
    let (a, b) = (file.reserve(), file.reserve());
    for (own, other) in [(a, b), (b, a)] {
        file.set(
            own,
            format!(
                "<< /Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 {} 99] /Parent {other} 0 R /V {own} 0 R \
                 /AP << /N {look} 0 R >> /Kids [{other} 0 R] >>",
                huge(prng)
            ),
        );
    }
    let many = format!("{a} 0 R {b} 0 R ").repeat(depth(prng).min(60_000));
    file.page(WORDS, &format!("/Annots [{many}]"));
    file.bytes()
}
