#!/usr/bin/env node
// A node that floods, and breaks one rule of the contract, which its argument names; `right` breaks none.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** CLOCK_MONOTONIC, ms. */
const now = () => (is('wall-clock') ? Date.now() : Number(process.hrtime.bigint()) / 1e6);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const wrong = process.argv[2];
const is = (name) => wrong === name;
/** How many writes there were, of which a wrong node treats some in another way. */
let writes = 0;

let init;
/** Every update that this node has, and per key the newest. */
const held = new Set();
/** Where the others listen. */
const learnt = new Set();
const view = new Map();
const counters = { messagesSent: 0, bytesSent: 0, copiesReceived: 0, duplicates: 0 };

function start(line) {
  init = is('forgets-itself') && line.incarnation > 1 ? { ...line, peers: [] } : line;
  if (is('never-ready')) return;
  if (is('floods-stderr')) {
    const words = `${'too much '.repeat(7_000)}\n`;
    setInterval(() => process.stderr.write(words.repeat(20)), 1);
  }
  if (is('leaves-processes')) {
    const idle = ['-e', 'setInterval(() => undefined, 1_000)', process.cwd()];
    spawn(process.execPath, idle, { detached: true, stdio: 'ignore' }).unref();
  }
  const [host, port] = String(line.listen).split(':');
  if (!(Number(port) > 0) && !is('takes-nonsense')) {
    console.error(`init: listen must be host:port, got ${line.listen}`);
    process.exit(2);
  }
  const server = createServer((socket) => {
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('error', () => undefined);
    if (is('dies-of-garbage')) socket.once('data', (bytes) => bytes[0] === 0xff && process.exit(1));
    createInterface({ input: socket }).on('line', receive);
  });
  server.on('error', (error) => {
    console.error(error.message);
    process.exit(is('wrong-exit') ? 1 : 71);
  });
  if (is('ignores-hold'))
    for (const { address } of line.peers)
      connect(Number(address.split(':')[1]), '127.0.0.1').on('error', () => undefined);
  if (is('garbage-on-stdout')) process.stdout.write('INFO: listening\n');
  server.listen(Number(port), host, () =>
    is('ignores-udp') || !line.udp ? ready(false) : listenUdp(host, Number(port)),
  );
}

/** With datagrams it sends nothing over TCP. */
let socket;

function listenUdp(host, port) {
  socket = createSocket('udp4');
  socket.on('error', (error) => {
    console.error(error.message);
    process.exit(is('wrong-udp-exit') ? 1 : 71);
  });
  socket.on('message', (bytes) => {
    if (is('dies-of-garbage-datagrams') && bytes[0] === 0xff) process.exit(1);
    receive(bytes.toString());
  });
  socket.bind(port, host, () => {
    if (is('datagrams-despite-hold'))
      for (const { address } of init.peers) socket.send('early', Number(address.split(':')[1]), '127.0.0.1');
    ready(true);
  });
}

function ready(isUdp) {
  say({
    type: 'ready',
    contract: 2,
    implementation: 'my-node',
    version: process.argv[3] ?? '0.1',
    t: now(),
    clock: 'monotonic',
    capabilities: ['from', 'hops', 'views', 'counters', 'hold', 'members', 'leave', 'deletes', 'parameters'],
    traits: {
      ...(is('no-repair') ? { repairWithinMs: 1_000 } : {}),
      ...(isUdp && !is('hides-udp') ? { transport: 'udp' } : {}),
    },
  });
}

function write({ update, key, value }) {
  writes += 1;
  if (is('answers-late') && writes > 1) return void setTimeout(() => take({ update, key, value }), 1_500);
  take({ update, key, value });
}

function take({ update, key, value }) {
  if (is('no-deletions') && value === undefined) return say({ type: 'written', update, t: now() });
  const order = [now(), init.node];
  if (is('loses-writes') && writes % 3 === 0) return say({ type: 'written', update, t: now() });
  apply({ update, key, value, order });
  say({ type: 'written', update, t: is('invented-time') ? now() - 60_000 : now() });
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
  learnt.add(message.listen);
  if (held.has(message.update)) {
    counters.duplicates += 1;
    if (is('duplicate-receipts'))
      say({ type: 'received', update: message.update, t: now(), from: message.from, hops: message.hops + 1 });
    return;
  }
  apply(message);
  const hops = message.hops + 1;
  const from = is('invented-sender') ? ((init.node + 1) % 64) + 7 : message.from;
  if (is('unknown-receipt')) say({ type: 'received', update: `${message.update}0`, t: now(), from, hops });
  say({
    type: 'received',
    update: message.update,
    t: is('early-receipt') ? now() - 5_000 : now(),
    from,
    hops: is('wrong-hops') ? hops + 1 : hops,
  });
  spread({ ...message, hops });
}

function apply({ update, key, value, order }) {
  held.add(update);
  const known = view.get(key);
  if (is('older-wins') && known) return;
  const isNewer =
    !known || order[0] > known.order[0] || (order[0] === known.order[0] && order[1] > known.order[1]);
  if (isNewer) view.set(key, { update, value, order });
}

function spread(message) {
  const bytes = `${JSON.stringify({ ...message, from: init.node, listen: init.listen })}\n`;
  const ends = /^past-its-links/.test(wrong) ? [...learnt].map((address) => ({ address })) : [];
  for (const { address } of [...init.peers, ...ends]) {
    const [host, port] = address.split(':');
    if (socket) {
      counters.messagesSent += 1;
      if (!is('counts-no-datagrams')) counters.bytesSent += bytes.length;
      socket.send(bytes, Number(port), host);
      continue;
    }
    const connection = connect(Number(port), host, () => {
      counters.messagesSent += 1;
      if (!is('counts-nothing')) counters.bytesSent += bytes.length;
      connection.end(bytes);
    });
    connection.setTimeout(5_000, () => connection.destroy());
    connection.on('error', () => undefined); // This copy is lost.
  }
}

function digest() {
  const hash = createHash('sha256');
  for (const key of [...view.keys()].sort()) hash.update(`${key}\0${view.get(key).update}\0`);
  return hash.digest('hex').slice(0, 16);
}

const lines = {
  begin: () => {
    if (is('dies-at-begin')) process.exit(1);
    if (is('never-joined')) return;
    for (const { node } of init.peers) say({ type: 'member', t: now(), node, change: 'joined' });
  },
  members: ({ ask }) =>
    say({ type: 'members', ask, members: init.peers.map(({ node }) => ({ node, status: 'alive' })) }),
  leave: () => !is('does-not-leave') && process.exit(0),
  init: start,
  write,
  view: ({ ask }) => say({ type: 'view', ask, entries: view.size, digest: digest() }),
  counters: ({ ask }) => say({ type: 'counters', ask, counters }),
};

const input = createInterface({ input: process.stdin });
input.on('line', (text) => {
  const line = JSON.parse(text);
  if (is('chokes-on-unknown') && !lines[line.type]) process.exit(1);
  lines[line.type]?.(line);
});
input.on('close', () => (is('ignores-stdin-end') ? setInterval(() => undefined, 1_000) : process.exit(0)));
