//! Whether a record of a document ten times as long takes ten times as long.

use vanban_pipeline::Stages;
use vanban_synth::{compose, random, text};

use crate::processes::cost;

pub(crate) fn report() {
    println!("time by length: random plans, text to record");
    let stages = Stages::default();
    for bare in [false, true] {
        for pages in [10, 100, 1000] {
            let plan = compose(&random(5, pages)).expect("random plans compose");
            let flat = text::flattened(&plan);
            let flat = if bare { vanban_synth::variants::stripped(&flat) } else { flat };
            let mut facts = 0;
            let spent = cost(|| {
                let processed = stages.process("plan.txt", flat.as_bytes()).expect("it reads");
                let record = processed.record;
                facts = record.targets.len() + record.tasks.len() + record.references.len();
            });
            let kind = if bare { "without diacritics" } else { "as written" };
            println!(
                "  {kind:<20} {pages:>5} pages {:>9} bytes {facts:>6} facts {:>8.2} s {:>8.2} ms/page",
                flat.len(),
                spent.wall,
                spent.wall * 1000.0 / pages as f64
            );
        }
    }
}
