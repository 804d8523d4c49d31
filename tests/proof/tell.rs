//! How a proof is run: its parts shared out among threads, and what it covered printed at its end.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

/// What a proof went through.
#[derive(Default)]
pub(crate) struct Covered {
    /// Cells that it speaks of.
    pub(crate) cells: AtomicU64,
    /// Cells that were asked, one for all that are alike.
    pub(crate) asked: AtomicU64,
}

impl Covered {
    pub(crate) fn add(&self, cells: u64, asked: u64) {
        self.cells.fetch_add(cells, Ordering::Relaxed);
        self.asked.fetch_add(asked, Ordering::Relaxed);
    }
}

/// Runs the parts on all cores and prints one line for the table in DESIGN.md.
pub(crate) fn proof<P: Send + Sync>(name: &str, parts: &[P], run: impl Fn(&P, &Covered) + Sync) -> Covered {
    let start = Instant::now();
    let (next, covered) = (AtomicUsize::new(0), Covered::default());
    let threads = std::thread::available_parallelism().map_or(2, |cores| cores.get());
    // The first failure is what is told; a poisoned lock would hide it.
    let failed: Mutex<Option<Box<dyn std::any::Any + Send>>> = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(part) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let work = std::panic::AssertUnwindSafe(|| run(part, &covered));
                    if let Err(panic) = std::panic::catch_unwind(work) {
                        failed.lock().unwrap().get_or_insert(panic);
                        next.store(parts.len(), Ordering::Relaxed);
                    }
                }
            });
        }
    });
    if let Some(panic) = failed.into_inner().unwrap() {
        std::panic::resume_unwind(panic);
    }
    let [cells, asked] = [&covered.cells, &covered.asked].map(|count| count.load(Ordering::Relaxed));
    println!("proof: {name}: {cells} cells, {asked} asked, {:.1} s", start.elapsed().as_secs_f64());
    covered
}
