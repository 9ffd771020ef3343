import { createRng } from '../../nodes/protocol/rng.js';
import type { LinkModel } from '../../nodes/runtime/sim/network/links/link-model.js';
import { expectedRounds } from '../theory/rounds.js';
import { type ContactMode, contactCycles } from './contact-cycles.js';
import { marginOfMean, type Spread, spreadOf } from './spread.js';
import { SynchronousNodes } from './synchronous-nodes.js';

/** How far above the asymptotic terms a mean may lie: they leave out O(1). */
export const roundsAbove = 1.5;

export interface RoundsSize {
  readonly nodes: number;
  readonly driverTrials: number;
  readonly coreTrials: number;
}

export interface RoundsSetting {
  readonly seed: number;
  readonly sizes: readonly RoundsSize[];
  /** Links of the protocol cores; perfect, unless a test breaks them. */
  readonly links?: LinkModel;
}

export interface RoundsRow {
  readonly mode: ContactMode;
  readonly by: 'synchronous driver' | 'protocol core';
  readonly nodes: number;
  readonly measured: Spread;
  readonly formula: number;
  /** Not below the formula and not more than 1.5 rounds above it, as far as the trials can tell (99 %). */
  readonly agrees: boolean;
}

/**
 * Mean rounds to inform all n by one call a node and round, against Pittel 1987 and Karp 2000: by the synchronous driver in all
 * modes, by the nodes' protocol core where it keeps the rules of synchronous cycles.
 */
export function roundsToInform({ seed, sizes, links }: RoundsSetting): RoundsRow[] {
  return (['push', 'pull', 'push-pull'] as const).flatMap((mode) =>
    sizes.flatMap(({ nodes, driverTrials, coreTrials }) => {
      const rng = createRng(seed + nodes);
      const byDriver = repeated(driverTrials, () => contactCycles(mode, nodes, rng));
      const rows = [rowOf(mode, 'synchronous driver', nodes, byDriver)];
      if (mode !== 'push-pull') {
        const byCore = repeated(coreTrials, () => coreRounds(mode, nodes, rng.uint32(), links));
        rows.push(rowOf(mode, 'protocol core', nodes, byCore));
      }
      return rows;
    }),
  );
}

const repeated = (trials: number, rounds: () => number): number[] => Array.from({ length: trials }, rounds);

/** No node loses interest before all are informed. */
function coreRounds(
  mode: 'push' | 'pull',
  nodes: number,
  seed: number,
  links: LinkModel | undefined,
): number {
  const protocol = { mode, stopRule: 'rounds', stopK: 1_000 } as const;
  const cluster = new SynchronousNodes({ nodes, seed, protocol, links });
  while (cluster.informed < nodes) cluster.runCycle();
  return cluster.cycle;
}

function rowOf(mode: ContactMode, by: RoundsRow['by'], nodes: number, rounds: readonly number[]): RoundsRow {
  const measured = spreadOf(rounds);
  const formula = expectedRounds[mode]({ nodes, fanout: 1, loss: 0, failed: 0 });
  const above = measured.mean - formula;
  const margin = marginOfMean(measured);
  return { mode, by, nodes, measured, formula, agrees: above >= -margin && above <= roundsAbove + margin };
}
