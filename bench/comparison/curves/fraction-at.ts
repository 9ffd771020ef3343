/** A point of a curve: the fraction reached at a time after the start. */
export interface CurvePoint {
  readonly ms: number;
  readonly fraction: number;
}

/** By a straight line between points; before the first and after the last as there. The curve has at least one point. */
export function fractionAt(curve: readonly CurvePoint[], ms: number): number {
  const next = curve.findIndex((point) => point.ms >= ms);
  if (next < 0) return curve.at(-1)!.fraction;
  const [before, after] = [curve[next - 1], curve[next]!];
  if (before === undefined || after.ms === ms) return after.fraction;
  return before.fraction + ((after.fraction - before.fraction) * (ms - before.ms)) / (after.ms - before.ms);
}
