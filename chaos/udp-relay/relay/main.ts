/**
 * The UDP relays of a run as one program: `node udp-relay.mjs SEED`. It takes questions on stdin and answers on stdout, one object a line
 * (relay-protocol.ts). With GOSSIP_RELAY_LISTEN (host:port) it takes them there instead, from whoever says GOSSIP_RELAY_TOKEN as the first line, and
 * from nobody else. It ends when its stdin ends: the harness is gone then.
 */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { answer } from './answer.js';
import type { RelayQuestion } from './relay-protocol.js';
import { takeControl } from './token-control.js';
import { UdpRelay } from './udp-relay.js';

const relay = new UdpRelay(Number(process.argv[2] ?? 0));

async function obey(line: string): Promise<object> {
  const { number, ...question } = JSON.parse(line) as RelayQuestion & { readonly number: number };
  try {
    return { number, ...(await answer(relay, question as RelayQuestion)) };
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return { number, error: message, ...(code === undefined ? {} : { code }) };
  }
}

/** Answers go where the question came from. */
function serve(input: Readable, output: Writable): void {
  const lines = createInterface({ input });
  lines.on('line', (line) => void obey(line).then((said) => output.write(`${JSON.stringify(said)}\n`)));
  // Who asked has hung up, which ends nothing.
  lines.on('error', () => undefined);
}

const end = () => process.exit(0);
const { GOSSIP_RELAY_LISTEN: listen, GOSSIP_RELAY_TOKEN: token } = process.env;
if (listen === undefined) {
  serve(process.stdin, process.stdout);
  process.stdout.on('error', end);
} else {
  takeControl(listen, token ?? '', serve);
  process.stdin.resume();
}
process.stdin.on('close', end);
process.stdin.on('end', end);
process.on('SIGTERM', end);
// Ctrl-C is for the harness.
process.on('SIGINT', () => undefined);
