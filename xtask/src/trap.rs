//! Panics as traps. A panic in the module says nothing anyway: there is no console to write to, and the facade reports the trap
//! that follows. So the functions that put its message together are emptied, and wasm-opt drops all that only they needed.

/// What the names of functions that never return have in them; each is one of the standard library's.
const PANICS: [&str; 9] = [
    "core::panicking::",
    "core::str::slice_error_fail",
    "core::slice::index::slice_index_fail",
    "core::option::unwrap_failed",
    "core::option::expect_failed",
    "core::result::unwrap_failed",
    "core::cell::panic_already",
    "alloc::raw_vec::handle_error",
    "alloc::alloc::handle_alloc_error",
];

/// Whether a function of this name only ever panics. The crates' hashes, in brackets, are the compiler's.
pub(crate) fn is_panic(name: &str) -> bool {
    let mut plain = String::new();
    for part in name.split_inclusive(']') {
        plain.push_str(part.split('[').next().unwrap_or_default());
    }
    PANICS.iter().any(|panic| plain.starts_with(panic))
}

#[cfg(test)]
mod tests {
    use super::is_panic;

    #[test]
    fn only_what_never_returns_is_a_panic() {
        assert!(is_panic("core[c5930c85a12de822]::panicking::panic_const::panic_const_add_overflow"));
        assert!(is_panic("alloc[3ca501edff3f0c7c]::raw_vec::handle_error"));
        assert!(is_panic("core::option::unwrap_failed::h0123456789abcdef"));
        assert!(!is_panic("core[c5930c85a12de822]::fmt::write"));
        assert!(!is_panic("dx_kasan::panicking::no"));
    }
}
