import type { Version } from '../../nodes/protocol/types.js';
import { compareVersions } from '../../nodes/protocol/view/version.js';
import type { Metrics } from '../result.js';
import type { JournalIndex } from './journal-index.js';
import { inJournalOrder } from './journal-order.js';
import type { Lives } from './timeline/lives.js';
import { parseUpdateName } from './update-name.js';

type Versions = Pick<NonNullable<Metrics['invariants']>, 'versionRegressions' | 'resurrectedKeys'>;

/** What an origin told of its write. */
interface Written extends Version {
  readonly key: string;
  readonly deleted: boolean;
}

/**
 * Whether the version of a key ever went back on a node: what a node's journal says it applied, in its own order, must win
 * over what it had applied before to the same key, until a restart makes it forget. Undefined where no journal tells the
 * clocks of its writes. A deletion counts as a write: a key that an older write brings back is counted besides.
 */
export function versionChecks({ writes, receipts }: JournalIndex, lives: Lives): Versions | undefined {
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
  if (written.size === 0) return undefined;
  const counts = { versionRegressions: 0, resurrectedKeys: 0 };
  const newest = new Map<string, Written>();
  for (const { node, event } of inJournalOrder([...writes, ...receipts])) {
    const applied = written.get(event.update);
    if (!applied) continue; // Its origin's journal is incomplete, or nobody wrote it: counted as a phantom.
    const place = `${node}/${stateSince(lives, node, event.tMs)}/${applied.key}`;
    const before = newest.get(place);
    if (!before || compareVersions(before, applied) < 0) newest.set(place, applied);
    else if (compareVersions(before, applied) > 0) {
      counts.versionRegressions += 1;
      if (before.deleted && !applied.deleted) counts.resurrectedKeys += 1;
    }
  }
  return counts;
}

/** When the memory that the node had at that time began, ms. */
const stateSince = (lives: Lives, node: number, ms: number): number =>
  lives.of(node).findLast(({ stateSinceMs }) => stateSinceMs <= ms)?.stateSinceMs ?? Number.NEGATIVE_INFINITY;
