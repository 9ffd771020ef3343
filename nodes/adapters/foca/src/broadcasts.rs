use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use foca::{BroadcastHandler, Invalidates};
use serde_json::json;

use crate::identity::Id;
use crate::lines;
use crate::names::Names;
use crate::update::Update;
use crate::view::View;

/// foca keeps one of these, the node the other.
pub type Shared = Rc<RefCell<Broadcasts>>;

/// Takes the custom broadcasts that foca hands over, each copy of each, and tells it to spread those that are new.
#[derive(Default)]
pub struct Broadcasts {
    pub view: View,
    pub copies_received: usize,
    pub duplicates: usize,
    pub malformed: usize,
    names: Names,
}

/// Each update is spread to its end: no other one makes it stale.
pub struct Unique;

impl Invalidates for Unique {
    fn invalidates(&self, _: &Self) -> bool {
        false
    }
}

impl Broadcasts {
    fn receive(&mut self, update: Update, sender: &Id) -> Option<Unique> {
        self.copies_received += 1;
        if !self.names.add(&update.name) {
            self.duplicates += 1;
            return None;
        }
        lines::say("received", json!({ "update": update.name, "from": sender.node }));
        self.view.put(update);
        Some(Unique)
    }

    fn write(&mut self, update: Update) -> Option<Unique> {
        self.names.add(&update.name);
        self.view.put(update);
        Some(Unique)
    }
}

impl BroadcastHandler<Id> for Shared {
    type Key = Unique;
    type Error = Infallible;

    fn receive_item(&mut self, bytes: &[u8], sender: Option<&Id>) -> Result<Option<Unique>, Infallible> {
        let mut this = self.borrow_mut();
        let Ok(update) = postcard::from_bytes::<Update>(bytes) else {
            this.malformed += 1;
            return Ok(None);
        };
        Ok(match sender {
            Some(sender) => this.receive(update, sender),
            None => this.write(update),
        })
    }
}
