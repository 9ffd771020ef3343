import type { RemoteInfo, Socket } from 'node:dgram';
import { createRng } from '../../../nodes/protocol/rng.js';
import type { Link } from '../../../nodes/runtime/cluster.js';
import { boundSocket, closed } from '../../../nodes/udp-socket.js';
import type { DirectedLink } from '../../links/directed-link.js';
import { linkKey, reversed } from '../../links/directed-links.js';
import type { DatagramFaults } from '../model/datagram-faults.js';
import type { Copy } from '../model/datagram-path.js';
import { DueQueue } from '../model/due-queue.js';
import { type Datagram, Direction, type Endpoint } from './direction.js';
import { missedByPort } from './missed-datagrams.js';
import { Prober } from './prober.js';
import type { DirectionFaults, DirectionProbe, DirectionReport, ProbePlan } from './relay-protocol.js';

/** A datagram that leaves later. */
interface Waiting {
  readonly direction: Direction;
  readonly datagram: Datagram;
}

/** What is due so soon leaves now: timers come up to 1 ms late, so that on average they are in time. */
const earlyMs = 0.5;

const openedAtOnce = 64;

/**
 * The UDP side of all links of a run. What i sends to the port of link i → j goes on from the port of j → i, the very address at which j dials i:
 * who answers to the source of a datagram stays on the links. Each direction has faults of its own, and chance of its own, seeded.
 */
export class UdpRelay {
  readonly #seed: number;
  readonly #directions = new Map<string, Direction>();
  readonly #waiting = new DueQueue<Waiting>();
  #prober: Prober | undefined;
  #settling: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #wakesMs = Number.POSITIVE_INFINITY;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Rejects with the system's error, which names the port, where one cannot be opened. */
  async open(links: readonly Link[], faults: DatagramFaults): Promise<void> {
    for (const link of links) {
      const direction = new Direction(link, createRng(directionSeed(this.#seed, link)));
      direction.become(faults);
      this.#directions.set(linkKey(link), direction);
    }
    for (const direction of this.#directions.values()) direction.back = this.#of(reversed(direction.link));
    const unopened = [...this.#directions.values()].filter(({ socket }) => !socket);
    for (let at = 0; at < unopened.length; at += openedAtOnce)
      await Promise.all(unopened.slice(at, at + openedAtOnce).map((direction) => this.#listen(direction)));
    // After the links, whose ports it must not take.
    const [first] = unopened;
    if (first) this.#prober ??= new Prober(await boundSocket({ host: first.listen.host, port: 0 }));
  }

  /** All directions change before anything else arrives; ports close and open behind that. The answer is what it took, ms. */
  async set(changes: readonly DirectionFaults[]): Promise<number> {
    const startMs = performance.now();
    for (const change of changes) this.#of(change).become(change.faults);
    for (const change of changes) this.#releaseHeld(this.#of(change));
    const ports = new Set(changes.map((change) => this.#of(change)).flatMap((one) => [one, one.back]));
    // After what an earlier change has begun, and by what holds then.
    this.#settling = this.#settling
      .catch(() => undefined)
      .then(async () => {
        for (const direction of ports) if (isMisplaced(direction)) await this.#bringPort(direction);
      });
    await this.#settling;
    return performance.now() - startMs;
  }

  async read(): Promise<DirectionReport[]> {
    const missed = await missedByPort();
    return [...this.#directions.values()].map(({ link, faults, socket, counters, listen }) => ({
      from: link.from,
      to: link.to,
      faults,
      isOpen: socket !== undefined,
      counters: missed ? { ...counters, missed: missed.get(listen.port) ?? 0 } : counters,
    }));
  }

  async probe(links: readonly DirectedLink[], plan: ProbePlan): Promise<DirectionProbe[]> {
    if (!this.#prober) return [];
    const ways = links.map((link) => ({
      link,
      to: this.#of(link).listen,
      /** Where they come out. */
      from: this.#of(reversed(link)).listen,
    }));
    return this.#prober.probe(ways, plan);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const sockets = [...this.#directions.values()].flatMap(({ socket }) => socket ?? []);
    for (const direction of this.#directions.values()) direction.socket = undefined;
    await Promise.all([...sockets.map(closed), this.#prober?.close()]);
  }

  async #listen(direction: Direction): Promise<void> {
    const socket = await boundSocket(direction.listen);
    socket.on('message', (payload, from) => this.#receive(direction, payload, from));
    // What cannot be sent is told to whoever sent it.
    socket.on('error', () => undefined);
    direction.socket = socket;
  }

  /** Closes the port of a link or opens it. It is closed where both directions refuse: it is where the other direction comes out, too. */
  async #bringPort(direction: Direction): Promise<void> {
    const { socket } = direction;
    direction.socket = undefined;
    if (socket) await closed(socket);
    else await this.#listen(direction);
  }

  #receive(direction: Direction, payload: Buffer, from: RemoteInfo): void {
    const isCanary = this.#prober?.isFrom(from) ?? false;
    if (!isCanary && from.address !== direction.back.upstream.host) {
      direction.foreign();
      return;
    }
    const datagram = { payload, isCanary };
    direction.received(datagram);
    if (vanishes(direction)) {
      direction.dropped(datagram, 'cut');
      return;
    }
    const nowMs = performance.now();
    const fate = direction.path.admit(nowMs, payload.length, isCanary);
    if (typeof fate === 'string') {
      direction.dropped(datagram, fate);
      return;
    }
    if (fate.length > 1 || fate[0]!.flip) {
      const flips = fate.filter(({ flip }) => flip).length;
      direction.copied(datagram, { copies: fate.length, flips });
    }
    for (const copy of fate) {
      const own = flipped(datagram, copy);
      if (copy.atMs <= nowMs) this.#leave(direction, own);
      else this.#waiting.push(copy.atMs, { direction, datagram: own });
    }
    this.#wake(nowMs);
  }

  /** A cut acts at the end, too: what was on its way when it came does not pass. */
  #leave(direction: Direction, datagram: Datagram): void {
    if (vanishes(direction)) direction.dropped(datagram, 'cut');
    else if (direction.faults.cut === 'stall') direction.hold(datagram);
    else this.#send(direction, datagram);
  }

  #send(direction: Direction, datagram: Datagram): void {
    const out = direction.back.socket;
    const { host, port } = datagram.isCanary ? this.#prober!.endpoint : direction.upstream;
    if (!out) {
      direction.dropped(datagram, 'unsent');
      return;
    }
    sendOver(out, datagram.payload, { host, port }, (isSent) => {
      if (isSent) direction.forwarded(datagram);
      else direction.dropped(datagram, 'unsent');
    });
  }

  #releaseHeld(direction: Direction): void {
    if (direction.faults.cut === 'stall') return;
    for (const datagram of direction.release()) this.#leave(direction, datagram);
  }

  #wake(nowMs: number): void {
    const { nextMs } = this.#waiting;
    if (nextMs === undefined || nextMs >= this.#wakesMs) return;
    clearTimeout(this.#timer);
    this.#wakesMs = nextMs;
    this.#timer = setTimeout(() => this.#sendDue(), nextMs - nowMs);
  }

  #sendDue(): void {
    this.#wakesMs = Number.POSITIVE_INFINITY;
    const nowMs = performance.now();
    for (let due = this.#waiting.take(nowMs + earlyMs); due; due = this.#waiting.take(nowMs + earlyMs))
      this.#leave(due.direction, due.datagram);
    this.#wake(nowMs);
  }

  #of(link: DirectedLink): Direction {
    const direction = this.#directions.get(linkKey(link));
    if (!direction) throw new Error(`there is no link n${link.from}-n${link.to}`);
    return direction;
  }
}

/** Open, and to be closed; or the other way round. */
const isMisplaced = (direction: Direction): boolean =>
  (refuses(direction) && refuses(direction.back)) === (direction.socket !== undefined);

const refuses = ({ faults }: Direction): boolean => faults.cut === 'refuse';

const vanishes = ({ faults: { cut } }: Direction): boolean => cut === 'drop' || cut === 'refuse';

function flipped(datagram: Datagram, { flip }: Copy): Datagram {
  if (!flip) return datagram;
  const payload = Buffer.from(datagram.payload);
  payload[flip.byte] = payload[flip.byte]! ^ flip.mask;
  return { ...datagram, payload };
}

function sendOver(out: Socket, payload: Buffer, { host, port }: Endpoint, sent: (isSent: boolean) => void) {
  try {
    out.send(payload, port, host, (error) => sent(!error));
  } catch {
    // It has just been closed.
    sent(false);
  }
}

/** Its own stream of chance for each direction, whatever the others do. */
function directionSeed(seed: number, { from, to }: DirectedLink): number {
  let hash = seed ^ Math.imul(from + 1, 0x9e37_79b9) ^ Math.imul(to + 1, 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
