import type { Metrics } from '../../result/result.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { Uptimes } from '../timeline/uptimes.js';

type Invariants = NonNullable<Metrics['invariants']>;

/**
 * Whether every node that lived to the end had the same view at its last reading (equal digests of all keys and
 * versions) as the others of its implementation; undefined unless all of them, and at least two of one implementation, were read.
 */
export function equalDigests(index: JournalIndex, uptimes: Uptimes): boolean | undefined {
  const { views } = index;
  const implementations = lastImplementations(index);
  const last = new Array<string | undefined>(uptimes.nodes.length).fill(undefined);
  for (const { node, nodes = 1, digest } of views) {
    for (let id = node; id < node + nodes; id += 1) {
      const column = uptimes.columnOf(id);
      if (column !== undefined) last[column] = digest;
    }
  }
  let compared = 0;
  const firsts = new Map<string | undefined, string>();
  let areEqual = true;
  for (let column = 0; column < last.length; column += 1) {
    const node = uptimes.nodes[column]!;
    if (uptimes.finalUptime(node) === undefined) continue;
    const digest = last[column];
    if (digest === undefined) return undefined;
    const implementation = implementations.get(node);
    const first = firsts.get(implementation);
    if (first === undefined) firsts.set(implementation, digest);
    else {
      areEqual &&= digest === first;
      compared += 1;
    }
  }
  return compared === 0 ? undefined : areEqual;
}

/** By node, which implementation it was in its last incarnation; none of the reference. */
const lastImplementations = ({ descriptions }: JournalIndex): ReadonlyMap<number, string> =>
  new Map(descriptions.map(({ node, description }) => [node, description.implementation]));

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
