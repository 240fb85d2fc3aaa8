//! Abbreviations of document types and bodies, as symbols use them: a closed vocabulary.
//!
//! Types are those of Nghị định 30/2020/NĐ-CP, phụ lục III, and of the Party's rules (36-HD/VPTW, 05-HD/VPTW);
//! bodies are those that sign documents in every province. An OCR for another language reads `Đ` as D, B or P.

/// Abbreviations with a `Đ`, which misreading spoils.
const WITH_BARRED_D: [&str; 45] = [
    "QĐ",
    "NĐ",
    "CĐ",
    "ĐA",
    "HĐ",
    "QyĐ",
    "HĐND",
    "HĐBT",
    "HĐQT",
    "HĐTĐ",
    "BCĐ",
    "BCĐTW",
    "BCĐQG",
    "TĐ",
    "ĐU",
    "ĐUQS",
    "ĐUCA",
    "ĐUK",
    "ĐUUB",
    "VPĐK",
    "VPĐKĐĐ",
    "BGDĐT",
    "BGDĐ",
    "SGDĐT",
    "GDĐT",
    "BLĐTBXH",
    "SLĐTBXH",
    "LĐTBXH",
    "LĐTB",
    "LĐLĐ",
    "TLĐ",
    "CĐS",
    "KTĐN",
    "ĐBQH",
    "KHHĐ",
    "TTĐU",
    "BTVĐU",
    "VPĐU",
    "UBKTĐU",
    "BXDĐ",
    "TĐTN",
    "QLĐT",
    "QLĐĐ",
    "KTHTĐT",
    "PKTHTĐT",
];

/// Abbreviations without one, which must not be taken for misread ones.
const WITHOUT: [&str; 62] = [
    "NQ", "CT", "QC", "TC", "TB", "HD", "CTr", "KH", "PA", "DA", "BC", "BB", "TTr", "CV", "BGN",
    "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB", "SY", "SL", "CP", "TTg", "TW", "TU",
    "UBND", "ND", "VP", "VPCP", "VPTW", "VPUB", "TT", "TTLT", "QH", "UBTVQH", "UBKT", "BTCTU",
    "BTC", "BNV", "BYT", "BTP", "BCA", "BQP", "BXD", "BKHCN", "BTTTT", "SKHCN", "SNV", "STC",
    "SYT", "SXD", "STP", "SCT", "PGD", "MTTQ", "CB", "DU", "BTGDV",
];

/// Names of techniques and bodies with an `I`, which is read as a small `l`, a one or a stroke.
const WITH_I: [&str; 12] =
    ["AI", "IoT", "VNeID", "IOC", "ICT", "DTI", "PAPI", "PCI", "IT", "BIM", "GIS", "AIoT"];

/// The name with an `I` that `word` is a misreading of.
pub(crate) fn named(word: &str) -> Option<String> {
    let plain = |text: &str| text.replace(['l', '1', '|'], "I");
    let seen = plain(word);
    let known = WITH_I.iter().find(|name| **name == seen && **name != word);
    known.map(|name| (*name).to_owned())
}

/// Whether `word` is an abbreviation as it stands.
pub(crate) fn is_known(word: &str) -> bool {
    WITH_BARRED_D.contains(&word) || WITHOUT.contains(&word)
}

/// All abbreviations.
pub(crate) fn known<'a>() -> impl Iterator<Item = &'a str> {
    WITH_BARRED_D.into_iter().chain(WITHOUT)
}

/// The abbreviation of the closed vocabulary that `word` is a misreading of: the same but for `Đ` read as
/// D, B or P. `None` where it is one already, or none.
pub(crate) fn repaired(word: &str) -> Option<String> {
    if word.len() > 10 || WITHOUT.contains(&word) && !matches!(word, "ND" | "DU") {
        return None;
    }
    if let Some(central) = with_w(word) {
        return Some(central);
    }
    let like = |known: &&&str| **known != word && reads_as(known, word);
    WITH_BARRED_D.iter().find(like).map(|known| (*known).to_owned())
}

/// `TW` of the Party's central bodies, whose W is read as a small one, as two, or as two V's.
fn with_w(word: &str) -> Option<String> {
    let seen = ["wW", "Ww", "ww", "VV", "vV", "w"]
        .iter()
        .find_map(|read| word.contains(read).then(|| word.replacen(read, "W", 1)))?;
    let known = is_known(&seen) || seen.strip_suffix("TW").is_some_and(is_known);
    known.then_some(seen)
}

/// Whether `seen` is how `known` may be read: each `Đ` as D, B, P, or as D and P.
fn reads_as(known: &str, seen: &str) -> bool {
    let mut rest = seen;
    for letter in known.chars() {
        let cut = if letter == 'Đ' {
            rest.strip_prefix("DP").or_else(|| rest.strip_prefix(['D', 'B', 'P', 'Ð', 'Đ', 'b']))
        } else {
            rest.strip_prefix(letter)
        };
        let Some(cut) = cut else { return false };
        rest = cut;
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_an_i_are_known_by_its_stroke() {
        for (seen, want) in [
            ("Al", Some("AI")),
            ("loT", Some("IoT")),
            ("VNelD", Some("VNeID")),
            ("AI", None),
            ("al", None),
        ] {
            assert_eq!(named(seen).as_deref(), want, "{seen}");
        }
    }

    #[test]
    fn only_misread_abbreviations_of_the_closed_vocabulary_are_repaired() {
        for (seen, want) in [
            ("QB", Some("QĐ")),
            ("BCP", Some("BCĐ")),
            ("BCDTW", Some("BCĐTW")),
            ("HPND", Some("HĐND")),
            ("HDPND", Some("HĐND")),
            ("ND", Some("NĐ")),
            ("TwW", Some("TW")),
            ("Tw", Some("TW")),
            ("BCĐTww", Some("BCĐTW")),
            ("QĐ", None),
            ("CP", None),
            ("TB", None),
            ("UBND", None),
            ("XYZ", None),
        ] {
            assert_eq!(repaired(seen).as_deref(), want, "{seen}");
        }
    }
}
