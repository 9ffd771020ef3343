import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DatagramFaults, soundDatagrams } from '../../chaos/udp-relay/model/datagram-faults.js';
import { UdpRelay } from '../../chaos/udp-relay/relay/udp-relay.js';
import type { Link } from '../../nodes/runtime/cluster.js';
import { boundSocket, closed } from '../../nodes/udp-socket.js';
import { comparisonTable } from './comparison-table.js';
import { sideBySide, type Variant } from './side-by-side.js';

const repetitions = 7;
const windowMs = 2_000;
const payloadBytes = 200;
/** Of the probe for what the relay adds to a datagram's way. */
const latencyPlan = { perLink: 10_000, perSecond: 5_000, timeoutMs: 1_000 };

/** Two nodes in a process of their own, of which the first sends to a port as fast as it can. It prints their ports, and is told where to send. */
const nodesProgram = `
const { createSocket } = require('node:dgram');
const lookup = (host, options, answer) => answer(null, host, 4);
const bound = () => new Promise((done) => { const s = createSocket({ type: 'udp4', lookup }); s.bind(0, '127.0.0.1', () => done(s)); });
Promise.all([bound(), bound()]).then(([sender, sink]) => {
  sink.on('message', () => undefined);
  console.log(sender.address().port + ' ' + sink.address().port);
  process.stdin.once('data', (to) => {
    const payload = Buffer.alloc(${payloadBytes});
    (function burst() {
      for (let sent = 0; sent < 32; sent += 1) sender.send(payload, Number(to), '127.0.0.1', () => undefined);
      setImmediate(burst);
    })();
  });
});`;

/** What a datagram costs in the relay, against a forwarder that does nothing else; both in this process, and what sends to them in another. */
export async function benchUdpRelay(): Promise<void> {
  const sound = soundDatagrams;
  const variants: Variant[] = [
    { name: 'bare forwarder', measure: () => withNodes(bareForwarder) },
    { name: 'relay', measure: () => withNodes((ports) => relaying(ports, sound)) },
    {
      name: 'relay, 20 ms ± 5 ms and 10 % loss',
      measure: () =>
        withNodes((ports) => relaying(ports, { ...sound, latencyMs: 20, jitterMs: 5, loss: 0.1 })),
    },
  ];
  const measured = await sideBySide(variants, repetitions);
  console.log(comparisonTable('datagrams per second of CPU time', 'datagrams/s', measured));
  console.log(await addedLatency());
}

interface Ports {
  readonly sender: number;
  readonly sink: number;
}

/** One way of forwarding that stands: where it is sent to, how much has come, and its end. */
interface Forwarding {
  readonly port: number;
  readonly received: () => Promise<number> | number;
  readonly end: () => Promise<unknown>;
}

async function withNodes(forward: (ports: Ports) => Promise<Forwarding>): Promise<number> {
  const nodes: ChildProcess = spawn(process.execPath, ['-e', nodesProgram], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(nodes, 'exit');
  const [line] = (await once(createInterface({ input: nodes.stdout! }), 'line')) as [string];
  const [sender = 0, sink = 0] = line.split(' ').map(Number);
  const forwarding = await forward({ sender, sink });
  nodes.stdin!.write(String(forwarding.port));
  await sleep(windowMs / 4);
  const [before, cpu] = [await forwarding.received(), process.cpuUsage()];
  await sleep(windowMs);
  const received = (await forwarding.received()) - before;
  const { user, system } = process.cpuUsage(cpu);
  nodes.kill('SIGKILL');
  await exited;
  await forwarding.end();
  return received / ((user + system) / 1e6);
}

async function bareForwarder({ sink }: Ports): Promise<Forwarding> {
  const loopback = { host: '127.0.0.1', port: 0 };
  const [socket, out] = [await boundSocket(loopback), await boundSocket(loopback)];
  let received = 0;
  socket.on('message', (payload) => {
    received += 1;
    out.send(payload, sink, '127.0.0.1');
  });
  return {
    port: socket.address().port,
    received: () => received,
    end: () => Promise.all([closed(socket), closed(out)]),
  };
}

async function relaying({ sender, sink }: Ports, faults: DatagramFaults): Promise<Forwarding> {
  const relay = new UdpRelay(1);
  const [there, back] = await freeUdpPorts();
  await relay.open(pair(there, back, sender, sink), faults);
  return {
    port: there,
    received: async () => (await relay.read())[0]!.counters.received.datagrams,
    end: () => relay.close(),
  };
}

const pair = (there: number, back: number, zero: number, one: number): Link[] => [
  { from: 0, to: 1, listen: `127.0.0.1:${there}`, upstream: `127.0.0.1:${one}` },
  { from: 1, to: 0, listen: `127.0.0.1:${back}`, upstream: `127.0.0.1:${zero}` },
];

async function freeUdpPorts(): Promise<[number, number]> {
  const loopback = { host: '127.0.0.1', port: 0 };
  const sockets = [await boundSocket(loopback), await boundSocket(loopback)] as const;
  const ports: [number, number] = [sockets[0].address().port, sockets[1].address().port];
  await Promise.all(sockets.map(closed));
  return ports;
}

async function addedLatency(): Promise<string> {
  const relay = new UdpRelay(1);
  const [there, back] = await freeUdpPorts();
  await relay.open(pair(there, back, 1, 1), soundDatagrams);
  const [probe] = await relay.probe([{ from: 0, to: 1 }], latencyPlan);
  await relay.close();
  const sorted = [...(probe?.delaysMs ?? [])].sort((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(3) ?? '?';
  return `added latency at ${latencyPlan.perSecond} datagrams/s: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${sorted.length} of ${probe?.sent} arrived)`;
}
