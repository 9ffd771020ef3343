#!/usr/bin/env node
// A node that floods: it sends every update that is new to it to all of its peers. Put your own implementation in its place.
// It speaks contract 2 of gossip-bench: JSON lines on stdin and stdout; stderr is its log.
import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** CLOCK_MONOTONIC, ms. */
const now = () => Number(process.hrtime.bigint()) / 1e6;
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

let init;
/** Every update that this node has, and per key the newest. */
const held = new Set();
const view = new Map();
const counters = { messagesSent: 0, bytesSent: 0, copiesReceived: 0, duplicates: 0 };

function start(line) {
  init = line;
  const [host, port] = String(line.listen).split(':');
  if (!(Number(port) > 0)) {
    console.error(`init: listen must be host:port, got ${line.listen}`);
    process.exit(2);
  }
  const server = createServer((socket) => {
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('error', () => undefined);
    createInterface({ input: socket }).on('line', receive);
  });
  server.on('error', (error) => {
    console.error(error.message);
    process.exit(71);
  });
  server.listen(Number(port), host, () =>
    say({
      type: 'ready',
      contract: 2,
      implementation: 'my-node',
      version: '0.1',
      t: now(),
      clock: 'monotonic',
      capabilities: ['from', 'hops', 'views', 'counters', 'hold'],
    }),
  );
}

function write({ update, key, value }) {
  if (value === undefined) return say({ type: 'refused', update, reason: 'this node has no deletions' });
  const order = [now(), init.node];
  apply({ update, key, value, order });
  say({ type: 'written', update, t: now() });
  spread({ update, key, value, order, hops: 0 });
}

/** One message: an update, as JSON. */
function receive(text) {
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    return; // No gossip.
  }
  if (typeof message?.update !== 'string') return;
  counters.copiesReceived += 1;
  if (held.has(message.update)) {
    counters.duplicates += 1;
    return;
  }
  apply(message);
  const hops = message.hops + 1;
  say({ type: 'received', update: message.update, t: now(), from: message.from, hops });
  spread({ ...message, hops });
}

function apply({ update, key, value, order }) {
  held.add(update);
  const known = view.get(key);
  const isNewer =
    !known || order[0] > known.order[0] || (order[0] === known.order[0] && order[1] > known.order[1]);
  if (isNewer) view.set(key, { update, value, order });
}

function spread(message) {
  const bytes = `${JSON.stringify({ ...message, from: init.node })}\n`;
  for (const { address } of init.peers) {
    const [host, port] = address.split(':');
    const socket = connect(Number(port), host, () => {
      counters.messagesSent += 1;
      counters.bytesSent += bytes.length;
      socket.end(bytes);
    });
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('error', () => undefined); // This copy is lost.
  }
}

function digest() {
  const hash = createHash('sha256');
  for (const key of [...view.keys()].sort()) hash.update(`${key}\0${view.get(key).update}\0`);
  return hash.digest('hex').slice(0, 16);
}

const lines = {
  init: start,
  write,
  view: ({ ask }) => say({ type: 'view', ask, entries: view.size, digest: digest() }),
  counters: ({ ask }) => say({ type: 'counters', ask, counters }),
};

const input = createInterface({ input: process.stdin });
input.on('line', (text) => {
  const line = JSON.parse(text);
  lines[line.type]?.(line); // What is not known is passed over.
});
input.on('close', () => process.exit(0));
