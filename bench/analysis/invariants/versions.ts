import type { Version } from '../../../nodes/protocol/types.js';
import { compareVersions } from '../../../nodes/protocol/view/version.js';
import { parseUpdateName } from '../../journal/update-name.js';
import type { Metrics } from '../../result/result.js';
import type { JournalIndex } from '../index/journal-index.js';
import { inJournalOrder } from '../index/journal-order.js';
import type { Uptimes } from '../timeline/uptimes.js';

type Versions = Pick<NonNullable<Metrics['invariants']>, 'versionRegressions' | 'resurrectedKeys'>;

/** An origin's report of its write. */
interface Written extends Version {
  readonly key: string;
  readonly deleted: boolean;
}

/**
 * Whether the version of a key ever went back on a node: what a node's journal says it applied, in its own order, must win
 * over what it had applied before to the same key, until a restart makes it forget. Undefined where no journal tells the
 * clocks of its writes. A deletion counts as a write: a key that an older write brings back is counted besides.
 */
export function versionChecks(index: JournalIndex, uptimes: Uptimes): Versions | undefined {
  const written = writtenUpdates(index);
  if (written.size === 0) return undefined;
  const counts = { versionRegressions: 0, resurrectedKeys: 0 };
  const newest = new Map<string, Written>();
  for (const { node, event, applied } of inJournalOrder(contestedEvents(index, written))) {
    const place = `${node}/${stateSince(uptimes, node, event.tMs)}/${applied.key}`;
    const before = newest.get(place);
    if (!before || compareVersions(before, applied) < 0) newest.set(place, applied);
    else if (compareVersions(before, applied) > 0) {
      counts.versionRegressions += 1;
      if (before.deleted && !applied.deleted) counts.resurrectedKeys += 1;
    }
  }
  return counts;
}

/** By name, the writes that their origins' journals hold with a clock. */
function writtenUpdates({ writes }: JournalIndex): Map<string, Written> {
  const written = new Map<string, Written>();
  for (const { node, event } of writes) {
    const name = parseUpdateName(event.update);
    if (event.clock === undefined || name.origin !== node) continue;
    written.set(event.update, {
      ...name,
      key: event.key,
      clock: event.clock,
      deleted: event.deleted ?? false,
    });
  }
  return written;
}

/** A node applied a known write. */
interface Application {
  readonly node: number;
  readonly event: { readonly tMs: number; readonly seq: number };
  readonly applied: Written;
}

/**
 * Applications of writes to keys that were written more than once: no others can come in a wrong order. One whose origin's journal is incomplete, or that
 * nobody wrote, is left out: it is counted as a phantom.
 */
function contestedEvents(
  { writes, receipts }: JournalIndex,
  written: ReadonlyMap<string, Written>,
): Application[] {
  const writesTo = new Map<string, number>();
  for (const { key } of written.values()) writesTo.set(key, (writesTo.get(key) ?? 0) + 1);
  const contested = (name: string): Written | undefined => {
    const update = written.get(name);
    return update && writesTo.get(update.key)! > 1 ? update : undefined;
  };
  const events: Application[] = [];
  for (const { node, event } of writes) {
    const applied = contested(event.update);
    if (applied) events.push({ node, event, applied });
  }
  for (const { length, node, tMs, seq, update, updates } of receipts) {
    const received = updates.map(contested);
    for (let row = 0; row < length; row += 1) {
      const applied = received[update[row]!];
      if (applied) events.push({ node: node[row]!, event: { tMs: tMs[row]!, seq: seq[row]! }, applied });
    }
  }
  return events;
}

/** When the memory that the node had at that time began, ms. */
const stateSince = (uptimes: Uptimes, node: number, ms: number): number =>
  uptimes.of(node).findLast(({ stateSinceMs }) => stateSinceMs <= ms)?.stateSinceMs ??
  Number.NEGATIVE_INFINITY;
