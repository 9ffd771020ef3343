use serde::{Deserialize, Serialize};

/// A write as it travels: one custom broadcast of foca. Without a value it deletes the key.
#[derive(Serialize, Deserialize)]
pub struct Update {
    pub name: String,
    pub key: String,
    pub version: u64,
    pub value: Option<Vec<u8>>,
}

impl Update {
    pub fn encode(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("a vector has room")
    }

    pub fn is_newer_than(&self, other: &Self) -> bool {
        (self.version, &self.name) > (other.version, &other.name)
    }
}
