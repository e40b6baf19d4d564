//! How far reading is, for somebody who waits at a terminal.

use crate::clock::stopwatch;
use std::{
    fs::File,
    io::{self, IsTerminal, Read},
    time::{Duration, Instant},
};

/// What is done within this is not spoken of.
const PATIENCE: Duration = Duration::from_secs(1);

/// A file that says on standard error how much of it was read, once a second after the first one, at a terminal only.
pub struct Watched {
    file: File,
    size: u64,
    read: u64,
    next: Option<Instant>,
    told: bool,
}

impl Watched {
    /// Watches a file.
    pub fn over(file: File) -> Self {
        let size = file.metadata().map_or(0, |about| about.len());
        let next = io::stderr().is_terminal().then(|| stopwatch() + PATIENCE);
        Self {
            file,
            size,
            read: 0,
            next,
            told: false,
        }
    }

    fn tell(&mut self) {
        let now = stopwatch();
        if self.next.is_some_and(|next| next <= now) {
            let share = self.read.saturating_mul(100).checked_div(self.size).unwrap_or(0);
            eprint!("\rreading: {share} %   ");
            (self.next, self.told) = (Some(now + PATIENCE), true);
        }
    }
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.read += count as u64;
        if count > 0 {
            self.tell();
        } else if std::mem::take(&mut self.told) {
            eprintln!("\rreading: done    ");
        }
        Ok(count)
    }
}

/// Work of many alike steps that says on standard error how far it is, once a second after the first one, at a
/// terminal only.
pub struct Steps {
    what: &'static str,
    done: usize,
    all: usize,
    next: Option<Instant>,
    told: bool,
}

impl Steps {
    /// So many steps to come, each over one `what`.
    pub fn of(what: &'static str, all: usize) -> Self {
        let next = io::stderr().is_terminal().then(|| stopwatch() + PATIENCE);
        Self {
            what,
            done: 0,
            all,
            next,
            told: false,
        }
    }

    /// One more is begun.
    pub fn next(&mut self) {
        self.done += 1;
        let Some(next) = self.next else { return };
        let now = stopwatch();
        if next <= now {
            eprint!("\r{} {} of {}   ", self.what, self.done, self.all);
            (self.next, self.told) = (Some(now + PATIENCE), true);
        }
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        if self.told {
            eprintln!("\r{} {} of {}   ", self.what, self.done, self.all);
        }
    }
}
