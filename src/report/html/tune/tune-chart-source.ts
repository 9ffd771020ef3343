import type { SizeAnswer, TuneResult } from '../../../experiment/tune/tune-result.js';

/** What the charts of one number of nodes are drawn from. */
export interface TuneChartSource {
  readonly answer: SizeAnswer;
  readonly costs: readonly string[];
  readonly parameters: TuneResult['parameters'];
}
