//! The only build tool of this project.
fn main() {}
