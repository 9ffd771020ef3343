use std::sync::atomic::{AtomicUsize, Ordering};

/// A number that only grows.
#[derive(Default)]
pub struct Count(AtomicUsize);

impl Count {
    pub fn add(&self, more: usize) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    pub fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// What crossed the links: a packet is a message.
#[derive(Default)]
pub struct Counters {
    pub messages_sent: Count,
    pub messages_received: Count,
    pub bytes_sent: Count,
    pub bytes_received: Count,
    pub frames_dropped: Count,
}
