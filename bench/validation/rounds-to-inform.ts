import { createRng } from '../../nodes/protocol/rng.js';
import type { LinkModel } from '../../nodes/runtime/sim/links/link-model.js';
import { expectedRounds } from '../theory/rounds.js';
import { pushPullCycles } from './push-pull-cycles.js';
import { marginOfMean, type Spread, spreadOf } from './spread.js';
import { SynchronousNodes } from './synchronous-nodes.js';

/** How far above the asymptotic terms a mean may lie: they leave out O(1). */
export const roundsAbove = 1.5;

export interface RoundsSetting {
  readonly seed: number;
  readonly sizes: readonly { readonly nodes: number; readonly trials: number }[];
  /** Links of the protocol cores; perfect, unless a test breaks them. */
  readonly links?: LinkModel;
}

export interface RoundsRow {
  readonly mode: 'push' | 'pull' | 'push-pull';
  readonly by: 'synchronous driver' | 'protocol core';
  readonly nodes: number;
  readonly measured: Spread;
  readonly formula: number;
  /** Not below the formula and not more than 1.5 rounds above it, as far as the trials can tell (99 %). */
  readonly agrees: boolean;
}

/** Mean rounds to inform all n by one call a node and round, against Pittel 1987 and Karp 2000. */
export function roundsToInform({ seed, sizes, links }: RoundsSetting): RoundsRow[] {
  return (['push', 'pull', 'push-pull'] as const).flatMap((mode) =>
    sizes.map(({ nodes, trials }) => {
      const seeds = createRng(seed + nodes);
      const rounds = Array.from({ length: trials }, () => roundsOf[mode](nodes, seeds.uint32(), links));
      const formula = expectedRounds[mode]({ nodes, fanout: 1, loss: 0, failed: 0 });
      const by = mode === 'push-pull' ? 'synchronous driver' : 'protocol core';
      return rowOf(mode, by, nodes, spreadOf(rounds), formula);
    }),
  );
}

const roundsOf = {
  push: (nodes, seed, links) => coreRounds('push', nodes, seed, links),
  pull: (nodes, seed, links) => coreRounds('pull', nodes, seed, links),
  'push-pull': (nodes, seed) => pushPullCycles(nodes, createRng(seed)),
} satisfies Record<RoundsRow['mode'], (nodes: number, seed: number, links: LinkModel | undefined) => number>;

/** No node loses interest before all are informed. */
function coreRounds(
  mode: 'push' | 'pull',
  nodes: number,
  seed: number,
  links: LinkModel | undefined,
): number {
  const cluster = new SynchronousNodes({
    nodes,
    seed,
    protocol: { mode, stopRule: 'rounds', stopK: 1_000 },
    links,
  });
  while (cluster.informed < nodes) cluster.runCycle();
  return cluster.cycle;
}

function rowOf(
  mode: RoundsRow['mode'],
  by: RoundsRow['by'],
  nodes: number,
  measured: Spread,
  formula: number,
): RoundsRow {
  const above = measured.mean - formula;
  const margin = marginOfMean(measured);
  return { mode, by, nodes, measured, formula, agrees: above >= -margin && above <= roundsAbove + margin };
}
