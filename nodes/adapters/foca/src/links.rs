use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crate::counters::Counters;
use crate::init::Init;
use crate::node::Event;

/// For a packet's whole way. What takes longer is lost, as a datagram would be.
const PACKET_TIMEOUT: Duration = Duration::from_secs(5);
/// Packets on their way out, and connections that are read, at once.
const MOST_AT_ONCE: usize = 512;

/// Carries foca's packets, each in a TCP connection of its own, over the links of a run and over nothing else.
pub struct Links {
    to: BTreeMap<u32, String>,
    shared: Arc<Shared>,
}

struct Shared {
    counters: Counters,
    is_open: AtomicBool,
    sending: AtomicUsize,
    reading: AtomicUsize,
    longest: usize,
}

impl Links {
    /// Takes the node's address. Whoever dials it is turned away until `open`.
    pub fn listen(init: &Init, longest: usize, events: Sender<Event>) -> std::io::Result<Self> {
        let listener = TcpListener::bind(&init.listen)?;
        let shared = Arc::new(Shared {
            counters: Counters::default(),
            is_open: AtomicBool::new(false),
            sending: AtomicUsize::new(0),
            reading: AtomicUsize::new(0),
            longest,
        });
        let heard = Arc::clone(&shared);
        thread::spawn(move || accept(&listener, &heard, &events));
        Ok(Self { to: init.links.clone(), shared })
    }

    pub fn open(&self) {
        self.shared.is_open.store(true, Ordering::Relaxed);
    }

    pub fn peers(&self) -> impl Iterator<Item = u32> {
        self.to.keys().copied()
    }

    pub fn counters(&self) -> &Counters {
        &self.shared.counters
    }

    /// Sends a packet. Like a datagram it does not wait, and gets lost in silence.
    pub fn send(&self, node: u32, packet: &[u8]) {
        let Some(link) = self.to.get(&node).cloned() else { return };
        let shared = Arc::clone(&self.shared);
        if shared.sending.fetch_add(1, Ordering::Relaxed) >= MOST_AT_ONCE {
            shared.sending.fetch_sub(1, Ordering::Relaxed);
            shared.counters.frames_dropped.add(1);
            return;
        }
        let packet = packet.to_vec();
        thread::spawn(move || {
            if dial(&link).and_then(|mut conn| conn.write_all(&packet)).is_ok() {
                shared.counters.messages_sent.add(1);
                shared.counters.bytes_sent.add(packet.len());
            }
            shared.sending.fetch_sub(1, Ordering::Relaxed);
        });
    }
}

fn dial(link: &str) -> std::io::Result<TcpStream> {
    let address = link.to_socket_addrs()?.next().ok_or(ErrorKind::AddrNotAvailable)?;
    let conn = TcpStream::connect_timeout(&address, PACKET_TIMEOUT)?;
    conn.set_write_timeout(Some(PACKET_TIMEOUT))?;
    Ok(conn)
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>, events: &Sender<Event>) {
    for conn in listener.incoming() {
        let Ok(conn) = conn else {
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        if !shared.is_open.load(Ordering::Relaxed) {
            continue;
        }
        if shared.reading.fetch_add(1, Ordering::Relaxed) >= MOST_AT_ONCE {
            shared.reading.fetch_sub(1, Ordering::Relaxed);
            shared.counters.frames_dropped.add(1);
            continue;
        }
        let (shared, events) = (Arc::clone(shared), events.clone());
        thread::spawn(move || {
            hear(conn, &shared, &events);
            shared.reading.fetch_sub(1, Ordering::Relaxed);
        });
    }
}

/// A packet ends with its connection. What is too long for one, or takes too long, is dropped.
fn hear(conn: TcpStream, shared: &Shared, events: &Sender<Event>) {
    let mut packet = Vec::new();
    let read = conn.set_read_timeout(Some(PACKET_TIMEOUT)).and_then(|()| conn.take(shared.longest as u64 + 1).read_to_end(&mut packet));
    shared.counters.bytes_received.add(packet.len());
    if read.is_err() || packet.is_empty() || packet.len() > shared.longest {
        shared.counters.frames_dropped.add(1);
        return;
    }
    shared.counters.messages_received.add(1);
    // The node ends with the process: nobody misses a packet that comes then.
    let _ = events.send(Event::Packet(packet));
}
