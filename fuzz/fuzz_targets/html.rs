//! Any bytes as a web page: reading and layout.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: vanban_fuzz::let_readers_catch(), |data: &[u8]| {
    if let Ok(reading) = vanban_plain::read_html(data, &vanban_plain::Limits::default()) {
        vanban_fuzz::laid_out(reading);
    }
});
