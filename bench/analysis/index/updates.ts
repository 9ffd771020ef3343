import { incarnationKey, parseUpdateName, type UpdateName } from '../../journal/update-name.js';
import type { JournalIndex } from './journal-index.js';

/** An update that a client wrote and a node accepted. */
export interface KnownUpdate extends UpdateName {
  readonly name: string;
  readonly key: string;
  /** t0(u), ms. */
  readonly t0Ms: number;
  /** Payload: key plus value. */
  readonly bytes: number;
  /**
   * False where the origin's own line is missing (it crashed, or its journal overflowed): `t0Ms` is then the moment at
   * which the client sent the write, so that latencies err upwards only.
   */
  readonly exact: boolean;
}

/** Every accepted update, by t0, then by name. */
export function knownUpdates({ writes, clientWrites }: JournalIndex): KnownUpdate[] {
  const updates = new Map<string, KnownUpdate>();
  for (const { node, event } of writes) {
    const { update: name, tMs: t0Ms, key, bytes } = event;
    const parsed = parseUpdateName(name);
    // A node vouches for its own writes alone: another's name in its journal is no acceptance.
    if (parsed.origin !== node || updates.has(name)) continue;
    updates.set(name, { ...parsed, name, key, t0Ms, bytes, exact: true });
  }
  for (const { update: name, sentMs: t0Ms, key, valueBytes } of clientWrites) {
    if (name === undefined || updates.has(name)) continue;
    const bytes = utf8Bytes(key) + valueBytes;
    updates.set(name, { ...parseUpdateName(name), name, key, t0Ms, bytes, exact: false });
  }
  return [...updates.values()].sort(byTimeThenName);
}

const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;

const byTimeThenName = (a: KnownUpdate, b: KnownUpdate): number =>
  a.t0Ms - b.t0Ms || a.origin - b.origin || a.incarnation - b.incarnation || a.seq - b.seq;

/** The updates of each incarnation of a node, by their number within it. */
export function updatesByIncarnation(updates: readonly KnownUpdate[]): Map<string, KnownUpdate[]> {
  const uptimes = new Map<string, KnownUpdate[]>();
  for (const update of updates) {
    const key = incarnationKey(update.origin, update.incarnation);
    const ofLife = uptimes.get(key);
    if (ofLife) ofLife.push(update);
    else uptimes.set(key, [update]);
  }
  for (const ofLife of uptimes.values()) ofLife.sort((a, b) => a.seq - b.seq);
  return uptimes;
}
