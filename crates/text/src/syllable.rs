//! Which letter groups are Vietnamese syllables: onset, rhyme and tone (âm đầu, vần, thanh).
//!
//! The lists are those of the national orthography as school books teach it; foreign names in Vietnamese
//! texts (`Đắk`, `Wifi`) are no syllables.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Onsets, longest first, so that the first that fits is the right one.
const ONSETS: [&str; 28] = [
    "ngh", "ng", "nh", "gh", "gi", "ch", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// Rhymes without their tone.
const RHYMES: &str = " a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
 e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
 yêm yên yêng yêt yêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo \
 oet oi om on ong ooc oong op ot oc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut \
 uân uâng uât uây uê uêch uênh uên uôc uôi uôm uôn uông uôt uơ uy uya uych uynh uyt uyn uyp uyu uyên uyêt \
 ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y ";

/// Rhymes that stand after `qu` besides those of [`RHYMES`].
const AFTER_QU: &str = " ynh yt ych yn ";

/// A tone (thanh).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// Ngang: no mark.
    #[default]
    Level,
    /// Huyền: grave.
    Falling,
    /// Sắc: acute.
    Rising,
    /// Hỏi: hook above.
    Dipping,
    /// Ngã: tilde.
    Broken,
    /// Nặng: dot below.
    Heavy,
}

/// A syllable's parts, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// Âm đầu; empty where the syllable begins with its vowel.
    pub onset: &'static str,
    /// Vần, without its tone.
    pub rhyme: String,
    /// Thanh.
    pub tone: Tone,
}

/// Whether `word` is a legal Vietnamese syllable, in whatever case and tone placement.
///
/// ```
/// assert!(vanban_text::is_syllable("Nghiêng"));
/// assert!(!vanban_text::is_syllable("server"));
/// ```
pub fn is_syllable(word: &str) -> bool {
    syllable(word).is_some()
}

/// Whether `word` is what a legal syllable becomes when its marks are lost.
///
/// ```
/// assert!(vanban_text::is_bare_syllable("quyet"));
/// assert!(!vanban_text::is_bare_syllable("quyết"));
/// assert!(!vanban_text::is_bare_syllable("server"));
/// ```
pub fn is_bare_syllable(word: &str) -> bool {
    static BARE: LazyLock<String> = LazyLock::new(|| crate::fold(RHYMES));
    if word.len() > 8 || !word.is_ascii() {
        return false;
    }
    let word = word.to_ascii_lowercase();
    let rhymes = ONSETS.iter().filter_map(|onset| word.strip_prefix(onset));
    rhymes.filter(|rhyme| !rhyme.is_empty()).any(|rhyme| {
        BARE.match_indices(rhyme)
            .any(|(at, _)| BARE[..at].ends_with(' ') && BARE[at + rhyme.len()..].starts_with(' '))
    })
}

/// The parts of `word`, if it is a legal syllable.
pub fn syllable(word: &str) -> Option<Syllable> {
    if word.len() > 24 {
        return None;
    }
    let (bare, tone) = split_tone(word)?;
    ONSETS.iter().filter_map(|onset| Some((*onset, bare.strip_prefix(onset)?))).find_map(
        |(onset, rhyme)| {
            (is_rhyme(onset, rhyme) && spelled_together(onset, rhyme) && closes_with(rhyme, tone))
                .then(|| Syllable { onset, rhyme: rhyme.to_owned(), tone })
        },
    )
}

/// The word in lower case without its tone mark, and the tone; `None` with two tone marks.
fn split_tone(word: &str) -> Option<(String, Tone)> {
    let mut tone = Tone::Level;
    let mut bare = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase).nfd() {
        let mark = match c {
            '\u{300}' => Tone::Falling,
            '\u{301}' => Tone::Rising,
            '\u{309}' => Tone::Dipping,
            '\u{303}' => Tone::Broken,
            '\u{323}' => Tone::Heavy,
            _ => {
                bare.push(c);
                continue;
            }
        };
        if tone != Tone::Level {
            return None;
        }
        tone = mark;
    }
    Some((bare.nfc().collect(), tone))
}

fn is_rhyme(onset: &str, rhyme: &str) -> bool {
    let listed = |list: &str| {
        list.match_indices(rhyme)
            .any(|(at, _)| list[..at].ends_with(' ') && list[at + rhyme.len()..].starts_with(' '))
    };
    !rhyme.is_empty() && (listed(RHYMES) || onset == "qu" && listed(AFTER_QU))
}

/// `k`, `gh`, `ngh` stand before e, ê, i, y; `c`, `g`, `ng` before the others (`gì` and `giếng` aside).
fn spelled_together(onset: &str, rhyme: &str) -> bool {
    let front = rhyme.starts_with(['e', 'ê', 'i', 'y']);
    match onset {
        "k" | "gh" | "ngh" => front,
        "c" | "ng" => !front,
        "g" => !front || rhyme.starts_with('i'),
        "gi" => !rhyme.starts_with('i'),
        "" => !rhyme.starts_with("iê"),
        _ => onset == "qu" || !rhyme.starts_with("yê"),
    }
}

/// A syllable that ends in p, t, c, ch bears sắc or nặng.
fn closes_with(rhyme: &str, tone: Tone) -> bool {
    !rhyme.ends_with(['p', 't', 'c']) && !rhyme.ends_with("ch")
        || matches!(tone, Tone::Rising | Tone::Heavy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_other_letter_groups() {
        for good in [
            "nghiêng", "Quyết", "gì", "giếng", "giữ", "ỦY", "uỷ", "khuya", "thuở", "yêu", "quỳnh",
            "oanh", "ý", "xoong", "của", "người", "hoà", "hòa", "chuyển", "quốc",
        ] {
            assert!(is_syllable(good), "{good}");
        }
        for bad in
            ["cac", "cia", "server", "dduong", "ngi", "ka", "quyet", "UBND", "", "à́", "nghà", "w"]
        {
            assert!(!is_syllable(bad), "{bad}");
        }
    }

    #[test]
    fn a_syllable_falls_into_onset_rhyme_and_tone() {
        let parts = |word| syllable(word).map(|s| (s.onset, s.rhyme, s.tone));
        assert_eq!(parts("trường"), Some(("tr", "ương".into(), Tone::Falling)));
        assert_eq!(parts("quỹ"), Some(("qu", "y".into(), Tone::Broken)));
        assert_eq!(parts("ấy"), Some(("", "ây".into(), Tone::Rising)));
    }
}
