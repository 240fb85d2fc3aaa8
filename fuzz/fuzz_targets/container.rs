//! Any bytes as an archive or a message: its files.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanban_container::Limits;

fuzz_target!(init: vanban_fuzz::let_readers_catch(), |data: &[u8]| {
    let _ = vanban_container::kind(data);
    let limits = Limits { part_bytes: 1 << 19, total_bytes: 1 << 20, ..Limits::default() };
    if let Ok(members) = vanban_container::open(data, &limits) {
        let inflated = members.iter().filter_map(|member| member.content.as_ref().ok());
        let size: usize = inflated.map(Vec::len).sum();
        assert!(size <= 1 << 20, "{size} bytes");
    }
});
