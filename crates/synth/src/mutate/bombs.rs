//! Streams that inflate, a trap for each filter and for stacks of them.

use super::Trap;
use super::encode::{flate, flate_of, hex, lzw_zeros, run_length_zeros};
use super::writer::{File, WORDS};
use crate::prng::Prng;

pub(super) const TRAPS: [(&str, Trap); 14] = [
    ("flate", flate_bomb),
    ("flate-in-flate", flate_in_flate),
    ("flate-hidden", flate_hidden),
    ("lzw", lzw),
    ("lzw-in-flate", lzw_in_flate),
    ("run-length", run_length),
    ("run-length-in-flate", run_length_in_flate),
    ("ascii85", ascii85),
    ("hex-stack", hex_stack),
    ("object-stream-bomb", object_stream_bomb),
    ("xref-stream-bomb", xref_stream_bomb),
    ("predictor", predictor),
    ("character-map", character_map),
    ("endless-words", endless_words),
];

/// A file where the stream is used: as content, as a form, as a font's program, as its map of characters.
fn used(prng: &mut Prng, filter: &str, data: &[u8]) -> Vec<u8> {
    let mut file = File::default();
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]";
    match prng.below(4) {
        0 => {
            let content = file.stream(filter, data);
            file.page_of(content, "", "");
        }
        1 => {
            let inner = file.stream(&format!("{form} {filter}"), data);
            let content = file.stream("", format!("{WORDS} /X Do").as_bytes());
            file.page_of(content, "", &format!("/XObject << /X {inner} 0 R >>"));
        }
        kind => {
            let stream = file.stream(filter, data);
            let (program, map) = match kind {
                2 => (format!("/FontFile2 {stream} 0 R"), String::new()),
                _ => (String::new(), format!("/ToUnicode {stream} 0 R")),
            };
            let descriptor =
                file.add(format!("<< /Type /FontDescriptor /FontName /A /Flags 4 {program} >>"));
            file.set(
                3,
                format!(
                    "<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor {descriptor} 0 R {map} \
                     /FirstChar 32 /LastChar 33 /Widths [500 500] >>"
                ),
            );
            file.page(WORDS, "");
        }
    }
    file.bytes()
}

fn mebibytes(prng: &mut Prng) -> usize {
    *prng.pick(&[40, 270, 400])
}

fn flate_bomb(prng: &mut Prng) -> Vec<u8> {
    let byte = *prng.pick(b" 0[q");
    let data = flate_of(byte, mebibytes(prng));
    used(prng, "/Filter /FlateDecode", &data)
}

fn flate_in_flate(prng: &mut Prng) -> Vec<u8> {
    let mut data = flate_of(b' ', 300);
    let mut filters = "/FlateDecode".to_owned();
    for _ in 0..=prng.below(3) {
        data = flate(&data);
        filters.push_str(" /Fl");
    }
    used(prng, &format!("/Filter [{filters}]"), &data)
}

/// The same where it is harder to see: the filter by reference, with its name escaped, far from the stream, with the
/// word that ends a stream inside it.
fn flate_hidden(prng: &mut Prng) -> Vec<u8> {
    let data = flate_of(b' ', 300);
    let filter = match prng.below(3) {
        0 => "/Filter /Fl#61teDecode".to_owned(),
        1 => format!("/Filter /FlateDecode /Far ({})", "x".repeat(5_000)),
        _ => {
            let mut file = File::default();
            let filter = file.add("/FlateDecode");
            let content = file.stream(&format!("/Filter {filter} 0 R"), &data);
            file.page_of(content, "", "");
            return file.bytes();
        }
    };
    used(prng, &filter, &data)
}

fn lzw(prng: &mut Prng) -> Vec<u8> {
    let data = lzw_zeros(mebibytes(prng) << 20);
    used(prng, "/Filter /LZWDecode", &data)
}

fn lzw_in_flate(prng: &mut Prng) -> Vec<u8> {
    let data = flate(&lzw_zeros(300 << 20));
    used(prng, "/Filter [/FlateDecode /LZWDecode]", &data)
}

fn run_length(prng: &mut Prng) -> Vec<u8> {
    let data = run_length_zeros(2_200_000);
    used(prng, "/Filter /RunLengthDecode", &data)
}

fn run_length_in_flate(prng: &mut Prng) -> Vec<u8> {
    let data = flate(&run_length_zeros(3_000_000));
    used(prng, "/Filter [/FlateDecode /RunLengthDecode]", &data)
}

fn ascii85(prng: &mut Prng) -> Vec<u8> {
    let data = flate(&vec![b'z'; 80 << 20]);
    used(prng, "/Filter [/FlateDecode /ASCII85Decode]", &data)
}

fn hex_stack(prng: &mut Prng) -> Vec<u8> {
    let mut data = WORDS.as_bytes().to_vec();
    let layers = 1 + prng.below(14);
    for _ in 0..layers {
        data = hex(&data);
    }
    used(prng, &format!("/Filter [{}]", "/ASCIIHexDecode ".repeat(layers)), &data)
}

fn object_stream_bomb(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let data = flate_of(b' ', mebibytes(prng));
    let stream = file.stream("/Type /ObjStm /N 1000000 /First 10 /Filter /FlateDecode", &data);
    file.page(WORDS, "");
    file.trailer = format!("/Info {stream} 0 R");
    file.bytes()
}

fn xref_stream_bomb(prng: &mut Prng) -> Vec<u8> {
    let data = flate_of(prng.next_u64() as u8 & 1, mebibytes(prng));
    let mut out = b"%PDF-1.7\n".to_vec();
    let start = out.len();
    out.extend(
        format!(
            "1 0 obj\n<< /Type /XRef /Size 99999999 /W [1 4 1] /Root 2 0 R /Filter /FlateDecode /Length {} >>\nstream\n",
            data.len()
        )
        .bytes(),
    );
    out.extend(data);
    out.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

fn predictor(prng: &mut Prng) -> Vec<u8> {
    let data = flate(&[1; 4_000]);
    let columns = prng.pick(&["0", "-1", "4294967295", "9223372036854775807", "100000000"]);
    let bits = prng.pick(&["0", "8", "16", "255", "-8"]);
    let kind = prng.pick(&["2", "10", "15"]);
    let parameters = format!(
        "/Filter /FlateDecode /DecodeParms << /Predictor {kind} /Columns {columns} /Colors {bits} \
         /BitsPerComponent {bits} >>"
    );
    used(prng, &parameters, &data)
}

/// Short maps that name every code there is, one by one.
fn character_map(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let long = "0041".repeat(200);
    let ranges = match prng.below(3) {
        0 => "<00000000> <FFFFFFFF> <0000>\n".repeat(100),
        1 => format!("<0000> <FFFF> <{long}>\n").repeat(100),
        _ => format!("<0000> <FFFF> [{}]\n", "<0041> ".repeat(60_000)),
    };
    let map = file.stream(
        "/Filter /FlateDecode",
        &flate(
            format!(
                "begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange\n\
                 100 beginbfrange\n{ranges}endbfrange\n100 begincidrange\n{ranges}endcidrange endcmap"
            )
            .as_bytes(),
        ),
    );
    let descendant = file.add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 99999999999 /W [0 4294967295 500] /CIDSystemInfo \
         << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
    );
    file.set(
        3,
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding {map} 0 R /DescendantFonts [{descendant} 0 R] \
             /ToUnicode {map} 0 R >>"
        ),
    );
    file.page(&format!("BT /F 9 Tf 60 700 Td <{}> Tj ET", "00410042".repeat(300)), "");
    file.bytes()
}

/// Well within the limit on streams, and more words than fit on any page.
fn endless_words(prng: &mut Prng) -> Vec<u8> {
    let line = *prng.pick(&[
        "(nam) Tj\n",
        "(nam 2027 ) Tj 0 -1 Td\n",
        "[(n) -900 (a) -900 (m)] TJ\n",
        "0 0 m 9 9 l S\n",
        "1 0 0 RG\n",
    ]);
    let mut file = File::default();
    let data = format!("BT /F 1 Tf 60 700 Td\n{}ET", line.repeat(700_000));
    let content = file.stream("/Filter /FlateDecode", &flate(data.as_bytes()));
    file.page_of(content, "", "");
    file.bytes()
}
