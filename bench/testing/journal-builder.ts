import { counterNames, type NodeCounters } from '../../nodes/contract/counters.js';
import type { NodeEvent } from '../../nodes/contract/events.js';
import type { RunEvent, RunEventOf } from '../journal/journal-event.js';
import type { Phase } from '../journal/phase.js';

/** The name of an update of a node's first incarnation. */
export const updateName = (origin: number, seq: number): string => `${origin}.1.${seq}`;

type Unstamped = NodeEvent extends infer E ? (E extends NodeEvent ? Omit<E, 'seq'> : never) : never;

/** Writes a journal by hand, line by line, for tests with answers worked out on paper. All times in ms. */
export class JournalBuilder {
  readonly events: RunEvent[] = [];
  #nodeSeq = 0;

  /** A run of nodes 0 … `nodes` − 1, all up at `tMs`; `late` ones come up by themselves. */
  constructor(nodes: number, { tMs = 0, late = [] as readonly number[], joined = false } = {}) {
    const ids = Array.from({ length: nodes }, (_, node) => node);
    this.events.push({
      type: 'run',
      tMs,
      schemaVersion: 1,
      runId: 'test-run',
      startedAt: '2026-01-01T00:00:00.000Z',
      runtime: 'process',
      nodes: ids,
      ...(joined && { joined }),
      clockOffsetMs: 0,
      clockUncertaintyMs: 0.1,
    });
    for (const node of ids) if (!late.includes(node)) this.node(tMs, node, 'up');
  }

  phase(tMs: number, phase: Phase): this {
    return this.add({ type: 'phase', tMs, phase });
  }

  node(tMs: number, node: number, change: RunEventOf<'node'>['change'], incarnation?: number): this {
    return this.add({ type: 'node', tMs, node, change, ...(incarnation && { incarnation }) });
  }

  /** Accepted at `node` as its update number `seq`. */
  write(tMs: number, node: number, seq: number, bytes = 100): this {
    return this.observe(node, {
      type: 'write',
      tMs,
      update: updateName(node, seq),
      key: `k${node}-${seq}`,
      bytes,
    });
  }

  /** A write to a key that others write too: `clock` is its Lamport clock. */
  writeKey(tMs: number, node: number, seq: number, key: string, clock: number, deleted = false): this {
    const update = updateName(node, seq);
    const event = { type: 'write', tMs, update, key, bytes: 100, clock } as const;
    return this.observe(node, deleted ? { ...event, deleted } : event);
  }

  receive(tMs: number, node: number, update: string, hops = 1, from = node === 0 ? 1 : 0): this {
    return this.observe(node, { type: 'receive', tMs, update, from, hops, via: 'rumor' });
  }

  supersede(tMs: number, node: number, origin: number, fromSeq: number, toSeq: number): this {
    return this.observe(node, {
      type: 'supersede',
      tMs,
      origin,
      incarnation: 1,
      fromSeq,
      toSeq,
      from: origin,
    });
  }

  /** `node` changed its mind about a member. */
  member(
    tMs: number,
    node: number,
    member: number,
    change: Extract<NodeEvent, { type: 'member' }>['change'],
    incarnation = 1,
  ): this {
    return this.observe(node, { type: 'member', tMs, member, incarnation, change });
  }

  /** Holds from `fromMs` on everywhere; the first link is healed at `toMs`, the last one 20 ms later. */
  partition(
    fromMs: number,
    toMs: number,
    sides: readonly (readonly number[])[],
    changes: Partial<RunEventOf<'fault'>> = {},
  ): this {
    const pairs = sides.flatMap((side, at) =>
      side.flatMap((from) =>
        sides.flatMap((other, to) => (to === at ? [] : other.map((node): [number, number] => [from, node]))),
      ),
    );
    const whole = {
      name: 'split',
      asked: { kind: 'partition', mode: 'drop' },
      linkPairs: pairs,
      links: pairs.length,
      sides: sides.map((side) => [...side]),
      separated: true,
      ...changes,
    };
    return this.fault(fromMs, toMs, whole);
  }

  nodeFault(kind: string, nodes: readonly number[], fromMs: number, toMs: number, more = {}): this {
    return this.fault(fromMs, toMs, { name: kind, asked: { kind, ...more }, nodes: [...nodes] });
  }

  fault(fromMs: number, toMs: number, changes: Partial<RunEventOf<'fault'>>): this {
    const part = {
      confirmed: true,
      reasons: [],
      measured: { probes: 0 },
      links: 0,
      asked: {},
      name: 'fault',
    };
    const whole = { type: 'fault', ...part, ...changes } as const;
    this.add({ ...whole, tMs: fromMs, stage: 'applied', firstMs: fromMs - 10, lastMs: fromMs });
    return this.add({ ...whole, tMs: toMs, stage: 'healed', firstMs: toMs, lastMs: toMs + 20 });
  }

  observe(node: number, event: Unstamped): this {
    this.#nodeSeq += 1;
    return this.add({ type: 'event', node, event: { ...event, seq: this.#nodeSeq } });
  }

  /** A client's write, answered with `update`, or failed where that is undefined. */
  clientWrite(dueMs: number, answeredMs: number, node: number, update: string | undefined, lateMs = 0): this {
    const base = { tMs: dueMs, sentMs: dueMs + lateMs, answeredMs, node, key: 'key', valueBytes: 97 };
    return this.add({ type: 'clientWrite', ...base, ...(update ? { update } : { error: 'refused' }) });
  }

  counters(tMs: number, node: number, counters: Partial<NodeCounters>): this {
    return this.add({ type: 'counters', tMs, node, counters: { ...zeroCounters, ...counters } });
  }

  /** `lost` of `received` datagrams by chance, `bytes` in all. */
  datagrams(tMs: number, received: number, bytes: number, lost = 0): this {
    const none = { datagrams: 0, bytes: 0 };
    const dropped = { lost: { ...none, datagrams: lost }, cut: none, overflow: none, unsent: none };
    const forwarded = { datagrams: received - lost, bytes };
    const others = { duplicated: 0, corrupted: 0, foreign: 0 };
    return this.add({
      type: 'datagrams',
      tMs,
      received: { datagrams: received, bytes },
      forwarded,
      dropped,
      ...others,
    });
  }

  /** What a node has sent to each peer, in IP bytes with headers: over TCP with 52 a packet, over UDP with 28. It received nothing. */
  linkTraffic(
    tMs: number,
    node: number,
    sent: readonly {
      peer: number;
      tcp?: [packets: number, bytes: number];
      udp?: [packets: number, bytes: number];
    }[],
  ): this {
    const carried = ([packets, bytes]: [number, number], header: number) => {
      return { packets, bytes, payloadBytes: bytes - packets * header };
    };
    const peers = sent.map(({ peer, tcp = [0, 0], udp = [0, 0] }) => ({
      peer,
      sent: { tcp: carried(tcp, 52), udp: carried(udp, 28) },
      received: { tcp: carried([0, 0], 52), udp: carried([0, 0], 28) },
    }));
    return this.add({ type: 'linkTraffic', tMs, node, peers });
  }

  resources(tMs: number, node: number, cpuMs: number, memoryBytes: number): this {
    return this.add({ type: 'resources', tMs, node, cpuMs, memoryBytes });
  }

  harness(tMs: number, harnessCpuMs: number, machine: { busyMs: number; totalMs: number }): this {
    const { busyMs: machineBusyMs, totalMs: machineTotalMs } = machine;
    return this.add({ type: 'harness', tMs, harnessCpuMs, machineBusyMs, machineTotalMs });
  }

  view(tMs: number, node: number, digest: string): this {
    return this.add({ type: 'view', tMs, node, entries: 1, digest });
  }

  end(
    tMs: number,
    state: RunEventOf<'end'>['state'] = 'completed',
    phase: Phase = 'down',
    reason?: string,
  ): this {
    return this.add({ type: 'end', tMs, state, phase, ...(reason && { reason }) });
  }

  add(event: RunEvent): this {
    this.events.push(event);
    return this;
  }
}

const zeroCounters = Object.fromEntries(Object.keys(counterNames).map((field) => [field, 0])) as NodeCounters;
