//! Numbers of list items as Word computes them (ECMA-376 17.9).

use std::collections::{BTreeMap, BTreeSet};

use crate::format::Styles;
use crate::symbols::bullet;
use crate::xml::Element;

/// Levels of a list.
const LEVELS: usize = 9;

#[derive(Clone, Debug, Default)]
struct Level {
    start: i64,
    format: String,
    text: String,
    /// `w:lvlRestart`: 0 never, n when level n (from 1) or one above it was used.
    restart: Option<usize>,
    legal: bool,
    style: Option<String>,
    /// Nothing between number and text.
    tight: bool,
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: BTreeMap<usize, Level>,
    /// Style that defines the levels in its place.
    link: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    definition: String,
    starts: BTreeMap<usize, i64>,
    levels: BTreeMap<usize, Level>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    definitions: BTreeMap<String, Abstract>,
    lists: BTreeMap<String, List>,
    counters: BTreeMap<String, [Option<i64>; LEVELS]>,
    /// Lists whose own start values have been set.
    started: BTreeSet<(String, usize)>,
}

/// What stands before an item's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// `1.`, `a)`, `-`.
    pub(crate) text: String,
    /// A bullet, not a number.
    pub(crate) bullet: bool,
    /// Nothing between label and text.
    pub(crate) tight: bool,
}

impl Numbering {
    /// The lists of `word/numbering.xml`.
    pub(crate) fn new(part: Option<&Element>, styles: &Styles) -> Self {
        let mut numbering = Self::default();
        for child in part.into_iter().flat_map(Element::children) {
            match &*child.name {
                "abstractNum" => {
                    let Some(id) = child.attribute("abstractNumId") else { continue };
                    numbering.definitions.insert(id.to_owned(), definition(child));
                }
                "num" => {
                    let Some(id) = child.attribute("numId") else { continue };
                    numbering.lists.insert(id.to_owned(), list(child));
                }
                _ => {}
            }
        }
        numbering.follow_links(styles);
        numbering
    }

    /// Definitions that only name a style take the definition that the style's list has.
    fn follow_links(&mut self, styles: &Styles) {
        let linked: Vec<(String, String)> = self
            .definitions
            .iter()
            .filter(|(_, definition)| definition.levels.is_empty())
            .filter_map(|(id, definition)| {
                let list = self.lists.get(styles.list_of(definition.link.as_ref()?)?)?;
                Some((id.clone(), list.definition.clone()))
            })
            .collect();
        for list in self.lists.values_mut() {
            if let Some((_, target)) = linked.iter().find(|(id, _)| *id == list.definition) {
                list.definition.clone_from(target);
            }
        }
    }

    /// Level of a list that belongs to a paragraph style.
    pub(crate) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let definition = self.definitions.get(&self.lists.get(list)?.definition)?;
        let mut levels = definition.levels.iter();
        levels.find(|(_, level)| level.style.as_deref() == Some(style)).map(|(at, _)| *at)
    }

    /// Counts an item of `list` at `level` and returns its label; `None` where it shows none.
    pub(crate) fn next(&mut self, list: &str, level: usize) -> Option<Label> {
        let level = level.min(LEVELS - 1);
        let id = list;
        let list = self.lists.get(list)?.clone();
        let shown = self.level(&list, level)?;
        let mut counters = self.counters.get(&list.definition).copied().unwrap_or_default();
        // A list that states its own start begins there once; later lists of the same definition count on.
        if let Some(start) = list.starts.get(&level)
            && self.started.insert((id.to_owned(), level))
        {
            set(&mut counters, level, Some(start.saturating_sub(1)));
        }
        let count = get(&counters, level).map_or(shown.start, |count| count.saturating_add(1));
        set(&mut counters, level, Some(count));
        for below in level + 1..LEVELS {
            let restart =
                self.level(&list, below).map_or(Some(below), |l| l.restart.or(Some(below)));
            if restart.is_some_and(|restart| restart > level) {
                set(&mut counters, below, None);
            }
        }
        self.counters.insert(list.definition.clone(), counters);
        self.label(&list, &shown, &counters)
    }

    fn level(&self, list: &List, level: usize) -> Option<Level> {
        let own = list.levels.get(&level);
        own.or_else(|| self.definitions.get(&list.definition)?.levels.get(&level)).cloned()
    }

    fn label(&self, list: &List, shown: &Level, counters: &[Option<i64>; LEVELS]) -> Option<Label> {
        let is_bullet = shown.format == "bullet";
        let text = if is_bullet { bullet(&shown.text) } else { self.number(list, shown, counters) };
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(Label { text, bullet: is_bullet, tight: shown.tight })
    }

    /// `%1.%2` with the counts of its levels.
    fn number(&self, list: &List, shown: &Level, counters: &[Option<i64>; LEVELS]) -> String {
        let mut out = String::new();
        let mut chars = shown.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = chars.peek().and_then(|next| next.to_digit(10)).filter(|d| *d > 0);
            let Some(digit) = digit.filter(|_| c == '%') else {
                out.push(c);
                continue;
            };
            chars.next();
            let at = digit as usize - 1;
            let Some(level) = self.level(list, at) else { continue };
            let count = get(counters, at).unwrap_or(level.start);
            let format = if shown.legal { "decimal" } else { level.format.as_str() };
            out.push_str(&written(count, format));
        }
        out
    }
}

fn get(counters: &[Option<i64>; LEVELS], at: usize) -> Option<i64> {
    counters.get(at).copied().flatten()
}

fn set(counters: &mut [Option<i64>; LEVELS], at: usize, count: Option<i64>) {
    if let Some(counter) = counters.get_mut(at) {
        *counter = count;
    }
}

fn definition(element: &Element) -> Abstract {
    let levels = element.children().filter(|child| &*child.name == "lvl").filter_map(level);
    Abstract {
        levels: levels.collect(),
        link: element.child("numStyleLink").and_then(Element::val).map(str::to_owned),
    }
}

fn list(element: &Element) -> List {
    let definition = element.child("abstractNumId").and_then(Element::val).unwrap_or_default();
    let mut list = List { definition: definition.to_owned(), ..List::default() };
    for change in element.children().filter(|child| &*child.name == "lvlOverride") {
        let Some(at) = change.attribute("ilvl").and_then(|v| v.parse().ok()) else { continue };
        let start = change.child("startOverride").and_then(Element::val);
        if let Some(start) = start.and_then(|v| v.parse().ok()) {
            list.starts.insert(at, start);
        }
        if let Some((_, own)) = change.child("lvl").and_then(level) {
            list.levels.insert(at, own);
        }
    }
    list
}

fn level(element: &Element) -> Option<(usize, Level)> {
    let at: usize = element.attribute("ilvl")?.parse().ok().filter(|at| *at < LEVELS)?;
    let value = |name: &str| element.child(name).and_then(Element::val);
    // A custom format stands in an alternate with a fallback that older versions of Word show.
    let format = value("numFmt")
        .or_else(|| element.at(&["AlternateContent", "Fallback", "numFmt"])?.val())
        .unwrap_or("decimal");
    Some((
        at,
        Level {
            start: value("start").and_then(|v| v.parse().ok()).unwrap_or(0),
            format: format.to_owned(),
            text: value("lvlText").unwrap_or_default().to_owned(),
            restart: value("lvlRestart").and_then(|v| v.parse().ok()),
            legal: element.toggle("isLgl").unwrap_or(false),
            style: value("pStyle").map(str::to_owned),
            tight: value("suff") == Some("nothing"),
        },
    ))
}

/// A count in a number format (ST_NumberFormat); formats of other scripts are shown as digits.
fn written(count: i64, format: &str) -> String {
    match format {
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerLetter" => letters(count),
        "decimalZero" => format!("{count:02}"),
        "vietnameseCounting" => vietnamese(count),
        "decimalEnclosedParen" => format!("({count})"),
        "decimalEnclosedFullstop" => format!("{count}."),
        "decimalEnclosedCircle" => circled(count),
        "numberInDash" => format!("- {count} -"),
        "hex" => format!("{count:X}"),
        "none" => String::new(),
        _ => count.to_string(),
    }
}

fn roman(count: i64) -> String {
    const STEPS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&count) {
        return count.to_string();
    }
    let mut rest = count;
    let mut out = String::new();
    for (value, digits) in STEPS {
        while rest >= value {
            out.push_str(digits);
            rest -= value;
        }
    }
    out
}

/// a to z, then aa, bb: the letter repeated, as Word does.
fn letters(count: i64) -> String {
    if !(1..=780).contains(&count) {
        return count.to_string();
    }
    let letter = char::from(b'a' + ((count - 1) % 26) as u8);
    std::iter::repeat_n(letter, ((count - 1) / 26 + 1) as usize).collect()
}

/// ① to ⑳, and digits beyond.
fn circled(count: i64) -> String {
    let sign = u32::try_from(count).ok().filter(|count| (1..=20).contains(count));
    let sign = sign.and_then(|count| char::from_u32(0x245f + count));
    sign.map_or_else(|| count.to_string(), String::from)
}

fn vietnamese(count: i64) -> String {
    const UNITS: [&str; 10] = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
    let unit = |n: i64| UNITS.get(n as usize).copied().unwrap_or_default();
    match (count / 10, count % 10) {
        (0, n) if n > 0 => unit(n).to_owned(),
        (1, 0) => "mười".to_owned(),
        (1, 5) => "mười lăm".to_owned(),
        (1, n) if n > 0 => format!("mười {}", unit(n)),
        (tens @ 2..=9, 0) => format!("{} mươi", unit(tens)),
        (tens @ 2..=9, 1) => format!("{} mươi mốt", unit(tens)),
        (tens @ 2..=9, 5) => format!("{} mươi lăm", unit(tens)),
        (tens @ 2..=9, n) => format!("{} mươi {}", unit(tens), unit(n)),
        _ => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn numbering(xml: &str) -> Numbering {
        let part = crate::xml::parse(xml.as_bytes(), &Limits::default()).unwrap();
        Numbering::new(Some(&part), &Styles::new(None))
    }

    fn labels(numbering: &mut Numbering, items: &[(&str, usize)]) -> Vec<String> {
        let next = |(list, level): &(&str, usize)| {
            numbering.next(list, *level).map_or_else(String::new, |label| label.text)
        };
        items.iter().map(next).collect()
    }

    const THREE_LEVELS: &str = r#"<numbering>
        <abstractNum abstractNumId="0">
          <lvl ilvl="0"><start val="1"/><numFmt val="upperRoman"/><lvlText val="%1."/></lvl>
          <lvl ilvl="1"><start val="1"/><numFmt val="decimal"/><isLgl/><lvlText val="%1.%2."/></lvl>
          <lvl ilvl="2"><start val="1"/><numFmt val="lowerLetter"/><lvlText val="%3)"/></lvl>
        </abstractNum>
        <num numId="1"><abstractNumId val="0"/></num>
        <num numId="2"><abstractNumId val="0"/>
          <lvlOverride ilvl="0"><startOverride val="1"/></lvlOverride></num>
      </numbering>"#;

    #[test]
    fn levels_count_and_restart_below_their_parent() {
        let items =
            [("1", 0), ("1", 1), ("1", 2), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 1)];
        let found = labels(&mut numbering(THREE_LEVELS), &items);
        assert_eq!(found, ["I.", "1.1.", "a)", "b)", "1.2.", "a)", "II.", "2.1."]);
    }

    #[test]
    fn a_list_with_its_own_start_begins_anew_once() {
        let items = [("1", 0), ("1", 0), ("2", 0), ("2", 0), ("1", 0)];
        assert_eq!(
            labels(&mut numbering(THREE_LEVELS), &items),
            ["I.", "II.", "I.", "II.", "III."]
        );
    }

    #[test]
    fn a_level_below_an_unused_one_shows_its_start() {
        assert_eq!(labels(&mut numbering(THREE_LEVELS), &[("1", 1), ("1", 1)]), ["1.1.", "1.2."]);
    }

    #[test]
    fn a_level_may_count_on_through_its_parents() {
        let xml = r#"<numbering><abstractNum abstractNumId="0">
            <lvl ilvl="0"><start val="1"/><numFmt val="decimal"/><lvlText val="Chương %1"/></lvl>
            <lvl ilvl="1"><start val="1"/><lvlRestart val="0"/><numFmt val="decimal"/><lvlText val="Điều %2."/></lvl>
          </abstractNum><num numId="5"><abstractNumId val="0"/></num></numbering>"#;
        let items = [("5", 0), ("5", 1), ("5", 1), ("5", 0), ("5", 1)];
        let found = labels(&mut numbering(xml), &items);
        assert_eq!(found, ["Chương 1", "Điều 1.", "Điều 2.", "Chương 2", "Điều 3."]);
    }

    #[test]
    fn numbers_are_written_in_their_format() {
        for (count, format, want) in [
            (4, "upperRoman", "IV"),
            (1999, "lowerRoman", "mcmxcix"),
            (28, "lowerLetter", "bb"),
            (5, "decimalZero", "05"),
            (15, "vietnameseCounting", "mười lăm"),
            (21, "vietnameseCounting", "hai mươi mốt"),
            (3, "decimalEnclosedCircle", "③"),
            (3, "numberInDash", "- 3 -"),
            (7, "none", ""),
            (7, "japaneseCounting", "7"),
            (0, "upperRoman", "0"),
            (-1, "lowerLetter", "-1"),
        ] {
            assert_eq!(written(count, format), want);
        }
    }

    #[test]
    fn unknown_lists_have_no_label() {
        assert_eq!(numbering(THREE_LEVELS).next("9", 0), None);
        assert_eq!(numbering(THREE_LEVELS).next("1", 8), None);
    }
}
