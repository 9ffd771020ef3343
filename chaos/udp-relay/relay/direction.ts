import type { Socket } from 'node:dgram';
import type { Rng } from '../../../nodes/protocol/types.js';
import type { Link } from '../../../nodes/runtime/cluster.js';
import { type DatagramFaults, soundDatagrams } from '../model/datagram-faults.js';
import { DatagramPath } from '../model/datagram-path.js';
import type { DirectionCounters } from './relay-protocol.js';

/** Bytes that a stalled direction holds back; more are dropped. */
const mostHeldBytes = 1_048_576;

/** A datagram inside the relay. Canaries go back to who probes, and not to the node. */
export interface Datagram {
  readonly payload: Buffer;
  readonly isCanary: boolean;
}

export type DropReason = keyof DirectionCounters['dropped'];

/** One direction i → j: the port that i sends to, what happens to its datagrams, and what it has carried. */
export class Direction {
  readonly link: Link;
  readonly path: DatagramPath;
  readonly listen: Endpoint;
  readonly upstream: Endpoint;
  /** The other direction, from whose port its datagrams go on; set before the first one comes. */
  back!: Direction;
  /** Absent before it is opened, and while the port is closed. */
  socket: Socket | undefined;
  faults: DatagramFaults = soundDatagrams;
  readonly #counters: Counted = {
    received: amount(),
    forwarded: amount(),
    dropped: { lost: amount(), cut: amount(), overflow: amount(), unsent: amount() },
    duplicated: 0,
    corrupted: 0,
    foreign: 0,
  };
  #held: Datagram[] = [];
  #heldBytes = 0;

  constructor(link: Link, rng: Rng) {
    this.link = link;
    this.path = new DatagramPath(rng);
    this.listen = endpointOf(link.listen);
    this.upstream = endpointOf(link.upstream);
  }

  /** They go on counting. */
  get counters(): DirectionCounters {
    return this.#counters;
  }

  become(faults: DatagramFaults): void {
    this.faults = faults;
    this.path.become(faults);
  }

  received({ payload, isCanary }: Datagram): void {
    if (!isCanary) add(this.#counters.received, payload.length);
  }

  forwarded({ payload, isCanary }: Datagram): void {
    if (!isCanary) add(this.#counters.forwarded, payload.length);
  }

  dropped({ payload, isCanary }: Datagram, reason: DropReason): void {
    if (!isCanary) add(this.#counters.dropped[reason], payload.length);
  }

  copied({ isCanary }: Datagram, more: { readonly copies: number; readonly flips: number }): void {
    if (isCanary) return;
    this.#counters.duplicated += more.copies - 1;
    this.#counters.corrupted += more.flips;
  }

  foreign(): void {
    this.#counters.foreign += 1;
  }

  hold(datagram: Datagram): void {
    const bytes = datagram.payload.length;
    if (this.#heldBytes + bytes > mostHeldBytes) {
      this.dropped(datagram, 'cut');
      return;
    }
    this.#held.push(datagram);
    this.#heldBytes += bytes;
  }

  /** What it held back, in order. */
  release(): Datagram[] {
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    return held;
  }
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export function endpointOf(address: string): Endpoint {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
}

interface Sum {
  datagrams: number;
  bytes: number;
}
interface Counted extends DirectionCounters {
  readonly received: Sum;
  readonly forwarded: Sum;
  readonly dropped: Record<DropReason, Sum>;
  duplicated: number;
  corrupted: number;
  foreign: number;
}

const amount = (): Sum => ({ datagrams: 0, bytes: 0 });

function add(sum: Sum, bytes: number): void {
  sum.datagrams += 1;
  sum.bytes += bytes;
}
