use std::collections::BTreeMap;

use foca::{Member, State};
use serde_json::{Value, json};

use crate::identity::Id;
use crate::lines;

/// What was last said of each peer. foca notifies of members that come and go; its table tells of suspicion, too.
#[derive(Default)]
pub struct Membership {
    states: BTreeMap<u32, State>,
}

impl Membership {
    /// Compares foca's table with what was last said, and says what has changed.
    pub fn look<'a>(&mut self, table: impl Iterator<Item = &'a Member<Id>>) {
        for member in table {
            let (node, now) = (member.id().node, member.state());
            let before = self.states.get(&node).copied();
            if before == Some(now) || before.is_none() && now == State::Down {
                continue;
            }
            self.states.insert(node, now);
            for change in changes(before, now) {
                lines::say("member", json!({ "node": node, "change": change }));
            }
        }
    }

    pub fn all(&self) -> Vec<Value> {
        let status = |state: &State| match state {
            State::Alive => "alive",
            State::Suspect => "suspect",
            State::Down => "failed",
        };
        self.states.iter().map(|(node, state)| json!({ "node": node, "status": status(state) })).collect()
    }
}

fn changes(before: Option<State>, now: State) -> &'static [&'static str] {
    match (before, now) {
        (None, State::Alive) => &["joined"],
        (None, State::Suspect) => &["joined", "suspected"],
        (Some(State::Down), State::Suspect) => &["recovered", "suspected"],
        (Some(_), State::Alive) => &["recovered"],
        (Some(_), State::Suspect) => &["suspected"],
        (_, State::Down) => &["failed"],
    }
}
