use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use foca::{AccumulatingRuntime, Foca, OwnedNotification, PostcardCodec};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use serde_json::{Value, json};

use crate::broadcasts::Shared;
use crate::identity::Id;
use crate::init::Init;
use crate::lines::{self, CONTRACT};
use crate::links::Links;
use crate::membership::Membership;
use crate::settings::Settings;
use crate::timers::Timers;
use crate::update::Update;

/// What a node reacts to.
pub enum Event {
    Line(String),
    Packet(Vec<u8>),
}

/// All nodes announce themselves to the peers of the lowest numbers, so that no part of the cluster stays apart.
const SEEDS: usize = 3;
/// Time between two attempts to be known by anybody.
const ANNOUNCE_EVERY: Duration = Duration::from_millis(500);
/// How many updates may wait to be spread before writes are refused for a while.
const MOST_HOT: usize = 20_000;

/// Maps the contract to foca: a write is a custom broadcast. One thread does it all.
pub struct Node {
    foca: Foca<Id, PostcardCodec, StdRng, Shared>,
    runtime: AccumulatingRuntime<Id>,
    broadcasts: Shared,
    membership: Membership,
    timers: Timers,
    settings: Settings,
    links: Links,
    rng: StdRng,
    is_active: bool,
    /// Absent before begin.
    announced: Option<Instant>,
}

impl Node {
    pub fn new(init: Init, settings: Settings, links: Links) -> Self {
        let broadcasts = Shared::default();
        let id = Id::new(init.node, init.incarnation);
        let rng = StdRng::seed_from_u64(init.seed);
        let handler = broadcasts.clone();
        let node = Self {
            foca: Foca::with_custom_broadcast(id, settings.config.clone(), rng, PostcardCodec, handler),
            runtime: AccumulatingRuntime::new(),
            broadcasts,
            membership: Membership::default(),
            timers: Timers::default(),
            links,
            rng: StdRng::seed_from_u64(init.seed.wrapping_add(1)),
            is_active: false,
            announced: None,
            settings,
        };
        node.say_ready();
        node
    }

    fn say_ready(&self) {
        let capabilities = ["from", "views", "members", "counters", "deletes", "hold"];
        let fields = json!({
            "contract": CONTRACT,
            "implementation": "foca",
            "version": "2.0.0",
            "clock": "monotonic",
            "capabilities": capabilities,
            "traits": self.traits(),
        });
        lines::say("ready", fields);
    }

    fn traits(&self) -> Value {
        let mut traits = self.settings.traits();
        traits["transport"] = json!(self.links.kind());
        traits
    }

    /// Until the process ends.
    pub fn run(mut self, events: Receiver<Event>) {
        loop {
            let wait = self.timers.wait().unwrap_or(ANNOUNCE_EVERY).min(ANNOUNCE_EVERY);
            match events.recv_timeout(wait) {
                Ok(Event::Line(line)) => self.obey(&line),
                Ok(Event::Packet(packet)) => self.hear(&packet),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            while let Some(timer) = self.timers.due() {
                if let Err(error) = self.foca.handle_timer(timer, &mut self.runtime) {
                    eprintln!("a timer came to nothing: {error}");
                }
            }
            self.announce();
            self.follow();
        }
    }

    fn obey(&mut self, line: &str) {
        let order: Value = match serde_json::from_str(line) {
            Ok(order) => order,
            Err(error) => return eprintln!("a line from the harness is passed over: {error}"),
        };
        let ask = &order["ask"];
        match order["type"].as_str().unwrap_or_default() {
            "begin" => self.begin(),
            "write" => self.write(&order),
            "view" => {
                let (entries, digest) = self.broadcasts.borrow().view.summary();
                lines::say("view", json!({ "ask": ask, "entries": entries, "digest": digest }));
            }
            "members" => lines::say("members", json!({ "ask": ask, "members": self.membership.all() })),
            "counters" => lines::say("counters", json!({ "ask": ask, "counters": self.counters() })),
            "clock" => lines::say("clock", json!({ "ask": ask })),
            _ => {}
        }
    }

    fn begin(&mut self) {
        self.links.open();
        self.announced.get_or_insert(Instant::now() - ANNOUNCE_EVERY);
    }

    /// A node that no active member knows announces itself, to its seeds and to one peer by chance.
    fn announce(&mut self) {
        if self.is_active || self.announced.is_none_or(|at| at.elapsed() < ANNOUNCE_EVERY) {
            return;
        }
        self.announced = Some(Instant::now());
        let peers: Vec<u32> = self.links.peers().collect();
        let others = peers.get(SEEDS..).and_then(|others| others.choose(&mut self.rng));
        for node in peers.iter().take(SEEDS).chain(others) {
            if let Err(error) = self.foca.announce(Id::of_any_life(*node), &mut self.runtime) {
                eprintln!("it cannot announce itself: {error}");
            }
        }
    }

    fn write(&mut self, order: &Value) {
        let name = order["update"].as_str().unwrap_or_default();
        let value = order["value"].as_str().map(|text| BASE64_STANDARD.decode(text).unwrap_or_default());
        let version = self.broadcasts.borrow_mut().view.stamp();
        let key = order["key"].as_str().unwrap_or_default().to_owned();
        let update = Update { name: name.to_owned(), key, version, value };
        if self.foca.custom_broadcast_backlog() >= MOST_HOT {
            let reason = format!("{MOST_HOT} updates wait to be spread");
            return lines::say("refused", json!({ "update": name, "reason": reason, "busy": true }));
        }
        let most = self.settings.most_value_bytes();
        if update.value.as_ref().is_some_and(|value| value.len() > most) {
            let reason = format!("a value has {most} bytes at most");
            return lines::say("refused", json!({ "update": name, "reason": reason }));
        }
        match self.foca.add_broadcast(&update.encode()) {
            Ok(_) => lines::say("written", json!({ "update": name })),
            Err(error) => lines::say("refused", json!({ "update": name, "reason": error.to_string() })),
        }
    }

    fn hear(&mut self, packet: &[u8]) {
        if self.foca.handle_data(packet, &mut self.runtime).is_err() {
            self.links.counters().frames_dropped.add(1);
        }
    }

    /// Does what foca asked for.
    fn follow(&mut self) {
        while let Some((to, packet)) = self.runtime.to_send() {
            self.links.send(to.node, &packet);
        }
        while let Some((after, timer)) = self.runtime.to_schedule() {
            self.timers.set(timer, after);
        }
        while let Some(notification) = self.runtime.to_notify() {
            match notification {
                OwnedNotification::Active | OwnedNotification::Rejoin(_) => self.is_active = true,
                OwnedNotification::Idle | OwnedNotification::Defunct => self.is_active = false,
                _ => {}
            }
        }
        self.membership.look(self.foca.iter_membership_state());
    }

    fn counters(&self) -> Value {
        let links = self.links.counters();
        let broadcasts = self.broadcasts.borrow();
        json!({
            "messagesSent": links.messages_sent.get(),
            "messagesReceived": links.messages_received.get(),
            "bytesSent": links.bytes_sent.get(),
            "bytesReceived": links.bytes_received.get(),
            "framesDropped": links.frames_dropped.get() + broadcasts.malformed,
            "copiesReceived": broadcasts.copies_received,
            "duplicates": broadcasts.duplicates,
            "hotUpdates": self.foca.custom_broadcast_backlog(),
        })
    }
}
