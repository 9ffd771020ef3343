//! A node around foca, for gossip-bench.

mod broadcasts;
mod counters;
mod identity;
mod init;
mod lines;
mod links;
mod membership;
mod names;
mod node;
mod settings;
mod timers;
mod update;
mod view;

use std::io::BufRead;
use std::process::exit;
use std::sync::mpsc::{Sender, channel};

use init::Init;
use links::Links;
use node::{Event, Node};
use settings::Settings;

const MAKES_NO_SENSE: i32 = 2;
const CANNOT_LISTEN: i32 = 71;

fn main() {
    let mut lines = std::io::stdin().lock().lines();
    let first = lines.next().and_then(Result::ok).unwrap_or_default();
    let (init, settings) = read(&first).unwrap_or_else(|sentence| end(MAKES_NO_SENSE, &sentence));
    let (say_event, events) = channel();
    let links =
        Links::listen(&init, settings.longest_packet(), say_event.clone()).unwrap_or_else(|error| end(CANNOT_LISTEN, &error.to_string()));
    let node = Node::new(init, settings, links);
    drop(lines);
    std::thread::spawn(move || hear(say_event));
    node.run(events);
}

fn read(line: &str) -> Result<(Init, Settings), String> {
    let init = Init::parse(line)?;
    let settings = Settings::read(&init)?;
    Ok((init, settings))
}

/// Passes on what the harness says, until stdin ends.
fn hear(events: Sender<Event>) {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        if events.send(Event::Line(line)).is_err() {
            return;
        }
    }
    lines::flush();
    exit(0);
}

fn end(code: i32, sentence: &str) -> ! {
    eprintln!("this node cannot start: {sentence}");
    exit(code)
}
