import type { Rng } from '../../../nodes/protocol/types.js';
import { type Expected, GaussianProcess, type Seen } from './gaussian-process.js';
import { pricesOf } from './halving.js';
import { normalCdf, normalDensity } from './quantiles.js';
import { coordinatesOf, type Setting, type Space } from './space.js';
import { type Standing, verdictOf } from './standing.js';

/** A setting that is worth a try. */
export interface Proposal {
  readonly setting: Setting;
  /** Expected improvement of the price, as a share, times the probability that the promises are kept; where nothing keeps them yet, that of the excess. */
  readonly worth: number;
}

/** The excess of a setting of which nothing is promised; of others none that is lower is of interest. */
const noPromise = -6;
/** An excess above which, and above the least by 1, all are alike. */
export const farOff = 2;

/**
 * The next settings to try, by expected improvement under constraints (Gardner et al. 2014, section 3.2) over Gaussian processes of price and excess; several
 * prices are made one by random weights (ParEGO, Knowles 2006, section 3). Of several at once, each takes those before it for done as expected.
 */
export function propose(
  space: Space,
  standings: readonly Standing[],
  among: readonly Setting[],
  count: number,
  rng: Rng,
): Proposal[] {
  const least = Math.min(...standings.map(worstSettled));
  const excess = standings.map((one) => excessSeen(space, one, Math.max(farOff, least + 1)));
  const priced = standings.filter(({ prices }) => prices !== undefined);
  if (excess.length < 2 || priced.length < 2) return [];
  const price = scalarised(space, priced, rng);
  const keeping = priced
    .map((one, i) => ({ one, seen: price[i]! }))
    .filter(({ one }) => verdictOf(one) === 'kept');
  let best = Math.min(...keeping.map(({ seen }) => seen.value));
  const proposals: Proposal[] = [];
  const left = [...among];
  while (proposals.length < count && left.length > 0) {
    const models = { price: new GaussianProcess(price), excess: new GaussianProcess(excess) };
    const next = mostPromising(space, left, models, { price: best, excess: least });
    proposals.push({ setting: next.setting, worth: next.worth });
    left.splice(left.indexOf(next.setting), 1);
    const point = coordinatesOf(space, next.setting);
    price.push({ point, value: next.price.mean, variance: 0 });
    excess.push({ point, value: next.excess.mean, variance: 0 });
    if (next.excess.mean <= 0) best = Math.min(best, next.price.mean);
  }
  return proposals;
}

interface Models {
  readonly price: GaussianProcess;
  readonly excess: GaussianProcess;
}

/** `best`: the least price of what keeps the promises, infinite where nothing does; and the least excess. */
function mostPromising(
  space: Space,
  among: readonly Setting[],
  models: Models,
  best: { readonly price: number; readonly excess: number },
) {
  const judged = among.map((setting) => {
    const point = coordinatesOf(space, setting);
    const [price, excess] = [models.price.at(point), models.excess.at(point)];
    const worth = Number.isFinite(best.price)
      ? expectedImprovement(price, best.price) * normalCdf(-excess.mean / excess.deviation)
      : expectedImprovement(excess, best.excess);
    return { setting, price, excess, worth };
  });
  return judged.reduce((most, one) => (one.worth > most.worth ? one : most));
}

/** Of a value that is to be small (Jones 1998, equation 15). */
function expectedImprovement({ mean, deviation }: Expected, best: number): number {
  const z = (best - mean) / deviation;
  return Math.max(0, (best - mean) * normalCdf(z) + deviation * normalDensity(z));
}

/** The worst promise, as it would stand with many repetitions. */
export const worstSettled = ({ promises }: Standing): number =>
  promises.reduce((most, { settled }) => Math.max(most, settled), noPromise);

/** What is far off need not be told how far: it would draw the model away from the border. */
export function excessSeen(space: Space, standing: Standing, cap: number): Seen {
  const value = worstSettled(standing);
  const variance = standing.promises.find(({ settled }) => settled === value)?.variance ?? 0;
  return { point: coordinatesOf(space, standing.setting), value: Math.min(value, cap), variance };
}

/** Logarithms of the prices; of several the augmented Tchebycheff norm under random weights. */
function scalarised(space: Space, standings: readonly Standing[], rng: Rng): Seen[] {
  const logs = standings.map((one) => pricesOf(one).map(Math.log));
  const variances = standings.map(({ prices }) => (Math.log(prices![0]!.high / prices![0]!.low) / 4) ** 2);
  const points = standings.map(({ setting }) => coordinatesOf(space, setting));
  const values = logs[0]!.length === 1 ? logs.map(([only]) => only!) : tchebycheff(logs, rng);
  return values.map((value, i) => ({ point: points[i]!, value, variance: variances[i]! }));
}

/** Weight of the sum beside the maximum, as in ParEGO. */
const augmentation = 0.05;

function tchebycheff(logs: readonly (readonly number[])[], rng: Rng): number[] {
  const draws = logs[0]!.map(() => -Math.log(1 - rng.float()));
  const total = draws.reduce((sum, draw) => sum + draw, 0);
  const ranges = draws.map((_, cost) => {
    const values = logs.map((prices) => prices[cost]!);
    const low = Math.min(...values);
    return { low, width: Math.max(...values) - low || 1 };
  });
  return logs.map((prices) => {
    const weighted = prices.map(
      (price, cost) => ((draws[cost]! / total) * (price - ranges[cost]!.low)) / ranges[cost]!.width,
    );
    return Math.max(...weighted) + augmentation * weighted.reduce((sum, value) => sum + value, 0);
  });
}
