/**
 * The UDP relays of a run as one program: `node udp-relay.mjs SEED`. It takes questions on stdin and answers on stdout, one object a line
 * (relay-protocol.ts), and ends when its stdin ends: the harness is gone then. Nothing else reaches its control.
 */
import { createInterface } from 'node:readline';
import { answer } from './answer.js';
import type { RelayQuestion } from './relay-protocol.js';
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

const end = () => process.exit(0);
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => void obey(line).then((said) => process.stdout.write(`${JSON.stringify(said)}\n`)));
lines.on('close', end);
process.stdout.on('error', end);
process.on('SIGTERM', end);
// Ctrl-C is for the harness.
process.on('SIGINT', () => undefined);
