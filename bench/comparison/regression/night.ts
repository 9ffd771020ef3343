import { beyondDeadline } from '../../result/result.js';
import type { FigureValue } from '../compare-figure.js';
import { medianOf } from '../statistics/order-statistics.js';

/** What the undisturbed runs of one night measured of one figure. */
export interface Night {
  readonly night: string;
  /** When its first run began, ISO 8601. */
  readonly time: string;
  /** What was measured; absent where it is not known. */
  readonly commit?: string;
  /** What else was measured with: flags above the suite, versions of program and parts; absent where it is not known. */
  readonly overrides?: string;
  readonly versions?: string;
  /** How a value beyond the deadline is shown, `> deadline` or `never`; absent where none is. */
  readonly beyond?: string;
  /** One a run, at least one; what is beyond the deadline is Infinity. */
  readonly values: readonly number[];
}

/** The night as one point: a run that was disturbed unseen does not move it. */
export const nightMedian = ({ values }: Night): number => medianOf(values);

/** The night as it is shown: a number, or the text of what is beyond the deadline. */
export function nightFigure(night: Night): FigureValue {
  const value = nightMedian(night);
  return Number.isFinite(value) ? value : (night.beyond ?? beyondDeadline);
}
