import { createRng } from '../../nodes/protocol/rng.js';
import type { StopRuleBehaviour } from '../../nodes/protocol/rumors/stop-rules.js';
import type { LinkModel } from '../../nodes/runtime/sim/network/links/link-model.js';
import { coreEpidemic } from './core-epidemic.js';
import type { EpidemicOutcome } from './epidemic-outcome.js';
import { expectedRange, isWithin, type Range, rareBound } from './judge.js';
import { type Printed, type PublishedRow, type PublishedTable, publishedSites } from './published.js';
import { pushCycles } from './push-cycles.js';
import { type Spread, spreadOf } from './spread.js';

export interface DemersSetting {
  readonly seed: number;
  /** Trials a row by the synchronous driver, and by the nodes' protocol core. */
  readonly driverTrials: number;
  readonly coreTrials: number;
  /** The nodes' own, unless a test breaks them. */
  readonly stopRules: Readonly<Record<PublishedTable['stopRule'], StopRuleBehaviour>>;
  /** Links of the protocol cores; perfect, unless a test breaks them. */
  readonly links?: LinkModel;
}

export interface Cell {
  readonly figure: keyof EpidemicOutcome;
  readonly published: Printed;
  readonly measured: Spread;
  readonly range: Range;
  /** t_ave does not follow from the paper's own definition in the push tables: it is shown, not judged. */
  readonly judged: boolean;
  readonly agrees: boolean;
}

export interface ReproducedRow {
  readonly k: number;
  readonly cells: readonly Cell[];
}

export interface ReproducedTable {
  readonly title: string;
  readonly by: 'synchronous driver' | 'protocol core';
  readonly rows: readonly ReproducedRow[];
}

const figures = ['residue', 'traffic', 'tLast', 'tAve'] as const satisfies readonly (keyof EpidemicOutcome)[];

export function reproduce(table: PublishedTable, setting: DemersSetting): ReproducedTable {
  const byDriver = table.mode === 'push' && setting.stopRules[table.stopRule].feedback;
  return {
    title: table.title,
    by: byDriver ? 'synchronous driver' : 'protocol core',
    rows: table.rows.map((row) => {
      const outcomes = byDriver ? driverTrials(table, row.k, setting) : coreTrials(table, row.k, setting);
      return { k: row.k, cells: figures.map((figure) => cellOf(figure, row, outcomes)) };
    }),
  };
}

function driverTrials(table: PublishedTable, k: number, setting: DemersSetting): EpidemicOutcome[] {
  const rng = createRng(setting.seed + k);
  const rule = setting.stopRules[table.stopRule];
  return Array.from({ length: setting.driverTrials }, () => pushCycles(publishedSites, k, rule, rng));
}

function coreTrials(table: PublishedTable, k: number, setting: DemersSetting): EpidemicOutcome[] {
  const seeds = createRng(setting.seed + k);
  const { mode, stopRule } = table;
  const { links } = setting;
  return Array.from({ length: setting.coreTrials }, () =>
    coreEpidemic({
      nodes: publishedSites,
      seed: seeds.uint32(),
      mode,
      stopRule,
      k,
      links,
    }),
  );
}

function cellOf(
  figure: keyof EpidemicOutcome,
  row: PublishedRow,
  outcomes: readonly EpidemicOutcome[],
): Cell {
  const published = row[figure];
  const measured = spreadOf(outcomes.map((outcome) => outcome[figure]));
  const floor = figure === 'residue' ? rareBound(publishedSites, measured.trials) : 0;
  const range = expectedRange(measured, published, floor);
  return {
    figure,
    published,
    measured,
    range,
    judged: figure !== 'tAve',
    agrees: isWithin(published, range),
  };
}
