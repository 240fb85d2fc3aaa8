//! Any bytes as a Word package: reading and layout.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: vanban_fuzz::let_readers_catch(), |data: &[u8]| {
    if let Ok(reading) = vanban_docx::read(data, &vanban_docx::Limits::default()) {
        vanban_fuzz::laid_out(reading);
    }
});
