//! A panic costs one document.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use crate::Failure;

thread_local! {
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
    static GUARDED: RefCell<bool> = const { RefCell::new(false) };
}

/// Whether all threads of this process are guarded.
static SILENT: AtomicBool = AtomicBool::new(false);

/// The last panic of a thread that is not guarded itself, in a silent process: a thread that a stage started.
static LAST_ELSEWHERE: Mutex<Option<String>> = Mutex::new(None);

/// Runs `work` and turns a panic inside it into [`Failure::Panic`] with the panic's place, printing nothing.
///
/// A stack overflow or an abort is out of its reach: that is what the child process is for.
pub fn caught<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    install_hook();
    let outer = GUARDED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    outcome.unwrap_or_else(|payload| {
        let here = LAST_PANIC.take();
        let elsewhere = || LAST_ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner).take();
        let place = here.or_else(elsewhere);
        Err(Failure::Panic(place.unwrap_or_else(|| words(payload.as_ref()).to_owned())))
    })
}

/// Keeps this process from printing any panic: what it reports goes to whoever asked for the document.
pub(crate) fn silence_panics() {
    install_hook();
    SILENT.store(true, Ordering::Relaxed);
}

/// Keeps the place of a guarded panic; every other panic is reported as always.
fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let guarded = GUARDED.with_borrow(|guarded| *guarded);
            if !guarded && !SILENT.load(Ordering::Relaxed) {
                return usual(info);
            }
            let message = words(info.payload());
            let place =
                info.location().map(|at| format!("{message} at {}:{}", at.file(), at.line()));
            if guarded {
                LAST_PANIC.set(place);
            } else {
                *LAST_ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner) = place;
            }
        }));
    });
}

/// What a panic says: a literal or a formatted text, whatever else it may carry.
fn words(payload: &(dyn Any + Send)) -> &str {
    match payload.downcast_ref::<String>() {
        Some(text) => text,
        None => payload.downcast_ref::<&str>().copied().unwrap_or("panic"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_failure_that_names_its_place() {
        let outcome: Result<(), Failure> = caught(|| panic!("no such cell"));
        let failure = outcome.expect_err("it panicked");
        assert_eq!(failure.code(), "panic");
        assert!(failure.to_string().contains("no such cell at "), "{failure}");
        assert!(failure.to_string().contains("guard.rs:"), "{failure}");
    }

    #[test]
    fn what_does_not_panic_comes_through() {
        assert_eq!(caught(|| Ok(7)).expect("no panic"), 7);
    }

    #[test]
    fn a_guard_within_a_guard_does_not_end_the_outer_one() {
        let outcome: Result<(), Failure> = caught(|| {
            let inner: Result<(), Failure> = caught(|| panic!("inner"));
            assert!(inner.is_err());
            panic!("outer")
        });
        assert!(outcome.expect_err("it panicked").to_string().contains("outer at "));
    }

    #[test]
    fn the_panic_of_a_thread_within_is_told_by_its_words() {
        let outcome: Result<(), Failure> = caught(|| {
            let joined = std::thread::scope(|scope| {
                let thread = scope.spawn(|| std::panic::resume_unwind(Box::new("far away")));
                thread.join()
            });
            joined.map_err(|payload| std::panic::resume_unwind(payload))
        });
        assert!(outcome.expect_err("it panicked").to_string().contains("far away"));
    }
}
