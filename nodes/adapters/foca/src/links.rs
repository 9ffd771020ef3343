use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, ToSocketAddrs, UdpSocket};
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

/// Carries foca's packets over the links of a run and over nothing else: as datagrams where the links carry them, else each in a TCP connection of
/// its own.
pub struct Links {
    to: BTreeMap<u32, String>,
    datagrams: Option<Datagrams>,
    shared: Arc<Shared>,
}

struct Datagrams {
    socket: UdpSocket,
    to: BTreeMap<u32, SocketAddr>,
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
        let shared = Arc::new(Shared {
            counters: Counters::default(),
            is_open: AtomicBool::new(false),
            sending: AtomicUsize::new(0),
            reading: AtomicUsize::new(0),
            longest,
        });
        let heard = Arc::clone(&shared);
        let datagrams = if init.udp { Some(Datagrams::bind(init)?) } else { None };
        if let Some(Datagrams { socket, .. }) = &datagrams {
            let socket = socket.try_clone()?;
            thread::spawn(move || hear_datagrams(&socket, &heard, &events));
        } else {
            let listener = TcpListener::bind(&init.listen)?;
            thread::spawn(move || accept(&listener, &heard, &events));
        }
        Ok(Self { to: init.links.clone(), datagrams, shared })
    }

    /// What packets go over, as the contract calls it.
    pub fn kind(&self) -> &'static str {
        if self.datagrams.is_some() { "udp" } else { "tcp" }
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
        if let Some(datagrams) = &self.datagrams {
            datagrams.send(node, packet, &self.shared.counters);
            return;
        }
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

impl Datagrams {
    fn bind(init: &Init) -> std::io::Result<Self> {
        let to = init.links.iter().map(|(node, link)| Ok((*node, resolved(link)?)));
        Ok(Self { socket: UdpSocket::bind(&init.listen)?, to: to.collect::<std::io::Result<_>>()? })
    }

    fn send(&self, node: u32, packet: &[u8], counters: &Counters) {
        let sent = self.to.get(&node).map(|link| self.socket.send_to(packet, link));
        if let Some(Ok(bytes)) = sent {
            counters.messages_sent.add(1);
            counters.bytes_sent.add(bytes);
        } else {
            counters.frames_dropped.add(1);
        }
    }
}

/// A datagram is a packet. Who sent it is said inside.
fn hear_datagrams(socket: &UdpSocket, shared: &Shared, events: &Sender<Event>) {
    let mut buffer = vec![0; shared.longest + 1];
    loop {
        let Ok((bytes, _)) = socket.recv_from(&mut buffer) else {
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        if shared.is_open.load(Ordering::Relaxed) {
            take(buffer[..bytes].to_vec(), shared, events);
        }
    }
}

fn resolved(link: &str) -> std::io::Result<SocketAddr> {
    link.to_socket_addrs()?.next().ok_or_else(|| ErrorKind::AddrNotAvailable.into())
}

fn dial(link: &str) -> std::io::Result<TcpStream> {
    let conn = TcpStream::connect_timeout(&resolved(link)?, PACKET_TIMEOUT)?;
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
    if read.is_err() {
        shared.counters.bytes_received.add(packet.len());
        shared.counters.frames_dropped.add(1);
        return;
    }
    take(packet, shared, events);
}

fn take(packet: Vec<u8>, shared: &Shared, events: &Sender<Event>) {
    shared.counters.bytes_received.add(packet.len());
    if packet.is_empty() || packet.len() > shared.longest {
        shared.counters.frames_dropped.add(1);
        return;
    }
    shared.counters.messages_received.add(1);
    // The node ends with the process: nobody misses a packet that comes then.
    let _ = events.send(Event::Packet(packet));
}
