//! How long tests took, read from what they print.

/// A test that said how long it took.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Timed {
    pub(crate) name: String,
    pub(crate) seconds: f64,
}

/// So many are told.
const TOLD: usize = 10;

/// The slowest tests of all, each with its stage.
pub(crate) fn of<'a>(stages: impl Iterator<Item = (&'static str, &'a [Timed])>) -> Vec<(&'static str, &'a Timed)> {
    let mut all: Vec<_> = stages.flat_map(|(stage, tests)| tests.iter().map(move |test| (stage, test))).collect();
    all.sort_by(|(_, one), (_, other)| other.seconds.total_cmp(&one.seconds));
    all.truncate(TOLD);
    all
}

/// Reads the output of Rust's test runner under `--report-time`, and of Node's reporter `spec`.
#[derive(Default)]
pub(crate) struct Reader {
    /// The suites of Node's that the next line lies in.
    suites: Vec<String>,
    pub(crate) tests: Vec<Timed>,
}

impl Reader {
    pub(crate) fn read(&mut self, line: &str) {
        if let Some((name, seconds)) = line.strip_prefix("test ").and_then(of_rust) {
            self.tests.push(Timed { name, seconds });
            return;
        }
        let text = line.trim_start_matches(' ');
        // Two blanks for each suite around.
        let depth = (line.len() - text.len()) / 2;
        if let Some(suite) = text.strip_prefix("▶ ") {
            self.suites.truncate(depth);
            self.suites.push(suite.to_owned());
        } else if let Some((name, seconds)) = ["✔ ", "✖ "].iter().find_map(|mark| of_node(text.strip_prefix(mark)?))
        {
            // With its own name a suite ends.
            let is_suite = self.suites.get(depth).is_some_and(|suite| *suite == name);
            self.suites.truncate(depth);
            if !is_suite {
                let around = self.suites.iter().map(|suite| format!("{suite}: ")).collect::<String>();
                self.tests.push(Timed { name: around + &name, seconds });
            }
        }
    }
}

/// `facility::usage_is_an_array ... ok <0.012s>`
fn of_rust(line: &str) -> Option<(String, f64)> {
    let (name, outcome) = line.split_once(" ... ")?;
    let (_, time) = outcome.rsplit_once('<')?;
    Some((name.to_owned(), time.strip_suffix("s>")?.parse().ok()?))
}

/// `answers every case as the law says (812.3ms)`
fn of_node(line: &str) -> Option<(String, f64)> {
    let (name, time) = line.rsplit_once(" (")?;
    let milliseconds: f64 = time.strip_suffix("ms)")?.parse().ok()?;
    Some((name.to_owned(), milliseconds / 1000.0))
}

#[cfg(test)]
mod tests {
    use super::{Reader, Timed, of};

    fn read(text: &str) -> Vec<(String, f64)> {
        let mut reader = Reader::default();
        text.lines().for_each(|line| reader.read(line));
        reader.tests.into_iter().map(|test| (test.name, test.seconds)).collect()
    }

    #[test]
    fn tests_of_rust_say_how_long_they_took() {
        let text = "running 3 tests\ntest a::one ... ok <0.250s>\ntest a::two ... FAILED <1.5s>\ntest a::three ... ignored\n\
            test result: FAILED. 1 passed; 1 failed; 1 ignored; finished in 1.75s";
        assert_eq!(read(text), [("a::one".to_owned(), 0.25), ("a::two".to_owned(), 1.5)]);
    }

    #[test]
    fn tests_of_node_are_told_with_their_suites_and_suites_are_no_tests() {
        let text = "✔ alone (7.5ms)\n▶ outer\n  ▶ inner\n    ✔ first (100ms)\n  ✔ inner (120ms)\n  ✖ second (250.5ms)\n✖ outer (400ms)\n\
            ﹣ left out (0.1ms) # SKIP\nℹ pass 3\n✔ outer (1ms)";
        let expected = [("alone", 0.0075), ("outer: inner: first", 0.1), ("outer: second", 0.2505), ("outer", 0.001)];
        assert_eq!(read(text), expected.map(|(name, seconds)| (name.to_owned(), seconds)));
    }

    #[test]
    fn the_slowest_come_first() {
        let timed = |seconds| Timed { name: format!("{seconds}"), seconds };
        let (native, node) = ((0..9).map(f64::from).map(timed).collect::<Vec<_>>(), [timed(3.5), timed(9.0)]);
        let told = of([("native", native.as_slice()), ("node", &node)].into_iter());
        let names: Vec<_> = told.iter().map(|(stage, test)| format!("{stage} {}", test.name)).collect();
        let expected =
            "node 9, native 8, native 7, native 6, native 5, native 4, node 3.5, native 3, native 2, native 1";
        assert_eq!(names.join(", "), expected);
    }
}
