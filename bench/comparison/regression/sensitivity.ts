import type { FigureSense } from '../compare-figure.js';

/** What it takes to call a regression. The validation in bench/validation shows what follows: seldom a false alarm, no shift missed for long. */
export interface Sensitivity {
  /** Least change of level that a change point must show, as a share: 0.05 is 5 %. */
  readonly leastShift: number;
  /** Least change that is called in its first night: the near edge of the ratio's 95 % interval must be beyond it. Nights differ among each other. */
  readonly leastJump: number;
  /** Largest p of the rank test in the first night. */
  readonly jumpLevel: number;
  /** Nights on each side of a change point. */
  readonly fewestNightsASide: number;
  /** Nights in all, before change points are looked for. */
  readonly fewestNights: number;
  /** Of the permutation test of a change point. */
  readonly level: number;
  readonly permutations: number;
  /** A change is reported while its first night is among this many last ones; then it is the new level. */
  readonly freshNights: number;
  /** Older nights say nothing about today. */
  readonly mostNights: number;
}

export const defaultSensitivity: Sensitivity = {
  leastShift: 0.05,
  leastJump: 0.2,
  jumpLevel: 0.01,
  fewestNightsASide: 3,
  fewestNights: 10,
  level: 0.05,
  permutations: 399,
  freshNights: 7,
  mostNights: 60,
};

/** Of a share that should be 1 far less is much. */
const ofShares = { leastShift: 0.01, leastJump: 0.02 };

export const sensitivityFor = ({ unit }: FigureSense, sensitivity: Sensitivity): Sensitivity =>
  unit === 'fraction' ? { ...sensitivity, ...ofShares } : sensitivity;
