// A node that floods: it sends every update that is new to it to all of its peers. Put your own implementation in its place.
// It speaks contract 2 of gossip-bench: JSON lines on stdin and stdout; stderr is its log.
import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** What the harness says; each type has some of the fields. */
interface Line {
  type: string;
  ask: number;
  node: number;
  listen: string;
  peers: { node: number; address: string }[];
  update: string;
  key: string;
  value?: string;
}

/** What nodes send each other, one a connection. */
interface Message {
  update: string;
  key: string;
  value: string;
  order: [time: number, origin: number];
  hops: number;
  from?: number;
}

/** CLOCK_MONOTONIC, ms. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6;
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

let init: Line;
/** Every update that this node has, and per key the newest. */
const held = new Set<string>();
const view = new Map<string, Message>();
const counters = { messagesSent: 0, bytesSent: 0, copiesReceived: 0, duplicates: 0 };

function start(line: Line): void {
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

function write({ update, key, value }: Line): void {
  if (value === undefined) {
    say({ type: 'refused', update, reason: 'this node has no deletions' });
    return;
  }
  const message: Message = { update, key, value, order: [now(), init.node], hops: 0 };
  apply(message);
  say({ type: 'written', update, t: now() });
  spread(message);
}

/** One message: an update, as JSON. */
function receive(text: string): void {
  let message: Message;
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
  const heard = { ...message, hops: message.hops + 1 };
  apply(heard);
  say({ type: 'received', update: heard.update, t: now(), from: heard.from, hops: heard.hops });
  spread(heard);
}

/** Keeps the newest write of each key. */
function apply(message: Message): void {
  held.add(message.update);
  const known = view.get(message.key);
  const isNewer =
    !known ||
    message.order[0] > known.order[0] ||
    (message.order[0] === known.order[0] && message.order[1] > known.order[1]);
  if (isNewer) view.set(message.key, message);
}

function spread(message: Message): void {
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

function digest(): string {
  const hash = createHash('sha256');
  for (const key of [...view.keys()].sort()) hash.update(`${key}\0${view.get(key)?.update}\0`);
  return hash.digest('hex').slice(0, 16);
}

const lines: Record<string, (line: Line) => void> = {
  init: start,
  write,
  view: ({ ask }) => say({ type: 'view', ask, entries: view.size, digest: digest() }),
  counters: ({ ask }) => say({ type: 'counters', ask, counters }),
};

const input = createInterface({ input: process.stdin });
input.on('line', (text) => {
  const line: Line = JSON.parse(text);
  lines[line.type]?.(line); // What is not known is passed over.
});
input.on('close', () => process.exit(0));
