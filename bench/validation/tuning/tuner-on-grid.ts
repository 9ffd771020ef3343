import { Ledger, type Outcome, type Trial } from '../../search/tuning/ledger.js';
import { Search } from '../../search/tuning/search.js';
import { keyOf, type Setting, writtenOf } from '../../search/tuning/space.js';
import { type Standing, verdictOf } from '../../search/tuning/standing.js';
import { type Grid, settingsOf } from './grid.js';

/** What one seed made of the grid. */
export interface TunedRow {
  readonly seed: number;
  readonly choice: string;
  readonly evaluations: number;
  /** Price of the choice over that of the best of the whole grid, by all runs of both. */
  readonly ratio: number;
  readonly agrees: boolean;
}

export interface TunedGrid {
  readonly best: string;
  /** Evaluations of the whole grid. */
  readonly exhaustive: number;
  readonly rows: readonly TunedRow[];
}

/** Dearer than the best by at most so much, with at most so many of the grid's evaluations. */
const dearestRatio = 1.05;
const evaluationShare = 1 / 3;

/** How a setting is searched for: the search itself, unless a test breaks it. */
export type Tuner = (
  grid: Grid,
  answer: (trial: Trial) => Outcome,
  seed: number,
) => { readonly choice: Setting | undefined; readonly evaluations: number };

/** Searches the grid with each seed; an evaluation is a look at what was run before, from another repetition on for each seed. */
export function tuneOnGrid(grid: Grid, seeds: readonly number[], tuner: Tuner = bySearch): TunedGrid {
  const settings = settingsOf(grid.space);
  const whole = new Ledger(grid.shape);
  for (const [i, setting] of settings.entries()) {
    for (const [repetition, outcome] of grid.outcomes[i]!.entries())
      whole.tell({ setting, scenario: 0, repetition }, outcome);
  }
  const kept = whole.standings().filter((one) => verdictOf(one) === 'kept');
  const best = kept.reduce((least, one) => (priceOf(one) < priceOf(least) ? one : least));
  const exhaustive = grid.outcomes.reduce((sum, { length }) => sum + length, 0);
  const positions = new Map(settings.map((setting, i) => [keyOf(setting), i]));
  const rows = seeds.map((seed): TunedRow => {
    const answer = ({ setting, repetition }: Trial): Outcome => {
      const outcomes = grid.outcomes[positions.get(keyOf(setting))!]!;
      return outcomes[(repetition + seed) % outcomes.length]!;
    };
    const { choice, evaluations } = tuner(grid, answer, seed);
    const standing = choice && whole.standing(choice);
    const ratio = standing ? priceOf(standing) / priceOf(best) : Number.POSITIVE_INFINITY;
    const isKept = standing !== undefined && verdictOf(standing) !== 'broken';
    const agrees = isKept && ratio <= dearestRatio && evaluations <= evaluationShare * exhaustive;
    return { seed, choice: choice ? textOf(grid, choice) : 'none', evaluations, ratio, agrees };
  });
  return { best: textOf(grid, best.setting), exhaustive, rows };
}

const priceOf = ({ prices }: Standing): number => prices![0]!.value;

const textOf = ({ space }: Grid, setting: Setting): string =>
  Object.values(writtenOf(space, setting)).join(' / ');

function bySearch(
  { space, shape, outcomes }: Grid,
  answer: (trial: Trial) => Outcome,
  seed: number,
): ReturnType<Tuner> {
  const asked = new Set(settingsOf(space).map(keyOf));
  const admits = (setting: Setting): boolean => asked.has(keyOf(setting));
  const search = new Search({ space: { ...space, admits }, shape, seed });
  const budget = Math.floor(outcomes.reduce((sum, { length }) => sum + length, 0) * evaluationShare);
  let evaluations = 0;
  for (let trials = search.ask(0); trials.length > 0; trials = search.ask(evaluations / budget)) {
    for (const trial of trials) search.tell(trial, answer(trial));
    evaluations += trials.length;
  }
  return { choice: search.best()?.setting, evaluations };
}
