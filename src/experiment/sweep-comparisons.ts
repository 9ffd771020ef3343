import type { Metrics } from '../../bench/result/result.js';
import { comparedRows } from '../comparison/compared-rows.js';
import type { ComparisonRow } from '../comparison/comparison-result.js';
import { deadlinesDiffer } from '../comparison/deadlines.js';
import { summaryOf } from '../comparison/summary.js';
import { settingText } from './setting-text.js';
import type { PlannedCell } from './sweep-plan.js';

/** One cell beside the first of the same number of nodes, as `compare` sets two sides beside each other. */
export interface SweptComparison {
  readonly base: PlannedCell['setting'];
  readonly subject: PlannedCell['setting'];
  /** What was found, in one sentence. */
  readonly summary: string;
  readonly figures: readonly ComparisonRow[];
}

interface MeasuredCell {
  readonly cell: PlannedCell;
  readonly metrics: readonly Metrics[];
}

/** p is adjusted for the number of figures over all comparisons. */
export function sweepComparisons(measured: readonly MeasuredCell[]): SweptComparison[] {
  const pairs = measured.flatMap((subject) => {
    const base = measured.find(({ cell }) => cell.spec.cluster.nodes === subject.cell.spec.cluster.nodes)!;
    return base === subject ? [] : [{ base, subject }];
  });
  const rows = comparedRows(
    pairs.map(({ base, subject }) => ({
      base: base.metrics,
      subject: subject.metrics,
      deadlinesDiffer: deadlinesDiffer([{ ...base.cell.spec }, { ...subject.cell.spec }]),
    })),
  );
  return pairs.map(({ base, subject }, index) => {
    const figures = rows[index]!;
    const name = settingText(subject.cell.setting);
    return {
      base: base.cell.setting,
      subject: subject.cell.setting,
      summary: summaryOf(figures, name),
      figures,
    };
  });
}
