//! Compiles the rules. A bad rule file fails the build with its place and the repair.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use dx_kasan_rules::{author, blob};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=rules");
    match compile() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn compile() -> Result<(), String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let compiled = author::compile_folder(Path::new("rules")).map_err(|failure| text(&failure))?;
    let bytes = blob::encode(&compiled.loaded.model);
    let out = env::var("OUT_DIR").map_err(|error| text(&error))?;
    let out = Path::new(&out);
    fs::write(out.join("rules.bin"), &bytes).map_err(|error| text(&error))?;
    fs::write(out.join("rules.sha256"), blob::sha256(&bytes)).map_err(|error| text(&error))
}
