import type { TradeOff } from './trade-off.js';

/** A statement of the trade-off, and whether the simulated one agrees. */
export interface OrderRow {
  readonly statement: string;
  readonly simulated: string;
  readonly agrees: boolean;
}

/** Medians that differ by less are the same: they are of a few dozen crashes. */
const sameShare = 0.1;

/**
 * Dadgar, Phillips and Currey 2018, section V and table VII, as an order: detection is later with a higher α, and hardly depends on β, since accusers
 * bring the time-out down; false positives become fewer with either. Where no accusers are expected (α − 2 of them, so at α = 2) β changes nothing. So the highest
 * β is on the Pareto front with every α, the lowest is not where there are accusers to expect, and nothing else is on the front but what errs
 * as often as the highest β of its α.
 */
export function publishedOrder(all: readonly TradeOff[]): OrderRow[] {
  const alphas = [...new Set(all.map(({ alpha }) => alpha))];
  const betas = [...new Set(all.map(({ beta }) => beta))];
  const at = (alpha: number, beta: number): TradeOff =>
    all.find((one) => one.alpha === alpha && one.beta === beta)!;
  const lowest = betas[0]!;
  const highest = betas.at(-1)!;
  return [
    ...betas.map((beta) => {
      const times = alphas.map((alpha) => at(alpha, beta).firstDetectionMs);
      return row(`first detection rises with α at β = ${beta}`, times.map(ms), isRising(times));
    }),
    ...alphas.map((alpha) => {
      const times = betas.map((beta) => at(alpha, beta).firstDetectionMs);
      const isSame = Math.max(...times) <= (1 + sameShare) * Math.min(...times);
      return row(`first detection hardly depends on β at α = ${alpha}`, times.map(ms), isSame);
    }),
    ...betas.map((beta) => {
      const errors = alphas.map((alpha) => at(alpha, beta).falsePositives);
      return row(`false positives fall with α at β = ${beta}`, errors.map(String), isFalling(errors));
    }),
    ...alphas.map((alpha) => {
      const errors = betas.map((beta) => at(alpha, beta).falsePositives);
      return row(
        `false positives do not rise with β at α = ${alpha}`,
        errors.map(String),
        isNotRising(errors),
      );
    }),
    ...alphas
      .filter((alpha) => alpha <= 2)
      .map((alpha) => {
        const errors = betas.map((beta) => at(alpha, beta).falsePositives);
        const isSame = errors.every((one) => errors.every((other) => isAlike(one, other)));
        return row(`β changes no false positives at α = ${alpha}`, errors.map(String), isSame);
      }),
    ...alphas.map((alpha) =>
      row(
        `β = ${highest} is on the Pareto front at α = ${alpha}`,
        frontText(all),
        isOnFront(all, at(alpha, highest)),
      ),
    ),
    ...alphas
      .filter((alpha) => alpha > 2)
      .map((alpha) =>
        row(
          `β = ${lowest} is not on the Pareto front at α = ${alpha}`,
          frontText(all),
          !isOnFront(all, at(alpha, lowest)),
        ),
      ),
    row(
      `the Pareto front is β = ${highest} at every α, and what errs as often there`,
      frontText(all),
      all.every((one) => {
        const published = at(one.alpha, highest);
        return !isOnFront(all, one)
          ? one !== published
          : isAlike(one.falsePositives, published.falsePositives);
      }),
    ),
  ];
}

const row = (statement: string, simulated: readonly string[] | string, agrees: boolean): OrderRow => ({
  statement,
  simulated: typeof simulated === 'string' ? simulated : simulated.join(', '),
  agrees,
});

const ms = (value: number): string => `${Math.round(value)} ms`;

const isRising = (values: readonly number[]): boolean =>
  values.every((value, i) => i === 0 || value > (1 + sameShare) * values[i - 1]!);

/** Two counts that differ by less than two deviations of theirs (Poisson) are the same. */
const noise = (a: number, b: number): number => 2 * Math.sqrt(a + b + 1);

const isAlike = (a: number, b: number): boolean => Math.abs(a - b) <= noise(a, b);

const isNotRising = (counts: readonly number[]): boolean =>
  counts.every((count, i) => i === 0 || count <= counts[i - 1]! + noise(count, counts[i - 1]!));

const isFalling = (counts: readonly number[]): boolean =>
  isNotRising(counts) && counts[0]! > counts.at(-1)! + noise(counts[0]!, counts.at(-1)!);

/** Nobody is as fast and errs clearly less. */
const isOnFront = (all: readonly TradeOff[], one: TradeOff): boolean =>
  !all.some(
    (other) =>
      other.firstDetectionMs <= (1 + sameShare) * one.firstDetectionMs &&
      other.falsePositives + noise(other.falsePositives, one.falsePositives) < one.falsePositives,
  );

const frontText = (all: readonly TradeOff[]): string =>
  `on it: ${all
    .filter((one) => isOnFront(all, one))
    .map(({ alpha, beta }) => `(${alpha}, ${beta})`)
    .join(' ')}`;
