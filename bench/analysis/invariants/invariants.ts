import type { Metrics } from '../../result/result.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { Uptimes } from '../timeline/uptimes.js';

type Invariants = NonNullable<Metrics['invariants']>;

/**
 * Whether every node that lived to the end had the same view at its last reading (equal digests of all keys and
 * versions); undefined unless all of them, and at least two, were read.
 */
export function equalDigests({ views }: JournalIndex, uptimes: Uptimes): boolean | undefined {
  const last = new Array<string | undefined>(uptimes.nodes.length).fill(undefined);
  for (const { node, nodes = 1, digest } of views) {
    for (let id = node; id < node + nodes; id += 1) {
      const column = uptimes.columnOf(id);
      if (column !== undefined) last[column] = digest;
    }
  }
  let read = 0;
  let first: string | undefined;
  let areEqual = true;
  for (let column = 0; column < last.length; column += 1) {
    if (uptimes.finalUptime(uptimes.nodes[column]!) === undefined) continue;
    const digest = last[column];
    if (digest === undefined) return undefined;
    first ??= digest;
    areEqual &&= digest === first;
    read += 1;
  }
  return read < 2 ? undefined : areEqual;
}

export function invariants(
  lostUpdates: Invariants['lostUpdates'],
  phantomUpdates: number,
  equal: boolean | undefined,
  versions: Pick<Invariants, 'versionRegressions' | 'resurrectedKeys'> | undefined,
): Invariants {
  return {
    lostUpdates,
    phantomUpdates,
    ...(equal === undefined ? {} : { equalDigests: equal }),
    ...versions,
  };
}
