//! Any bytes as a PDF: reading, what it says about itself, layout.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanban_pdf::Limits;

fuzz_target!(init: vanban_fuzz::let_readers_catch(), |data: &[u8]| {
    let limits = Limits {
        stream_bytes: 4 << 20,
        runs_per_page: 2_000,
        drawings_per_page: 5_000,
        pages: 20,
        pixels: 1 << 20,
    };
    if let Ok(reading) = vanban_pdf::read(data, &limits) {
        assert!(reading.pages.len() <= 20);
        vanban_fuzz::laid_out(reading);
    }
    vanban_pdf::metadata(data, &limits);
});
