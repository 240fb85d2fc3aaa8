//! One line of words: amounts of money and numbers, then dates, symbols, citations and deadlines as a plan holds
//! them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanban_text::{MoneyUnit, amounts, cell_amount, roman};

fuzz_target!(init: vanban_fuzz::let_readers_catch(), |data: &[u8]| {
    let Ok(words) = std::str::from_utf8(data) else { return };
    let mut end = 0;
    for amount in amounts(words) {
        assert!(words.get(amount.span.start..amount.span.end).is_some());
        assert!(amount.span.start >= end, "amounts overlap");
        end = amount.span.end;
    }
    cell_amount(words, MoneyUnit::named_in(words));
    roman(words);
    let line = words.replace(['\n', '\r'], " ");
    let plan = format!("Căn cứ {line};\n\na) {line}\n- Chủ trì: {line}\n- Thời gian thực hiện: {line}\n");
    let Ok(reading) = vanban_plain::read_text(plan.as_bytes()) else { return };
    let document = vanban_fuzz::laid_out(reading);
    let structure = vanban_structure::structure(&document);
    let record = vanban_extract::extract(&document, &structure);
    for reference in &record.references {
        assert!(document.text.get(reference.at.start..reference.at.end).is_some());
        assert!(reference.date.as_ref().is_none_or(|date| date.len() == 10), "{reference:?}");
    }
    for task in &record.tasks {
        let deadline = task.deadline.clone().unwrap_or_default();
        if let (Some(start), Some(end)) = (deadline.start, deadline.end) {
            assert!(start <= end, "{start} after {end}");
        }
    }
});
