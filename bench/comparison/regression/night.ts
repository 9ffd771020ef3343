import { median } from 'simple-statistics';

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
  /** One a run, at least one; what is beyond the deadline is Infinity. */
  readonly values: readonly number[];
}

/** The night as one point: a run that was disturbed unseen does not move it. */
export const nightMedian = ({ values }: Night): number => median([...values]);
