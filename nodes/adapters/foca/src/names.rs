use std::collections::{HashSet, VecDeque};

/// Bounds the memory for names of updates. A copy that comes after so many newer ones counts as a first one.
const MOST_NAMES: usize = 1 << 18;

/// Remembers the newest names.
#[derive(Default)]
pub struct Names {
    known: HashSet<String>,
    order: VecDeque<String>,
}

impl Names {
    /// Whether the name is new.
    pub fn add(&mut self, name: &str) -> bool {
        if !self.known.insert(name.to_owned()) {
            return false;
        }
        self.order.push_back(name.to_owned());
        if self.order.len() > MOST_NAMES
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        true
    }
}
