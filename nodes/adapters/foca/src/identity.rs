use foca::Identity;
use serde::{Deserialize, Serialize};

/// A member: the node, and how often it has come anew. A member that was declared down takes the next life and is welcome again; a restarted
/// node begins beyond the lives of its former incarnation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Id {
    pub node: u32,
    life: u64,
}

impl Id {
    pub fn new(node: u32, incarnation: u32) -> Self {
        Self { node, life: u64::from(incarnation) << 32 }
    }

    /// Whoever has this number: enough to announce oneself to it.
    pub fn of_any_life(node: u32) -> Self {
        Self { node, life: 0 }
    }
}

impl Identity for Id {
    /// An address is the number of a node. Links are found by it.
    type Addr = u32;

    fn renew(&self) -> Option<Self> {
        Some(Self { node: self.node, life: self.life + 1 })
    }

    fn addr(&self) -> u32 {
        self.node
    }

    fn win_addr_conflict(&self, adversary: &Self) -> bool {
        self.life > adversary.life
    }
}
