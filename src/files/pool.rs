//! Work on many files at once, with the results in order.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

/// How many files are worked on before their results are handed over: the memory that a run takes does
/// not depend on the number of files, but on this.
const CHUNK: usize = 512;

/// How many files a thread takes on at once at most, lest others wait for it in the end.
const SHARE: usize = 16;

/// The threads of one part of a run.
#[derive(Debug)]
pub struct Pool(Threads);

#[derive(Debug)]
enum Threads {
    /// The one that asks does all the work.
    Own,
    /// One for every core. All parts of a run share them, for new ones would need new memory, too.
    Shared,
    /// As many as the user said.
    Counted(rayon::ThreadPool),
}

impl Pool {
    /// A pool of this many threads; one for every core where nothing is said. Few items need no pool.
    #[must_use]
    pub fn new(threads: Option<usize>, items: usize) -> Self {
        Self(match threads {
            Some(1) => Threads::Own,
            _ if items < 8 => Threads::Own,
            None => Threads::Shared,
            Some(threads) => {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
                pool.map_or(Threads::Own, Threads::Counted)
            }
        })
    }

    const fn is_alone(&self) -> bool {
        matches!(self.0, Threads::Own)
    }

    /// Does `work`, which shares out its parts, on one of the threads.
    fn run<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        match &self.0 {
            Threads::Own => work(),
            Threads::Shared => rayon::scope(|_| work()),
            Threads::Counted(pool) => pool.install(work),
        }
    }
}

/// Does `work` on each item and hands the results to `sink`, in the order of the items.
///
/// Where `work` panics, `failed` makes the result from the panic's message instead.
pub fn for_each<I: Sync, O: Send>(
    pool: &Pool,
    items: &[I],
    work: impl Fn(&I) -> O + Sync,
    failed: impl Fn(&I, &str) -> O + Sync,
    mut sink: impl FnMut(O) + Send,
) {
    let guarded = |item: &I| guarded(item, &work, &failed);
    if pool.is_alone() {
        return items.iter().map(guarded).for_each(sink);
    }
    pool.run(|| {
        let mut done: Vec<O> = Vec::new();
        for chunk in items.chunks(CHUNK) {
            let next = || chunk.par_iter().with_max_len(SHARE).map(guarded).collect();
            let hand_over = || done.drain(..).for_each(&mut sink);
            let (next, ()) = rayon::join(next, hand_over);
            done = next;
        }
        done.into_iter().for_each(sink);
    });
}

/// Does `work` on each item and gives all results, in the order of the items. Nobody waits in between, as with
/// [`for_each`], but all results are there at once.
///
/// Where `work` panics, `failed` makes the result from the panic's message instead.
pub fn map<I: Sync, O: Send>(
    pool: &Pool,
    items: &[I],
    work: impl Fn(&I) -> O + Sync,
    failed: impl Fn(&I, &str) -> O + Sync,
) -> Vec<O> {
    let guarded = |item: &I| guarded(item, &work, &failed);
    if pool.is_alone() {
        return items.iter().map(guarded).collect();
    }
    pool.run(|| items.par_iter().with_max_len(SHARE).map(guarded).collect())
}

fn guarded<I, O>(item: &I, work: impl Fn(&I) -> O, failed: impl Fn(&I, &str) -> O) -> O {
    catch_unwind(AssertUnwindSafe(|| work(item)))
        .unwrap_or_else(|payload| failed(item, message(&*payload)))
}

/// What a panic said.
fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_for_any_number_of_threads() {
        let items: Vec<usize> = (0..1000).collect();
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let pool = Pool::new(Some(threads), items.len());
            for_each(&pool, &items, |item| item * 2, |_, _| 0, |result| seen.push(result));
            assert!(seen.iter().copied().eq((0..1000).map(|item| item * 2)), "{threads} threads");
            assert_eq!(map(&pool, &items, |item| item * 2, |_, _| 0), seen, "{threads} threads");
        }
    }

    #[test]
    fn a_panic_costs_one_item_only() {
        let work = |item: &usize| if *item == 3 { panic!("three") } else { item.to_string() };
        let mut seen = Vec::new();
        let failed = |item: &usize, message: &str| format!("{item} failed: {message}");
        for_each(&Pool::new(Some(2), 10), &[2, 3, 4], work, failed, |result| seen.push(result));
        assert_eq!(seen, ["2", "3 failed: three", "4"]);
    }
}
