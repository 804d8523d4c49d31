//! What is wrong with an input, gathered while it is read. Whoever asks a question wants the first fault, whoever fills in a form
//! wants all of them; both have the same reader, so the first is the same.

use crate::error::Error;

/// So many faults are told of one input: more than a form can have, and no more than a message should carry.
const MOST: usize = 100;

#[derive(Debug)]
pub(crate) struct Faults {
    found: Vec<Error>,
    most: usize,
}

impl Faults {
    /// What `read` gives, or the first fault that it finds.
    pub(crate) fn first<T>(read: impl FnOnce(&mut Self) -> Option<T>) -> Result<T, Error> {
        let mut faults = Self { found: Vec::new(), most: 1 };
        let value = read(&mut faults);
        match faults.found.pop() {
            Some(fault) => Err(fault),
            None => value.ok_or_else(|| Error::internal("what cannot be read has no fault")),
        }
    }

    /// Every fault that `read` finds.
    pub(crate) fn all<T>(read: impl FnOnce(&mut Self) -> Option<T>) -> Vec<Error> {
        let mut faults = Self { found: Vec::new(), most: MOST };
        read(&mut faults);
        faults.found
    }

    /// The value; where there is none, its fault is kept.
    pub(crate) fn keep<T>(&mut self, read: Result<T, impl Into<Error>>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(fault) => {
                self.add(fault);
                None
            }
        }
    }

    pub(crate) fn add(&mut self, fault: impl Into<Error>) {
        if !self.is_full() {
            self.found.push(fault.into());
        }
    }

    pub(crate) fn extend(&mut self, faults: impl Iterator<Item = impl Into<Error>>) {
        let room = self.most - self.found.len();
        self.found.extend(faults.take(room).map(Into::into));
    }

    /// Whether one more fault would not be told. A long list need not be read on.
    pub(crate) fn is_full(&self) -> bool {
        self.found.len() >= self.most
    }
}
