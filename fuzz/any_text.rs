//! Gives one of the invariants that the tests hold to libFuzzer; `MASTHEAD_FUZZ` says which.

#![no_main]
#![allow(dead_code, unused_imports, reason = "the tests use more of the module than the fuzzer")]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

#[path = "../tests/suite/invariants/mod.rs"]
mod invariants;

static HOLD: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("MASTHEAD_FUZZ").unwrap_or_else(|_| "split".to_owned());
    let known = invariants::INVARIANTS.iter().find(|(known, _)| *known == name);
    known.unwrap_or_else(|| panic!("there is no invariant {name}")).1
});

fuzz_target!(|bytes: &[u8]| HOLD(bytes));
