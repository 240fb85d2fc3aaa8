//! Any text as a document: structure, and the facts found in it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: vanban_fuzz::let_readers_catch(), |data: &[u8]| {
    let Ok(reading) = vanban_plain::read_text(data) else { return };
    let document = vanban_fuzz::laid_out(reading);
    let structure = vanban_structure::structure(&document);
    let record = vanban_extract::extract(&document, &structure);
    for reference in &record.references {
        assert!(reference.at.end <= document.text.len());
        assert!(reference.mentions >= 1, "a citation that is not there: {reference:?}");
    }
    for target in &record.targets {
        assert!(document.text.get(target.at.start..target.at.end).is_some());
    }
});
