//! What one document may cost, and how a document that wants more is told so.
//!
//! Three bounds on time do not interfere with each other. A document as a whole has [`Limits::time`]; a child that
//! gives no sign of life for [`Limits::silence`] hangs, however much time its document has left; an external
//! program (recognition, conversion) has the bound of the crate that calls it, a minute or two for each call, and never more than
//! its document has left for it ([`Limits::for_recognition`]). A call ends before silence is counted as a hang, so
//! that a page that cannot be recognised costs that page, and a scan too long for its time costs the pages that
//! were not reached, not the document.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What one document may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time from request to reply.
    pub time: Duration,
    /// Time between two signs of life of the child.
    pub silence: Duration,
    /// Processor time of the child for one document; an external program has as much for one call.
    pub cpu: Duration,
    /// Address space of the child beyond what it needs for itself, in bytes; external programs have as much.
    pub memory: u64,
    /// Size of the file, in bytes.
    pub bytes: u64,
}

impl Default for Limits {
    /// A scan takes up to six seconds a page, so that ten minutes are a hundred pages.
    fn default() -> Self {
        Self {
            time: Duration::from_mins(10),
            silence: Duration::from_mins(5),
            cpu: Duration::from_mins(10),
            memory: 4 << 30,
            bytes: 512 << 20,
        }
    }
}

impl Limits {
    /// Time for recognising the pages of one document; the rest is for reading and understanding it.
    pub fn for_recognition(&self) -> Duration {
        self.time * 4 / 5
    }

    /// What is granted now of the limit called `name`, in the unit that a [`LimitHit`] has.
    fn granted(&self, name: &str) -> Option<u64> {
        match name {
            "time" => Some(self.time.as_secs()),
            "silence" => Some(self.silence.as_secs()),
            "cpu" => Some(self.cpu.as_secs()),
            "memory" => Some(self.memory),
            "bytes" | "bytes of the message" => Some(self.bytes),
            _ => None,
        }
    }
}

/// A limit that a document ran into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitHit {
    /// Which one: `time`, `silence`, `cpu` and `conversion` in seconds, `memory` and `bytes` in bytes, or one that a
    /// reader holds itself, by its words.
    pub name: String,
    /// How much was asked for, where that is known: a child that was stopped would have gone on.
    pub requested: Option<u64>,
    /// How much was granted.
    pub granted: u64,
}

impl LimitHit {
    /// A limit that was hit.
    pub(crate) fn new(name: &str, requested: Option<u64>, granted: u64) -> Self {
        Self { name: name.to_owned(), requested, granted }
    }

    /// Whether more is granted now, so that another try may do better.
    pub(crate) fn is_raised(&self, limits: &Limits) -> bool {
        limits.granted(&self.name).is_some_and(|now| now > self.granted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_ends_before_silence_and_silence_before_the_document() {
        let limits = Limits::default();
        // A page that reads badly is read twice, its text and its tables each.
        let recognition = vanban_ocr::Limits::default().page_time * 4;
        let conversion = vanban_office::Limits::default().time;
        assert!(recognition.max(conversion) < limits.silence);
        assert!(limits.silence < limits.time && limits.for_recognition() < limits.time);
    }

    #[test]
    fn another_try_is_worth_it_only_with_more_than_before() {
        let limits = Limits::default();
        for (name, granted, want) in [
            ("time", 599, true),
            ("time", 600, false),
            ("silence", 10, true),
            ("cpu", 600, false),
            ("memory", 1 << 20, true),
            ("bytes", 1 << 40, false),
            ("pages", 1, false),
        ] {
            assert_eq!(LimitHit::new(name, None, granted).is_raised(&limits), want, "{name}");
        }
    }
}
