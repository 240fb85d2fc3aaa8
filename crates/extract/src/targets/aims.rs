//! Where the subject of an aim begins and ends: behind the verb that announces it (`tập trung chỉ đạo, phấn đấu đến hết
//! quý I tỷ lệ A đạt 90%`), or before it (`vận động người dân làm A, phấn đấu đạt 90%`).

use std::sync::LazyLock;

use regex::Regex;
use vanban_text::Folded;

use crate::targets::phrase::{drop_lead_in, measure_at, names_measure};

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

/// Without the body that helps in what is to be done: `phối hợp với Công an xã tập huấn cho` leaves `tập huấn cho`.
pub(crate) fn without_helper(words: &str) -> &str {
    static HELPS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^\s*(?:[-–+•*]\s*)?(?:(?:cac|ubnd|phong|ban|hoi|doan|truong|tram|cong\s+an|trung\s+tam|van\s+phong)\s[^,;:]{0,60}?\s*,?\s*)?(?:chu\s+tri\s*,?\s*(?:va\s+)?)?phoi\s+hop\s*(?:,\s*)?(?:(?:cung|chat\s+che|voi)\s+)*[^;:]{2,90}?\s
            (?P<act>to\s+chuc|tap\s+huan|boi\s+duong|dao\s+tao|tuyen\s+truyen|van\s+dong|huong\s+dan|kiem\s+tra|ra\s+soat|trien\s+khai
            |thuc\s+hien|xay\s+dung|lap\s+dat|cap\s+phat|cai\s+dat|ho\s+tro|kham|trong|mo|thanh\s+lap|phan\s+dau|xu\s+ly|so\s+hoa|cung\s+cap|phu\s+song)(?:\s|$)",
        )
        .expect("the pattern of helpers is valid")
    });
    let folded = Folded::new(words);
    let act = HELPS.captures(folded.text()).and_then(|found| found.name("act"));
    act.map_or(words, |act| folded.origin(act.start()..folded.text().len()).of(words))
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

    #[test]
    fn who_helps_is_no_part_of_what_is_done() {
        for (words, want) in [
            ("Phối hợp với Hội Nông dân mở", "mở"),
            ("Chủ trì, phối hợp với Trạm Y tế khám cho", "khám cho"),
            ("Mở lớp phối hợp với Hội Nông dân", "Mở lớp phối hợp với Hội Nông dân"),
        ] {
            assert_eq!(without_helper(words), want);
        }
    }
}
