import { absentFigures } from '../../bench/analysis/absent-figures.js';
import { type Growth, growthOf } from '../../bench/comparison/growth.js';
import type { Metrics, Verdict } from '../../bench/result/result.js';
import { isReference } from '../../bench/spec/implementations.js';
import { readMetric } from '../report/metric-catalog.js';
import { type FigureSummary, summarizeFigures } from './group.js';
import { readAnalysis } from './read-analysis.js';
import { inSequence, interleaved, type Outcome } from './sweep-cells.js';
import { type SweptComparison, sweepComparisons } from './sweep-comparisons.js';
import type { PlannedCell, SweepOptions } from './sweep-plan.js';

export interface SweptCell extends PlannedCell {
  readonly runs: number;
  /** Of each run. */
  readonly verdicts: readonly Verdict['status'][];
  /** Of each run that is kept in one. */
  readonly folders?: readonly string[];
  /** What its nodes do not report: a sentence a reason, with the figures that are absent for it. */
  readonly absent?: readonly string[];
  /** By dotted path under `metrics`, over the runs. */
  readonly summary: Readonly<Record<string, FigureSummary>>;
}

/** How one figure grows with the number of nodes, everything else being the same. */
export interface SweptGrowth extends Growth {
  readonly figure: string;
  /** The other axes' values. */
  readonly setting: Readonly<Record<string, string | number>>;
}

/** What `sweep` prints with `--json`. */
export interface SweepResult {
  readonly schemaVersion: 1;
  readonly kind: 'sweep';
  readonly cells: readonly SweptCell[];
  readonly growth: readonly SweptGrowth[];
  /** Of cells that ran in turns. */
  readonly comparisons?: readonly SweptComparison[];
}

/** Figures whose growth is fitted. */
export const growingFigures = [
  'rounds.last',
  'rounds.t50',
  'fullDisseminationMs.p99',
  'trafficPerUpdatePerNode',
  'idle.bytesPerSecondPerNode',
] as const;

/** Runs every cell of a grid, and fits how the figures grow. @throws what ended a run early */
export async function sweep(plan: readonly PlannedCell[], options: SweepOptions): Promise<SweepResult> {
  const outcomes = await (options.interleave ? interleaved : inSequence)(plan, options);
  const cells: SweptCell[] = [];
  for (const [index, cell] of plan.entries()) cells.push(await sweptCell(cell, outcomes[index]!));
  const measured = plan.map((cell, index) => ({ cell, metrics: outcomes[index]!.metrics }));
  const comparisons = options.interleave ? sweepComparisons(measured) : [];
  return {
    schemaVersion: 1,
    kind: 'sweep',
    cells,
    growth: growths(measured),
    ...(comparisons.length > 0 && { comparisons }),
  };
}

async function sweptCell(cell: PlannedCell, { metrics, verdicts, folders }: Outcome): Promise<SweptCell> {
  const [first] = folders;
  const absent =
    !isReference(cell.spec) && first ? absentFigures((await readAnalysis(first)).analysis.traits) : undefined;
  return {
    ...cell,
    runs: metrics.length,
    verdicts,
    ...(folders.length > 0 && { folders: folders.map(({ path }) => path) }),
    ...(absent && absent.length > 0 && { absent }),
    summary: summarizeFigures(metrics),
  };
}

function growths(measured: readonly { cell: PlannedCell; metrics: readonly Metrics[] }[]): SweptGrowth[] {
  const groups = new Map<
    string,
    { setting: PlannedCell['setting']; bySize: Map<number, readonly Metrics[]> }
  >();
  for (const { cell, metrics } of measured) {
    const { nodes: _, ...setting } = cell.setting;
    const key = JSON.stringify(setting);
    const group = groups.get(key) ?? { setting, bySize: new Map() };
    groups.set(key, group);
    group.bySize.set(cell.spec.cluster.nodes, metrics);
  }
  return [...groups.values()].flatMap(({ setting, bySize }) =>
    growingFigures.flatMap((figure) => {
      const values = numbersBySize(bySize, figure);
      const growth = values && growthOf(values);
      return growth ? [{ figure, setting, ...growth }] : [];
    }),
  );
}

/** Undefined where some run has no number for it, `> deadline`: the others alone would show a growth that is too small. */
function numbersBySize(
  bySize: ReadonlyMap<number, readonly Metrics[]>,
  figure: string,
): Map<number, number[]> | undefined {
  const numbers = new Map<number, number[]>();
  for (const [nodes, metrics] of bySize) {
    const values = metrics.map((one) => readMetric(one, figure)).filter((value) => value !== undefined);
    const measured = values.filter((value) => typeof value === 'number');
    if (measured.length < values.length) return undefined;
    numbers.set(nodes, measured);
  }
  return numbers;
}
