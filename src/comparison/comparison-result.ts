import type { ComparedFigure } from '../../bench/comparison/compare-figures.js';
import type { Difference } from '../../bench/comparison/environment.js';
import type { Verdict } from '../../bench/result/result.js';
import type { FigureSummary } from '../experiment/group.js';
import type { CatalogMetric } from '../report/metric-row.js';

/** A side as it is printed. */
export interface ComparedSide {
  readonly name: string;
  readonly runs: readonly {
    readonly runId: string;
    readonly path: string;
    readonly verdict: Verdict['status'];
  }[];
}

/** A figure with what each side measured; a side that did not measure it is absent. */
export interface ComparisonRow extends ComparedFigure {
  readonly label: string;
  readonly unit: string;
  readonly better: CatalogMetric['better'];
  readonly base?: FigureSummary;
  readonly subject?: FigureSummary;
}

/** What `compare` prints with `--json`. */
export interface Comparison {
  readonly schemaVersion: 1;
  readonly kind: 'comparison';
  /** What was found, in one sentence. */
  readonly summary: string;
  readonly base: ComparedSide;
  readonly subject: ComparedSide;
  readonly environment: readonly Difference[];
  readonly settings: readonly Difference[];
  readonly notices: readonly string[];
  readonly figures: readonly ComparisonRow[];
}
