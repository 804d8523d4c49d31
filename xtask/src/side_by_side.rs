//! Stages side by side, each in a process of its own: as many as there are cores. What a stage prints is shown whole when it ends.

use std::collections::BTreeMap;
use std::env;
use std::io::{self, BufRead, BufReader, PipeReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::slowest::{self, Timed};
use crate::stages::Stage;
use crate::tally::Tally;

/// So often one hears of what is running.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// A stage that is over.
pub(crate) struct Ended {
    pub(crate) stage: &'static Stage,
    pub(crate) tally: Tally,
    pub(crate) seconds: f64,
    pub(crate) tests: Vec<Timed>,
    output: String,
}

enum Event {
    /// So many tests of a stage are over.
    Counted(&'static str, usize),
    Ended(Ended),
}

/// Runs stages until all are over, or one has failed: those that run then are waited for, and no other begins.
pub(crate) fn run(stages: &[&'static Stage]) -> Result<Vec<Ended>> {
    let most = thread::available_parallelism().map_or(1, usize::from);
    let (events, heard) = mpsc::channel();
    let mut waiting = stages.to_vec();
    let mut running: Vec<(&'static Stage, Instant)> = Vec::new();
    let mut counts = BTreeMap::new();
    let mut ended: Vec<Ended> = Vec::new();
    let mut told = Instant::now();
    loop {
        let has_failed = ended.iter().any(|one| !one.tally.is_clean());
        while !has_failed && running.len() < most {
            let now: Vec<_> = running.iter().map(|(stage, _)| *stage).collect();
            let Some(place) = next(&waiting, &now) else { break };
            let stage = waiting.remove(place);
            println!("-- {} begins: {}", stage.name, stage.what);
            start(stage, events.clone())?;
            running.push((stage, Instant::now()));
        }
        if running.is_empty() {
            return Ok(ended);
        }
        match heard.recv_timeout(SIGN_OF_LIFE) {
            Ok(Event::Counted(name, tests)) => {
                counts.insert(name, tests);
            }
            Ok(Event::Ended(one)) => {
                println!("\n{}\n", one.output);
                running.retain(|(stage, _)| stage.name != one.stage.name);
                ended.push(one);
                told = Instant::now();
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(ended),
        }
        if told.elapsed() >= SIGN_OF_LIFE {
            let of = |(stage, began): &(&'static Stage, Instant)| {
                let tests = counts.get(stage.name).map_or(String::new(), |tests| format!(", {tests} tests"));
                format!("{} ({:.0} s{tests})", stage.name, began.elapsed().as_secs_f64())
            };
            println!("-- still running: {}", running.iter().map(of).collect::<Vec<_>>().join(", "));
            told = Instant::now();
        }
    }
}

/// The place of the first stage that may begin beside those that are running.
fn next(waiting: &[&Stage], running: &[&Stage]) -> Option<usize> {
    let is_over = |name: &&'static str| waiting.iter().chain(running).all(|stage| stage.name != *name);
    let has_room = |stage: &Stage| !stage.compiles || running.iter().all(|one| !one.compiles);
    waiting.iter().position(|stage| stage.after.iter().all(is_over) && has_room(stage))
}

fn start(stage: &'static Stage, events: Sender<Event>) -> Result<()> {
    let (output, input) = io::pipe().context("no pipe to be had")?;
    let mut command = Command::new(env::current_exe().context("cannot tell where this program is")?);
    command.args(["test", stage.name]).stdin(Stdio::null()).stdout(input.try_clone()?).stderr(input);
    let began = Instant::now();
    let mut child = command.spawn().with_context(|| format!("cannot start the stage {}", stage.name))?;
    // It holds the pipe's other end, which has to close for the reader to come to an end.
    drop(command);
    thread::spawn(move || {
        let (output, tests) = read(stage.name, output, &events);
        let has_succeeded = child.wait().is_ok_and(|status| status.success());
        let (output, tally) = counted(&output, has_succeeded);
        let seconds = began.elapsed().as_secs_f64();
        // Nobody hears it where the whole has ended with an error.
        let _ = events.send(Event::Ended(Ended { stage, tally, seconds, tests, output }));
    });
    Ok(())
}

/// All that a stage prints, and what its tests say.
fn read(name: &'static str, output: PipeReader, events: &Sender<Event>) -> (String, Vec<Timed>) {
    let mut reader = slowest::Reader::default();
    let mut text = String::new();
    for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        let before = reader.tests.len();
        reader.read(&line);
        if reader.tests.len() > before {
            let _ = events.send(Event::Counted(name, reader.tests.len()));
        }
        text.push_str(&line);
        text.push('\n');
    }
    (text, reader.tests)
}

/// The output of a stage without its last line, and the tally that this is.
fn counted(output: &str, has_succeeded: bool) -> (String, Tally) {
    let (before, last) = output.trim_end().rsplit_once('\n').unwrap_or_default();
    match Tally::parse(last) {
        Some(tally) => (before.trim_end().to_owned(), tally.of_stage(has_succeeded)),
        None => (output.trim_end().to_owned(), Tally::default().of_stage(false)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Stage, counted, next};

    const fn stage(name: &'static str, compiles: bool, after: &'static [&'static str]) -> Stage {
        Stage { name, what: "", quick: false, compiles, after, run: |_, _| Ok(()) }
    }

    const A: Stage = stage("a", true, &[]);
    const B: Stage = stage("b", true, &[]);
    const C: Stage = stage("c", false, &["a"]);
    const D: Stage = stage("d", false, &["not chosen"]);

    #[test]
    fn stages_begin_in_their_order_and_after_those_that_they_wait_for() {
        assert_eq!(next(&[&A, &B, &C, &D], &[]), Some(0));
        assert_eq!(next(&[&C, &D], &[&A]), Some(1), "`a` is still running");
        assert_eq!(next(&[&C, &D], &[&B]), Some(0));
        assert_eq!(next(&[&C], &[&A]), None);
        assert_eq!(next(&[], &[&A]), None);
    }

    #[test]
    fn no_two_compile_at_a_time() {
        assert_eq!(next(&[&B, &D], &[&A]), Some(1));
        assert_eq!(next(&[&B, &D], &[&D]), Some(0));
    }

    #[test]
    fn the_tally_of_a_stage_is_its_last_line() {
        let told = |output, has_succeeded| {
            let (shown, tally) = counted(output, has_succeeded);
            (shown, tally.to_string())
        };
        let shown = "== a: what\n[   0.1 s] a: 3 passed, 0 failed";
        let output = format!("{shown}\n\n3 passed, 0 failed\n");
        assert_eq!(told(&output, true), (shown.to_owned(), "3 passed, 0 failed".to_owned()));
        assert_eq!(told(&output, false).1, "3 passed, 1 failed");
        assert_eq!(told(shown, true), (shown.to_owned(), "0 passed, 1 failed".to_owned()), "it ended in the middle");
        assert_eq!(told("", false), (String::new(), "0 passed, 1 failed".to_owned()));
    }
}
