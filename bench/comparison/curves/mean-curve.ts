import { type CurvePoint, fractionAt } from './fraction-at.js';

const points = 100;

/** The mean of several curves, at times that are spread evenly over all of them; empty where there is none. */
export function meanCurve(curves: readonly (readonly CurvePoint[])[]): CurvePoint[] {
  const drawn = curves.filter((curve) => curve.length > 0);
  if (drawn.length === 0) return [];
  const lastMs = drawn.reduce((last, curve) => Math.max(last, curve.at(-1)!.ms), 0);
  return Array.from({ length: points + 1 }, (_, step) => {
    const ms = (lastMs * step) / points;
    return { ms, fraction: drawn.reduce((sum, curve) => sum + fractionAt(curve, ms), 0) / drawn.length };
  });
}
