/**
 * The quantile by linear interpolation (type 7 of Hyndman and Fan 1996). Infinity is a value like any other, larger than the rest: between two of
 * them lies one, where a difference would be NaN. @throws RangeError where there is no value
 */
export function quantileOf(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError('a quantile takes a value, there is none');
  const sorted = Float64Array.from(values).sort();
  const at = p * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return below === above ? below : below + (at - Math.floor(at)) * (above - below);
}

export const medianOf = (values: readonly number[]): number => quantileOf(values, 0.5);
