import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../../../nodes/contract/testing/free-ports.js';

export type BareTransport = 'udp' | 'tcp';

/** About what a message of the reference takes under light load. */
const messageBytes = 200;

/** A process that asks another one so often a second and answers what it is asked, and nothing else. At the end of its stdin it says what CPU it took. */
const program = `
const { createSocket } = require('node:dgram');
const { connect, createServer } = require('node:net');
const [transport, self, ports, everyMs, bytes] = JSON.parse(process.argv[1]);
const host = '127.0.0.1';
const message = Buffer.alloc(bytes, 1);
const others = ports.filter((_, i) => i !== self);
const other = () => others[Math.floor(Math.random() * others.length)];
let ask;
if (transport === 'udp') {
  const socket = createSocket({ type: 'udp4', lookup: (name, _, found) => found(null, name, 4) });
  socket.bind({ address: host, port: ports[self] });
  socket.on('message', (got, { port }) => { if (got[0] === 1) socket.send(Buffer.alloc(bytes, 2), port, host); });
  ask = () => socket.send(message, other(), host);
} else {
  createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(Buffer.alloc(bytes, 2)));
    socket.on('end', () => socket.destroy());
  }).listen(ports[self], host);
  ask = () => {
    const socket = connect({ host, port: other(), noDelay: true });
    socket.on('error', () => undefined);
    socket.on('data', () => socket.destroy());
    socket.write(message);
  };
}
setInterval(ask, everyMs);
process.stdin.on('data', () => {
  const { user, system } = process.cpuUsage();
  process.stdout.write(String((user + system) / 1000) + '\\n');
}).on('end', () => process.exit());
`;

/**
 * CPU of the median one of so many bare processes, each of which begins and answers `perSecond` exchanges a second over loopback, without proxies; ms a
 * second. A connection an exchange over TCP.
 */
export async function bareExchanges(
  transport: BareTransport,
  { processes, perSecond, seconds }: Readonly<Record<'processes' | 'perSecond' | 'seconds', number>>,
): Promise<number> {
  const ports = await freePorts(processes);
  const children = ports.map((_, self) => {
    const given = JSON.stringify([transport, self, ports, 1_000 / perSecond, messageBytes]);
    return spawn(process.execPath, ['-e', program, given], { stdio: ['pipe', 'pipe', 'inherit'] });
  });
  try {
    await sleep(3_000);
    const before = await Promise.all(children.map(cpuMs));
    await sleep(seconds * 1_000);
    const after = await Promise.all(children.map(cpuMs));
    const taken = after.map((ms, i) => (ms - before[i]!) / seconds).toSorted((a, b) => a - b);
    return taken[Math.floor(taken.length / 2)]!;
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

async function cpuMs({ stdin, stdout }: ChildProcess): Promise<number> {
  const said = once(stdout!, 'data');
  stdin!.write('?');
  return Number(String((await said)[0]));
}
