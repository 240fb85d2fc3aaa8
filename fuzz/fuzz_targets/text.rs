//! Any bytes as a text file: character sets, Markdown, layout, restoration.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vanban_restore::Restorer;

static RESTORER: LazyLock<Restorer> = LazyLock::new(Restorer::embedded);

fuzz_target!(init: vanban_fuzz::let_readers_catch(), |data: &[u8]| {
    for read in [vanban_plain::read_text, vanban_plain::read_markdown] {
        if let Ok(reading) = read(data) {
            let document = RESTORER.restore(vanban_fuzz::laid_out(reading));
            vanban_fuzz::check(&document);
        }
    }
});
