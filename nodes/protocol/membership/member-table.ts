import type { Member, MemberStatus, NodeId, ProtocolEvent, Rng } from '../types.js';
import { memberLength } from '../wire/element-length.js';
import type { MemberEntry } from '../wire/messages.js';
import { sampleDistinct } from './sample.js';

interface MemberRecord {
  readonly id: NodeId;
  incarnation: number;
  heartbeat: number;
  status: MemberStatus;
  /** When the heartbeat was last seen to advance, ms on this node's clock. */
  advancedMs: number;
  /** Where it stands in the list of the living; -1 when it does not. */
  aliveIndex: number;
}

export type MemberChange = Extract<ProtocolEvent, { kind: 'member' }>['change'];

/** The heartbeat table (van Renesse 1998): what was heard of each member. Only heard-of members have an entry. */
export class MemberTable {
  readonly #records = new Map<NodeId, MemberRecord>();
  readonly #alive: NodeId[] = [];

  get aliveCount(): number {
    return this.#alive.length;
  }

  statusOf(id: NodeId): MemberStatus | undefined {
    return this.#records.get(id)?.status;
  }

  member(id: NodeId): Member {
    const { incarnation, status } = this.#records.get(id)!;
    return { id, incarnation, status };
  }

  members(): Member[] {
    return [...this.#records.keys()].map((id) => this.member(id));
  }

  sampleAlive(count: number, self: NodeId, rng: Rng): NodeId[] {
    return sampleDistinct(this.#alive, count, self, rng);
  }

  /**
   * Takes in one entry of a peer's table; returns what it changed. What is older than the entry here (a lower incarnation,
   * or no higher heartbeat in the same one) is no news and changes nothing; a goodbye is final for its incarnation.
   */
  hear(entry: MemberEntry, nowMs: number): MemberChange | undefined {
    const record = this.#records.get(entry.id);
    if (record === undefined) return this.#admit(entry, nowMs);
    if (entry.incarnation < record.incarnation) return undefined;
    const isRestart = entry.incarnation > record.incarnation;
    if (!isRestart && (record.status === 'left' || (!entry.left && entry.heartbeat <= record.heartbeat))) {
      return undefined;
    }
    record.incarnation = entry.incarnation;
    record.heartbeat = isRestart ? entry.heartbeat : Math.max(entry.heartbeat, record.heartbeat);
    record.advancedMs = nowMs;
    return this.#setStatus(record, entry.left, isRestart);
  }

  /** Marks as failed whoever's heartbeat has not advanced for `timeoutMs`. */
  failOverdue(nowMs: number, timeoutMs: number): NodeId[] {
    const overdue = this.#alive.filter((id) => nowMs - this.#records.get(id)!.advancedMs >= timeoutMs);
    for (const id of overdue) {
      const record = this.#records.get(id)!;
      record.status = 'failed';
      this.#bury(record);
    }
    return overdue;
  }

  /** Forgives the living `ms` of silence: it was this node that did not listen. */
  forgive(ms: number): void {
    for (const id of this.#alive) this.#records.get(id)!.advancedMs += ms;
  }

  /**
   * Entries to pass on, at most `budget` bytes: the living and those that left. A failed member's entry is kept back, so that
   * its last heartbeat does not look like news to those who have not heard it. Where not all fit, the entries from a random one on.
   */
  entries(budget: number, rng: Rng): MemberEntry[] {
    const listed = [...this.#records.values()].filter((record) => record.status !== 'failed');
    const entries: MemberEntry[] = [];
    const start = listed.length > 0 ? rng.below(listed.length) : 0;
    let room = budget;
    for (let i = 0; i < listed.length; i++) {
      const entry = entryOf(listed[(start + i) % listed.length]!);
      room -= memberLength(entry);
      if (room < 0) break;
      entries.push(entry);
    }
    return entries;
  }

  #admit(entry: MemberEntry, nowMs: number): MemberChange | undefined {
    const { id, incarnation, heartbeat, left } = entry;
    const status = left ? 'left' : 'alive';
    const record: MemberRecord = { id, incarnation, heartbeat, status, advancedMs: nowMs, aliveIndex: -1 };
    this.#records.set(id, record);
    // Whoever was gone before it was known is no change.
    if (left) return undefined;
    this.#revive(record);
    return 'joined';
  }

  #setStatus(record: MemberRecord, left: boolean, isRestart: boolean): MemberChange | undefined {
    const before = record.status;
    record.status = left ? 'left' : 'alive';
    if (left) {
      this.#bury(record);
      return before === 'left' ? undefined : 'left';
    }
    if (before === 'alive') return isRestart ? 'joined' : undefined;
    this.#revive(record);
    return before === 'left' ? 'joined' : 'recovered';
  }

  #revive(record: MemberRecord): void {
    record.aliveIndex = this.#alive.push(record.id) - 1;
  }

  #bury(record: MemberRecord): void {
    if (record.aliveIndex < 0) return;
    const last = this.#alive.pop()!;
    if (last !== record.id) {
      this.#alive[record.aliveIndex] = last;
      this.#records.get(last)!.aliveIndex = record.aliveIndex;
    }
    record.aliveIndex = -1;
  }
}

function entryOf({ id, incarnation, heartbeat, status }: MemberRecord): MemberEntry {
  return { id, incarnation, heartbeat, left: status === 'left' };
}
