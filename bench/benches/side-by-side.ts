import { median, quantile } from 'simple-statistics';
import { createRng } from '../../nodes/protocol/rng.js';

/** One way of doing the thing that is measured; gives one figure, in `unit` of the comparison. */
export interface Variant {
  readonly name: string;
  readonly measure: () => Promise<number>;
}

export interface Measured {
  readonly name: string;
  readonly values: readonly number[];
}

/** The ratio of two medians with a 95 % percentile-bootstrap interval (Efron and Tibshirani 1993, chapter 13). */
export interface Ratio {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Measures the variants interleaved (A B A B …), so that what disturbs the machine disturbs them alike. */
export async function sideBySide(
  variants: readonly Variant[],
  repetitions: number,
  onRound?: (round: number) => void,
): Promise<Measured[]> {
  const measured = variants.map(({ name }) => ({ name, values: [] as number[] }));
  for (let round = 0; round < repetitions; round += 1) {
    onRound?.(round);
    for (const [i, variant] of variants.entries()) measured[i]!.values.push(await variant.measure());
  }
  return measured;
}

const resamples = 2_000;

export function ratioOfMedians(subject: readonly number[], baseline: readonly number[]): Ratio {
  const rng = createRng(1);
  const resample = (values: readonly number[]) => median(values.map(() => values[rng.below(values.length)]!));
  const ratios = Array.from({ length: resamples }, () => resample(subject) / resample(baseline));
  return {
    value: median([...subject]) / median([...baseline]),
    low: quantile(ratios, 0.025),
    high: quantile(ratios, 0.975),
  };
}

export { median, quantile };
