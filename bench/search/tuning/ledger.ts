import { max, mean } from 'simple-statistics';
import type { Kept } from './excess.js';
import { boundAfter, meanInterval, type Noise, nextRunBound, pooledNoise } from './noise.js';
import { topRung } from './rungs.js';
import { keyOf, type Setting } from './space.js';
import type { PromiseStanding, Standing } from './standing.js';

/** One simulation that is asked for. */
export interface Trial {
  readonly setting: Setting;
  readonly scenario: number;
  /** From 0; the same repetition has the same seed with every setting. */
  readonly repetition: number;
}

/** What it gave. */
export interface Outcome {
  /** For each promise; undefined where the scenario does not measure its figure. */
  readonly kept: readonly (Kept | undefined)[];
  /** For each cost, above 0; infinite where it cannot be told. */
  readonly prices: readonly number[];
}

/** What the ledger must know of the question. */
export interface LedgerShape {
  readonly scenarios: number;
  /** For each promise whether it is a matter of yes or no. */
  readonly exact: readonly boolean[];
  readonly costs: number;
}

interface Page {
  readonly setting: Setting;
  /** By scenario, then by repetition. */
  readonly outcomes: readonly (readonly Outcome[])[];
}

/** Deviations of logarithms that are taken before repetitions tell better. */
const guessedDeviation = { excess: 0.1, price: 0.03 };

/** Everything that was tried, and what it says of each setting. */
export class Ledger {
  readonly #shape: LedgerShape;
  readonly #pages = new Map<string, Page>();
  #noise: { readonly excess: readonly (readonly Noise[])[]; readonly price: readonly Noise[] } | undefined;

  constructor(shape: LedgerShape) {
    this.#shape = shape;
  }

  /** Outcomes of one scenario are told in the order of their repetitions. */
  tell({ setting, scenario }: Trial, outcome: Outcome): void {
    const page = this.#pages.get(keyOf(setting)) ?? {
      setting,
      outcomes: Array.from({ length: this.#shape.scenarios }, (): Outcome[] => []),
    };
    (page.outcomes[scenario] as Outcome[]).push(outcome);
    this.#pages.set(keyOf(setting), page);
    this.#noise = undefined;
  }

  has(setting: Setting): boolean {
    return this.#pages.has(keyOf(setting));
  }

  /** Repetitions of a scenario that are told. */
  repetitions(setting: Setting, scenario: number): number {
    return this.#pages.get(keyOf(setting))?.outcomes[scenario]?.length ?? 0;
  }

  standings(): Standing[] {
    return [...this.#pages.values()].map((page) => this.#standingOf(page));
  }

  standing(setting: Setting): Standing | undefined {
    const page = this.#pages.get(keyOf(setting));
    return page && this.#standingOf(page);
  }

  /** Scenarios, from the one whose promises are missed by most, as far as the settings that saw all of them tell. */
  hardestFirst(): number[] {
    const seen = [...this.#pages.values()].filter(({ outcomes }) =>
      outcomes.every(({ length }) => length > 0),
    );
    const hardness = Array.from({ length: this.#shape.scenarios }, (_, scenario) =>
      seen.length === 0 ? 0 : mean(seen.map(({ outcomes }) => worstOf(outcomes[scenario]![0]!))),
    );
    return hardness.map((_, scenario) => scenario).sort((a, b) => hardness[b]! - hardness[a]!);
  }

  #standingOf({ setting, outcomes }: Page): Standing {
    const repetitions = Math.min(...outcomes.map(({ length }) => length));
    const { excess, price } = this.#pooled();
    const promises = outcomes.flatMap((told, scenario) =>
      this.#shape.exact.flatMap((exact, promise): PromiseStanding[] => {
        const values = valuesOf(told, promise);
        if (values.length === 0) return [];
        const numbers = values.map((value) => value.excess);
        const noise = excess[scenario]![promise]!;
        const interval = meanInterval(numbers, noise);
        return [
          {
            scenario,
            promise,
            measured: values.map(({ measured }) => measured),
            excess: interval.value,
            low: exact ? max(numbers) : interval.low,
            bound: exact ? max(numbers) : nextRunBound(numbers, noise),
            settled: exact ? max(numbers) : boundAfter(interval.value, topRung, noise),
            variance: exact ? 0 : noise.variance / numbers.length,
          },
        ];
      }),
    );
    const paid = price.map((_, cost) => pricesOf(outcomes, cost, repetitions));
    const isPriced = repetitions > 0 && paid.every((one) => one.every(Number.isFinite));
    const prices = isPriced ? price.map((noise, cost) => priceInterval(paid[cost]!, noise)) : undefined;
    return { setting, repetitions, promises, prices };
  }

  #pooled() {
    const { scenarios, exact, costs } = this.#shape;
    const pages = [...this.#pages.values()];
    this.#noise ??= {
      excess: Array.from({ length: scenarios }, (_, scenario) =>
        exact.map((_, promise) =>
          pooledNoise(
            pages.map(({ outcomes }) => valuesOf(outcomes[scenario]!, promise).map((value) => value.excess)),
            guessedDeviation.excess,
          ),
        ),
      ),
      price: Array.from({ length: costs }, (_, cost) =>
        pooledNoise(
          pages.map(({ outcomes }) => {
            const repetitions = Math.min(...outcomes.map(({ length }) => length));
            return pricesOf(outcomes, cost, repetitions).filter(Number.isFinite).map(Math.log);
          }),
          guessedDeviation.price,
        ),
      ),
    };
    return this.#noise;
  }
}

const valuesOf = (told: readonly Outcome[], promise: number): Kept[] =>
  told.map(({ kept }) => kept[promise]).filter((kept) => kept !== undefined);

const worstOf = ({ kept }: Outcome): number =>
  Math.max(-Infinity, ...kept.flatMap((one) => (one === undefined ? [] : [one.excess])));

/** Of each repetition the mean over scenarios. */
const pricesOf = (outcomes: Page['outcomes'], cost: number, repetitions: number): number[] =>
  Array.from({ length: repetitions }, (_, repetition) =>
    mean(outcomes.map((told) => told[repetition]!.prices[cost]!)),
  );

/** Of the geometric mean, since prices spread by ratios. */
function priceInterval(prices: readonly number[], noise: Noise) {
  const { value, low, high } = meanInterval(prices.map(Math.log), noise);
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
}
