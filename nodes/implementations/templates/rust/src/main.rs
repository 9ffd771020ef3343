//! A node that floods: it sends every update that is new to it to all of its peers. Put your own implementation in its place.
//!
//! It speaks contract 2 of gossip-bench: JSON lines on stdin and stdout; stderr is its log.
use serde_json::{json, Value};
use std::collections::{hash_map::DefaultHasher, BTreeMap, HashSet};
use std::hash::{Hash, Hasher};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{process, thread};

const LIMIT: Duration = Duration::from_secs(5);
const LONGEST_LINE: u64 = 1 << 20;

#[derive(Default)]
struct State {
    /// Every update that this node has, and per key the newest.
    held: HashSet<String>,
    view: BTreeMap<String, Value>,
    messages_sent: u64,
    bytes_sent: u64,
    copies_received: u64,
    duplicates: u64,
}

struct Node {
    started: Instant,
    id: u64,
    peers: Vec<SocketAddr>,
    state: Mutex<State>,
}

fn main() {
    let started = Instant::now();
    let mut node: Option<Arc<Node>> = None;
    for text in io::stdin().lock().lines().map_while(Result::ok) {
        let Ok(line) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        let kind = line["type"].as_str().unwrap_or_default().to_string();
        match (kind.as_str(), &node) {
            ("init", None) => node = Some(start(&line, started)),
            ("write", Some(node)) => node.write(&line),
            ("view", Some(node)) => node.answer_view(&line["ask"]),
            ("counters", Some(node)) => node.answer_counters(&line["ask"]),
            ("clock", Some(node)) => {
                say(json!({"type": "clock", "ask": line["ask"], "t": node.now()}))
            }
            _ => {} // What is not known is passed over.
        }
    }
}

fn say(line: Value) {
    let mut out = io::stdout().lock();
    // Who reads may be gone; then stdin ends, too.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

fn end(code: i32, why: String) -> ! {
    eprintln!("{why}");
    process::exit(code)
}

fn start(init: &Value, started: Instant) -> Arc<Node> {
    let address = |value: &Value| value.as_str().and_then(|text| text.parse().ok());
    let Some(listen) = address(&init["listen"]) else {
        end(2, format!("init: listen must be host:port, got {}", init["listen"]))
    };
    let peers = init["peers"].as_array().into_iter().flatten();
    let node = Arc::new(Node {
        started,
        id: init["node"].as_u64().unwrap_or_default(),
        peers: peers.filter_map(|peer| address(&peer["address"])).collect(),
        state: Mutex::default(),
    });
    let listener = TcpListener::bind::<SocketAddr>(listen).unwrap_or_else(|error| end(71, error.to_string()));
    let receiver = Arc::clone(&node);
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let receiver = Arc::clone(&receiver);
            thread::spawn(move || receiver.receive(connection));
        }
    });
    say(json!({
        "type": "ready", "contract": 2, "implementation": "my-node", "version": "0.1", "t": node.now(),
        "capabilities": ["from", "hops", "views", "counters", "hold"],
    }));
    node
}

impl Node {
    /// Monotonic, in ms since the start of this process; the harness asks for it to learn its offset.
    fn now(&self) -> f64 {
        self.started.elapsed().as_secs_f64() * 1e3
    }

    fn write(self: &Arc<Self>, line: &Value) {
        let update = &line["update"];
        if !line["value"].is_string() {
            return say(json!({"type": "refused", "update": update, "reason": "this node has no deletions"}));
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let message = json!({
            "update": update, "key": line["key"], "value": line["value"], "hops": 0,
            "time": since.as_nanos() as u64, "origin": self.id,
        });
        {
            let mut state = self.state.lock().unwrap();
            state.apply(&message);
            say(json!({"type": "written", "update": update, "t": self.now()}));
        }
        self.spread(message);
    }

    /// One message: an update, as JSON.
    fn receive(self: Arc<Self>, connection: TcpStream) {
        let _ = connection.set_read_timeout(Some(LIMIT));
        let mut text = String::new();
        let read = BufReader::new(connection.take(LONGEST_LINE)).read_line(&mut text);
        let Ok(mut message) = serde_json::from_str::<Value>(&text) else {
            return; // No gossip.
        };
        let Some(update) = message["update"].as_str().map(String::from) else {
            return;
        };
        if read.is_err() {
            return;
        }
        {
            let mut state = self.state.lock().unwrap();
            state.copies_received += 1;
            if state.held.contains(&update) {
                state.duplicates += 1;
                return;
            }
            message["hops"] = json!(message["hops"].as_u64().unwrap_or_default() + 1);
            state.apply(&message);
            say(json!({
                "type": "received", "update": update, "t": self.now(),
                "from": message["from"], "hops": message["hops"],
            }));
        }
        self.spread(message);
    }

    fn spread(self: &Arc<Self>, mut message: Value) {
        message["from"] = json!(self.id);
        let text: Arc<str> = format!("{message}\n").into();
        for peer in self.peers.iter().copied() {
            let (node, text) = (Arc::clone(self), Arc::clone(&text));
            thread::spawn(move || {
                let sent = TcpStream::connect_timeout(&peer, LIMIT)
                    .and_then(|mut connection| connection.write_all(text.as_bytes()));
                if sent.is_ok() {
                    let mut state = node.state.lock().unwrap();
                    state.messages_sent += 1;
                    state.bytes_sent += text.len() as u64;
                } // Else this copy is lost.
            });
        }
    }

    fn answer_view(&self, ask: &Value) {
        let state = self.state.lock().unwrap();
        let mut hash = DefaultHasher::new();
        for (key, message) in &state.view {
            (key, message["update"].as_str()).hash(&mut hash);
        }
        let digest = format!("{:016x}", hash.finish());
        say(json!({"type": "view", "ask": ask, "entries": state.view.len(), "digest": digest}));
    }

    fn answer_counters(&self, ask: &Value) {
        let state = self.state.lock().unwrap();
        say(json!({"type": "counters", "ask": ask, "counters": {
            "messagesSent": state.messages_sent, "bytesSent": state.bytes_sent,
            "copiesReceived": state.copies_received, "duplicates": state.duplicates,
        }}));
    }
}

impl State {
    /// Keeps the newest write of each key.
    fn apply(&mut self, message: &Value) {
        let text = |field: &str| message[field].as_str().unwrap_or_default().to_string();
        let order = |one: &Value| (one["time"].as_u64(), one["origin"].as_u64());
        self.held.insert(text("update"));
        let known = self.view.get(&text("key"));
        if known.map_or(true, |known| order(message) > order(known)) {
            self.view.insert(text("key"), message.clone());
        }
    }
}
