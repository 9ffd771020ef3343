use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::{Duration, Instant};

use foca::Timer;

use crate::identity::Id;

/// foca's timers that are not over, the next one first; timers of one moment in foca's own order.
#[derive(Default)]
pub struct Timers {
    heap: BinaryHeap<Reverse<(Instant, Timer<Id>)>>,
}

impl Timers {
    pub fn set(&mut self, timer: Timer<Id>, after: Duration) {
        self.heap.push(Reverse((Instant::now() + after, timer)));
    }

    /// How long it is until the next one.
    pub fn wait(&self) -> Option<Duration> {
        let Reverse((at, _)) = self.heap.peek()?;
        Some(at.saturating_duration_since(Instant::now()))
    }

    /// A timer that is over.
    pub fn due(&mut self) -> Option<Timer<Id>> {
        if self.heap.peek()?.0.0 > Instant::now() {
            return None;
        }
        self.heap.pop().map(|Reverse((_, timer))| timer)
    }
}
