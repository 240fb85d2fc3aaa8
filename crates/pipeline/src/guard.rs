//! A panic costs one document.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use crate::Failure;

thread_local! {
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
    static GUARDED: RefCell<bool> = const { RefCell::new(false) };
}

/// Runs `work` and turns a panic inside it into [`Failure::Panic`] with the panic's place, printing nothing.
///
/// A stack overflow or an abort is out of its reach: that is what the child process is for.
pub fn caught<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    install_hook();
    GUARDED.with_borrow_mut(|guarded| *guarded = true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    GUARDED.with_borrow_mut(|guarded| *guarded = false);
    outcome.unwrap_or_else(|_| {
        let place = LAST_PANIC.with_borrow_mut(Option::take);
        Err(Failure::Panic(place.unwrap_or_else(|| "panic".to_owned())))
    })
}

/// Keeps the place of a guarded panic; every other panic is reported as always.
fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !GUARDED.with_borrow(|guarded| *guarded) {
                return usual(info);
            }
            let message = words(info.payload());
            let place =
                info.location().map(|at| format!("{message} at {}:{}", at.file(), at.line()));
            LAST_PANIC.with_borrow_mut(|last| *last = place);
        }));
    });
}

/// What a panic says: a literal or a formatted text, whatever else it may carry.
fn words(payload: &dyn Any) -> &str {
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
}
