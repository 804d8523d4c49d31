//! Cargo's `runner` for tests of the wasm target: wasm-bindgen's own, at the version that Cargo.lock names.
//!
//! Where the tests run (Node or a browser) is told by the environment; see `test.rs`.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
