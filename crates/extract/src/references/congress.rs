//! Nghị quyết Đại hội Đảng bộ: a congress is named in full once and by its level from then on.

use std::sync::LazyLock;

use regex::Regex;
use vanban_text::fold;

/// The congress that a title names, folded.
#[derive(Debug, PartialEq)]
pub(super) struct Congress {
    /// `tinh`, `xa`
    pub level: String,
    place: String,
    nth: String,
}

impl Congress {
    pub(super) fn of(title: &str) -> Option<Congress> {
        static CONGRESS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(
                r"(?x)\bdai\ hoi(?:\ dai\ bieu|\ lan\ thu\ (?P<before>\w+))*\ dang\ bo
                \ (?P<level>tinh|thanh\ pho|huyen|xa|phuong|dac\ khu)\b
                (?P<place>[^,]*?)(?:[\ ,]+(?:khoa|lan\ thu)\ (?P<after>\w+).*|,.*|\ nhiem\ ky.*)?$",
            )
            .expect("the pattern of congresses is valid")
        });
        let folded = fold(title);
        let found = CONGRESS.captures(&folded)?;
        let of = |group: &str| found.name(group).map_or("", |part| part.as_str().trim()).to_owned();
        let nth = Some(of("before")).filter(|nth| !nth.is_empty()).unwrap_or_else(|| of("after"));
        Some(Congress { level: of("level"), place: of("place"), nth })
    }

    /// Whether nothing that both say differs.
    pub(super) fn agrees(&self, other: &Congress) -> bool {
        let agree = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
        self.level == other.level
            && agree(&self.place, &other.place)
            && agree(&self.nth, &other.nth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_congress_is_known_by_what_is_said_of_it() {
        let of = |title: &str| Congress::of(title).expect(title);
        let full =
            of("Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Nghệ An lần thứ XX, nhiệm kỳ 2025 - 2030");
        assert_eq!((full.place.as_str(), full.nth.as_str()), ("nghe an", "xx"));
        assert!(full.agrees(&of("Nghị quyết Đại hội Đảng bộ tỉnh")));
        assert!(full.agrees(&of("Nghị quyết Đại hội lần thứ XX Đảng bộ tỉnh")));
        for other in [
            "Nghị quyết Đại hội Đảng bộ xã",
            "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX",
            "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Hà Tĩnh, nhiệm kỳ 2025 - 2030",
        ] {
            assert!(!full.agrees(&of(other)), "{other}");
        }
        assert_eq!(Congress::of("về chuyển đổi số của Đảng bộ tỉnh"), None);
    }
}
