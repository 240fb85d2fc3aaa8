//! Where the subject of an aim begins and ends: behind the verb that announces it (`tập trung chỉ đạo, phấn đấu đến hết
//! quý I tỷ lệ A đạt 90%`), or before it (`vận động người dân làm A, phấn đấu đạt 90%`).

use std::sync::LazyLock;

use regex::Regex;
use vanban_text::Folded;

use crate::phrase::{drop_lead_in, measure_at, names_measure};

/// The words behind the last verb of aiming that a clause of `words` opens with, where they name what is measured.
pub(crate) fn after_aim(words: &str) -> Option<&str> {
    static AIM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)[,;:]\s*(?:va\s+)?(?P<verb>phan\s+dau(?:\s+de)?|bao\s+dam|dam\s+bao|trong\s+do|muc\s+tieu|quyet\s+tam|no\s+luc)
            (?:\s+(?:dua|nang|phan\s+dau))?\s+(?P<rest>\S)",
        )
        .expect("the pattern of verbs of aiming is valid")
    });
    let folded = Folded::new(words);
    let found = AIM.captures_iter(folded.text()).last()?;
    let (verb, rest) = (found.name("verb")?, found.name("rest")?);
    let rest = folded.origin(rest.start()..folded.text().len()).of(words);
    let subject = drop_lead_in(rest);
    // `..., bảo đảm vệ sinh` may go on with what was said; what is paid or measured stands by itself.
    let own = verb.as_str().starts_with(['p', 'q', 'n']) || stands_alone(&subject);
    (own && subject.split_whitespace().count() >= 2).then_some(rest)
}

/// Whether the words open with a measure or with money.
fn stands_alone(words: &str) -> bool {
    let money = ["von ", "kinh phi ", "chi ", "ngan sach ", "nguon "];
    let folded = vanban_text::fold(words);
    names_measure(words)
        || measure_at(words) == Some(0)
        || money.iter().any(|word| folded.starts_with(word))
}

/// What somebody is to be moved to do (`vận động hộ dân phân loại rác`), without those who move them and their verb.
pub(crate) fn moved(words: &str) -> &str {
    static MOVES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^(?:[^,;:]{0,60}\s)??(?:van\s+dong|khuyen\s+khich|huong\s+dan|don\s+doc|yeu\s+cau|thuc\s+day|chi\s+dao|ho\s+tro)
            (?:\s*,\s*(?:van\s+dong|khuyen\s+khich|huong\s+dan|don\s+doc|yeu\s+cau|ho\s+tro))*\s+(?P<rest>\S)",
        )
        .expect("the pattern of moving verbs is valid")
    });
    let folded = Folded::new(words);
    let rest = MOVES.captures(folded.text()).and_then(|found| found.name("rest"));
    rest.map_or(words, |rest| folded.origin(rest.start()..folded.text().len()).of(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_stands_behind_the_aim() {
        for (words, want) in [
            ("Đẩy mạnh tuyên truyền, phấn đấu tỷ lệ hộ có hố rác", Some("tỷ lệ hộ có hố rác")),
            ("Cân đối nguồn lực, bảo đảm vốn dân góp chiếm", Some("vốn dân góp chiếm")),
            ("Thu gom rác, bảo đảm vệ sinh tại chợ", None),
            ("Vận động hội viên đăng ký, phấn đấu", None),
            ("Tỷ lệ hộ có hố rác", None),
        ] {
            assert_eq!(after_aim(words), want, "{words}");
        }
    }

    #[test]
    fn who_moves_is_no_part_of_what_is_moved() {
        for (words, want) in [
            ("Phối hợp với Hội Nông dân vận động hội viên trồng xen", "hội viên trồng xen"),
            ("hướng dẫn, vận động tiểu thương dùng mã QR", "tiểu thương dùng mã QR"),
            ("Tiểu thương dùng mã QR", "Tiểu thương dùng mã QR"),
        ] {
            assert_eq!(moved(words), want);
        }
    }
}
