use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::update::Update;

/// The newest value of each key: that of the greatest version, and of the greater update where versions are equal.
#[derive(Default)]
pub struct View {
    held: HashMap<String, Update>,
    newest: u64,
}

impl View {
    /// A version beyond all that this node has seen: a hybrid clock, in µs.
    pub fn stamp(&mut self) -> u64 {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_micros() as u64);
        self.newest = wall.max(self.newest + 1);
        self.newest
    }

    pub fn put(&mut self, update: Update) {
        self.newest = self.newest.max(update.version);
        if self.held.get(&update.key).is_none_or(|held| update.is_newer_than(held)) {
            self.held.insert(update.key.clone(), update);
        }
    }

    /// Entries, and a sum of hashes over key and update. Deleted keys are not in it.
    pub fn summary(&self) -> (usize, String) {
        let live = self.held.values().filter(|update| update.value.is_some());
        let (entries, sum) = live.fold((0, 0u64), |(entries, sum), update| {
            let mut hasher = DefaultHasher::new();
            (&update.key, &update.name).hash(&mut hasher);
            (entries + 1, sum.wrapping_add(hasher.finish()))
        });
        (entries, format!("{sum:016x}"))
    }
}
