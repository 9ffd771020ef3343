import type { RemoteInfo, Socket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import { closed } from '../../../nodes/udp-socket.js';
import type { DirectedLink } from '../../links/directed-link.js';
import type { Endpoint } from './direction.js';
import type { DirectionProbe, ProbePlan } from './relay-protocol.js';

/** A direction as canaries take it: sent to the port of the link, they come back from the port of the opposite one. */
export interface CanaryWay {
  readonly link: DirectedLink;
  readonly to: Endpoint;
  readonly from: Endpoint;
}

interface Tally {
  sent: number;
  received: number;
  duplicated: number;
  corrupted: number;
  readonly delaysMs: number[];
}

interface Sent {
  readonly way: CanaryWay;
  readonly atMs: number;
}

/** Eight bytes of number, twice: where they differ, bits were flipped on the way. */
const canaryBytes = 16;
/** Few canaries at a time, so that they do not wait for each other. */
const tickMs = 1;

/**
 * Sends canaries through the links' own sockets and models, and takes them where they come out. The socket is the relay's own: a canary is what
 * comes from it. It tells what the links do, and not whether a node reads.
 */
export class Prober {
  readonly endpoint: Endpoint;
  readonly #socket: Socket;
  readonly #open = new Map<bigint, Sent>();
  readonly #arrived = new Set<bigint>();
  readonly #byPort = new Map<number, Tally>();
  #numbered = 0n;
  #busy: Promise<unknown> = Promise.resolve();

  constructor(socket: Socket) {
    this.#socket = socket;
    const { address: host, port } = socket.address();
    this.endpoint = { host, port };
    socket.on('message', (payload, from) => this.#receive(payload, from));
    socket.on('error', () => undefined);
  }

  isFrom({ address, port }: RemoteInfo): boolean {
    return port === this.endpoint.port && address === this.endpoint.host;
  }

  /** One after the other: those of two probes would meet each other's queue. */
  probe(ways: readonly CanaryWay[], plan: ProbePlan): Promise<DirectionProbe[]> {
    const probed = this.#busy.then(() => this.#probe(ways, plan));
    this.#busy = probed.catch(() => undefined);
    return probed;
  }

  close(): Promise<void> {
    return closed(this.#socket);
  }

  async #probe(
    ways: readonly CanaryWay[],
    { perLink, perSecond, timeoutMs }: ProbePlan,
  ): Promise<DirectionProbe[]> {
    this.#open.clear();
    this.#arrived.clear();
    this.#byPort.clear();
    for (const { from } of ways)
      this.#byPort.set(from.port, { sent: 0, received: 0, duplicated: 0, corrupted: 0, delaysMs: [] });
    const beganMs = performance.now();
    for (let sent = 0; sent < perLink * ways.length; ) {
      const due = Math.min(
        perLink * ways.length,
        ((performance.now() - beganMs + tickMs) * perSecond) / 1_000,
      );
      for (; sent < due; sent += 1) this.#send(ways[sent % ways.length]!);
      await sleep(tickMs);
    }
    await this.#untilIn(performance.now() + timeoutMs);
    return ways.map(({ link, from }) => ({ from: link.from, to: link.to, ...this.#byPort.get(from.port)! }));
  }

  async #untilIn(deadlineMs: number): Promise<void> {
    while (this.#open.size > 0 && performance.now() < deadlineMs) await sleep(tickMs);
  }

  #send(way: CanaryWay): void {
    this.#numbered += 1n;
    const payload = Buffer.alloc(canaryBytes);
    payload.writeBigUInt64BE(this.#numbered, 0);
    payload.writeBigUInt64BE(this.#numbered, 8);
    this.#byPort.get(way.from.port)!.sent += 1;
    this.#open.set(this.#numbered, { way, atMs: performance.now() });
    // One that cannot be sent does not arrive.
    this.#socket.send(payload, way.to.port, way.to.host, () => undefined);
  }

  #receive(payload: Buffer, { port }: RemoteInfo): void {
    const tally = this.#byPort.get(port);
    // Late, or by another way than its own.
    if (!tally || payload.length !== canaryBytes) return;
    const number = payload.readBigUInt64BE(0);
    if (number !== payload.readBigUInt64BE(8)) {
      tally.received += 1;
      tally.corrupted += 1;
      return;
    }
    const sent = this.#open.get(number);
    if (sent?.way.from.port === port) {
      this.#open.delete(number);
      this.#arrived.add(number);
      tally.received += 1;
      tally.delaysMs.push(performance.now() - sent.atMs);
    } else if (this.#arrived.has(number)) tally.duplicated += 1;
  }
}
