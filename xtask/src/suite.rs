//! All tests, after installing what they need.

use crate::setup;
use crate::workspace::{cargo, must, shared};

pub(crate) fn run() -> anyhow::Result<bool> {
    setup::basics()?;
    setup::reading();
    if !shared().is_dir() {
        println!("no ../shared here: tests over its documents say so and do not run");
    }
    must(cargo(&["test", "--workspace", "--no-fail-fast"]))?;
    Ok(true)
}
