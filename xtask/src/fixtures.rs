//! Makes `fixtures/` and `corpus/` anew from `corpus/sources`.

use crate::setup;
use crate::workspace::{cargo, must};

pub(crate) fn run() -> anyhow::Result<bool> {
    setup::basics()?;
    setup::typesetting()?;
    must(cargo(&["run", "--quiet", "--package", "vanban-synth", "--", "fixtures"]))?;
    Ok(true)
}
