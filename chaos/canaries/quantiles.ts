import { medianSorted, quantileSorted } from 'simple-statistics';

const sorted = (values: readonly number[]): number[] => [...values].sort((one, other) => one - other);

export const medianOf = (values: readonly number[]): number => medianSorted(sorted(values));

export function quantilesOf(values: readonly number[]): { p50: number; p05: number; p95: number } {
  const ordered = sorted(values);
  return {
    p50: quantileSorted(ordered, 0.5),
    p05: quantileSorted(ordered, 0.05),
    p95: quantileSorted(ordered, 0.95),
  };
}
