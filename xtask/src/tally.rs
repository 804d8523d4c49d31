//! Counting tests: what the suites say about themselves, read from what they print.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::program;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: u32,
    failed: u32,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Tally {
    pub(crate) fn and(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// Reads what `Display` writes.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
        Some(Self { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
    }

    pub(crate) fn is_clean(self) -> bool {
        self.failed == 0
    }

    /// The count of a stage that is over: one that counted nothing is itself a test, and one that failed has a failure
    /// even where no suite owns to it.
    pub(crate) fn of_stage(self, succeeded: bool) -> Self {
        match (succeeded, self) {
            (true, Self { passed: 0, failed: 0 }) => Self { passed: 1, failed: 0 },
            (false, Self { passed, failed: 0 }) => Self { passed, failed: 1 },
            _ => self,
        }
    }

    /// Adds what one line of output says. Known are the summaries of Rust's and of Node's test runners.
    fn read(&mut self, line: &str) {
        if let Some((_, counts)) = line.split_once("test result: ") {
            self.passed += number_before(counts, " passed;");
            self.failed += number_before(counts, " failed;");
        } else if let Some(count) = line.strip_prefix("ℹ pass ") {
            self.passed += count.trim().parse().unwrap_or(0);
        } else if let Some(count) = ["ℹ fail ", "ℹ cancelled "].iter().find_map(|prefix| line.strip_prefix(prefix))
        {
            self.failed += count.trim().parse().unwrap_or(0);
        }
    }
}

fn number_before(text: &str, unit: &str) -> u32 {
    text.split_once(unit).and_then(|(before, _)| before.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
}

/// Runs a test suite, passes on what it prints, and counts along. A suite without tests has failed.
pub(crate) fn run(command: &mut Command, tally: &mut Tally) -> Result<()> {
    let before = *tally;
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| program::not_started(command))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            tally.read(&line);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{}` ({status})", program::shown(command));
    }
    if *tally == before {
        bail!("`{}` ran no tests", program::shown(command));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn read(text: &str) -> Tally {
        let mut tally = Tally::default();
        text.lines().for_each(|line| tally.read(line));
        tally
    }

    #[test]
    fn summaries_of_rust_add_up() {
        let text = "running 3 tests\n\
            test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: ok. 40 passed; 0 failed; 1 ignored; 0 filtered out; finished in 0.10s";
        assert_eq!(read(text).to_string(), "42 passed, 1 failed");
    }

    #[test]
    fn summaries_of_node_count_cancelled_tests_as_failed() {
        let text = "✔ a pass 7 (1ms)\nℹ tests 9\nℹ suites 1\nℹ pass 6\nℹ fail 1\nℹ cancelled 2\nℹ skipped 0";
        assert_eq!(read(text).to_string(), "6 passed, 3 failed");
    }

    #[test]
    fn a_tally_is_read_as_it_is_written() {
        assert_eq!(Tally::parse("12 passed, 3 failed"), Some(Tally { passed: 12, failed: 3 }));
        for other in
            ["", "12 passed", "12 passed, 3 failed.", "all passed, 3 failed", "[  0.1 s] a: 1 passed, 0 failed"]
        {
            assert_eq!(Tally::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_suite_without_tests_fails() {
        let mut tally = Tally::default();
        let error = super::run(super::Command::new("echo").arg("no tests to run!"), &mut tally).unwrap_err();
        assert_eq!(error.to_string(), "`echo no tests to run!` ran no tests");
    }

    #[test]
    fn a_stage_without_tests_counts_itself() {
        assert_eq!(Tally::default().of_stage(true).to_string(), "1 passed, 0 failed");
        assert_eq!(Tally::default().of_stage(false).to_string(), "0 passed, 1 failed");
    }

    #[test]
    fn a_stage_that_fails_after_its_tests_passed_has_a_failure() {
        assert_eq!(read("ℹ pass 6").of_stage(false).to_string(), "6 passed, 1 failed");
        assert_eq!(read("ℹ fail 2").of_stage(false).to_string(), "0 passed, 2 failed");
    }
}
