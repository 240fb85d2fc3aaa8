//! Input that is no Vietnamese text: nothing may panic, and all but letters must come back as it was.

use std::sync::LazyLock;

use proptest::prelude::*;
use vanban_document::Origin;
use vanban_restore::Restorer;

static RESTORER: LazyLock<Restorer> = LazyLock::new(Restorer::embedded);

/// Everything that restoration never touches.
fn outside_words(text: &str) -> String {
    let inside =
        |c: char| c.is_alphanumeric() || "&@$¢¥€£§®'’‘`()|!\\~{}".contains(c) || is_mark(c);
    text.chars().filter(|c| !inside(*c)).collect()
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The numbers of three and more digits, in order.
fn numbers(text: &str) -> Vec<&str> {
    let inside = |c: char| c.is_ascii_digit() || ".,/".contains(c);
    let runs = text.split(|c| !inside(c)).map(|run| run.trim_matches(['.', ',', '/']));
    runs.filter(|run| run.bytes().filter(u8::is_ascii_digit).count() >= 3).collect()
}

fn check(text: &str) {
    let restored = RESTORER.restore_lines(text);
    assert_eq!(restored.split('\n').count(), text.split('\n').count());
}

#[test]
fn odd_input_survives() {
    for text in [
        "\0\u{1}\u{fffd}\u{200b}",
        "\u{301}\u{300} a\u{301}\u{301}\u{323}",
        "((((((((((",
        "🎉 ke hoach 🎉 nam 2027",
        "ﬁ ŉ İ ẞ ǆ",
        "'' ’’ o’ u' O’U' &&& ¢¢ 6¢ ¢6 1é )a)b)c(",
    ] {
        check(text);
    }
}

#[test]
fn a_very_long_line_takes_no_more_than_its_share() {
    check(&"ke hoach ".repeat(1_500));
    check(&"x".repeat(90_000));
    check(&")a".repeat(20_000));
    check(&"ké d6i".repeat(3_000));
}

/// A pair of marks in text that shows too little to tell what read it.
#[test]
fn marks_of_a_few_words_stay() {
    let text = "ả,-ã%ưà, d6i; nha. nuoc ‘ké hoach. va";
    let restored = RESTORER.restore_lines(text);
    assert_eq!(outside_words(&restored), outside_words(text));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_keeps_its_lines(text in "\\PC{0,80}(\n\\PC{0,80}){0,3}") {
        check(&text);
    }

    /// So few words cannot tell that an OCR misread marks as well.
    #[test]
    fn words_change_and_all_else_stays(
        text in "(([a-zàảãáạđêôơưA-Z]{1,7}|[0-9]{1,4}|[0-9]{2}/[0-9]{4})[ ,.;:%/\\-\\[\\]_~+*“”–]{1,3}){0,30}"
    ) {
        let restored = RESTORER.restore_lines(&text);
        prop_assert_eq!(
            outside_words(&restored).replace(' ', ""),
            outside_words(&text).replace(' ', "")
        );
    }

    #[test]
    fn numbers_stay_where_an_ocr_read(
        text in "(([a-zàảãáạđêôơưA-Z]{1,7}|[0-9]{3,5}|[0-9]{2}/[0-9]{4}|[0-9]{1,3}[.,][0-9]{3}) [,;%–-]?){0,30}"
    ) {
        let restored = RESTORER.restore_lines_from(&text, Origin::Ocr);
        prop_assert_eq!(numbers(&restored), numbers(&text));
    }
}
