import type { LoadPoint } from '../../../../bench/search/load/load-point.js';

/** What the curve is drawn from. */
export interface LoadCurve {
  readonly points: readonly LoadPoint[];
  readonly saturationPerSecond: number | undefined;
  readonly boundMs: number;
}
