//! Text in fonts whose codes are not Unicode.

use crate::package::{paragraphs, with_body};

fn run(font: &str, content: &str) -> String {
    format!("<w:r><w:rPr><w:rFonts w:ascii='{font}' w:hAnsi='{font}'/></w:rPr>{content}</w:r>")
}

fn text(text: &str) -> String {
    format!("<w:t xml:space='preserve'>{text}</w:t>")
}

fn shown(runs: &[String]) -> Vec<String> {
    let paragraph = |run: &String| format!("<w:p>{run}</w:p>");
    paragraphs(&with_body(&runs.iter().map(paragraph).collect::<String>()).read())
}

#[test]
fn a_soft_hyphen_is_a_letter_in_a_tcvn3_font_and_nothing_elsewhere() {
    let broken = format!("{}<w:softHyphen/>{}", text("nhµ n"), text("íc"));
    let other = format!("{}<w:softHyphen/>{}", text("nông"), text("nghiệp"));
    assert_eq!(
        shown(&[run(".VnTime", &broken), run(".VnTimeH", &broken), run("Arial", &other)]),
        ["nhà nước", "NHÀ NƯỚC", "nôngnghiệp"]
    );
    assert_eq!(shown(&[run(".VnTime", &text("thñ tr\u{ad}ëng"))]), ["thủ trưởng"]);
}

#[test]
fn letters_and_marks_may_stand_in_two_runs() {
    let parted = [
        run("VNI-Times", &text("Ke")),
        run("VNI-Times", &text("á hoa")),
        run("VNI-Times", &text("ïch")),
    ];
    assert_eq!(shown(&[parted.concat()]), ["Kế hoạch"]);
    let bold = "<w:r><w:rPr><w:b/><w:rFonts w:ascii='VNI-Times'/></w:rPr><w:t>á</w:t></w:r>";
    assert_eq!(shown(&[format!("{}{bold}", run("VNI-Times", &text("Ke")))]), ["Kế"]);
}

#[test]
fn each_font_is_judged_by_its_own_text() {
    let runs = [
        run(".VnTime", &text("KÕ ho¹ch trång rõng cña x·")),
        run(".VnArial", &text("Kế hoạch trồng rừng của huyện")),
        run(".VnArial", &text("và các xã")),
        run("Arial", &text("tháng 5")),
    ];
    assert_eq!(
        shown(&runs),
        ["Kế hoạch trồng rừng của xã", "Kế hoạch trồng rừng của huyện", "và các xã", "tháng 5"]
    );
}

#[test]
fn a_unicode_word_typed_later_stays_beside_the_codes() {
    let line = [run(".VnTime", &text("cña x· ")), run(".VnTime", &text("Đồng Lãm "))].concat();
    let more = run(".VnTime", &text("thùc hiÖn nhiÖm vô n¨m nay"));
    assert_eq!(shown(&[line, more]), ["của xã Đồng Lãm", "thực hiện nhiệm vụ năm nay"]);
}

#[test]
fn signs_of_symbol_fonts_are_read_by_their_font() {
    let line = [
        run("Symbol", &text("\u{b3}")),
        run("Arial", &text(" 80%, ")),
        run("Wingdings", &text("\u{f0fe}")),
        run("Arial", &text(" có \u{f0b7} ")),
        run("Symbol", &text("m")),
    ];
    assert_eq!(shown(&[line.concat()]), ["≥ 80%, ☑ có • μ"]);
}

#[test]
fn a_theme_takes_the_place_of_a_font() {
    let style = "<w:r><w:rPr><w:rFonts w:asciiTheme='minorHAnsi' w:hAnsiTheme='minorHAnsi'/></w:rPr><w:t>và xã</w:t></w:r>";
    assert_eq!(shown(&[style.to_owned()]), ["và xã"]);
}
