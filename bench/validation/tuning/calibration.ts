import { shuffled } from '../../../chaos/targets/step-rng.js';
import { createRng } from '../../../nodes/protocol/rng.js';
import type { Rng } from '../../../nodes/protocol/types.js';
import { type Kept, keptBy } from '../../search/tuning/excess.js';
import type { Outcome, Trial } from '../../search/tuning/ledger.js';
import { topRung } from '../../search/tuning/rungs.js';
import { Search } from '../../search/tuning/search.js';
import { keyOf } from '../../search/tuning/space.js';
import { type Standing, verdictOf } from '../../search/tuning/standing.js';
import { parseThreshold } from '../../spec/thresholds.js';
import { type Grid, settingsOf } from './grid.js';

/** How often what the tuner calls kept is kept in a run that it has not seen. */
export interface Calibration {
  readonly name: string;
  /** Questions whose answer was called kept, and fresh runs of these answers. */
  readonly claims: number;
  readonly fresh: number;
  readonly share: number;
  readonly agrees: boolean;
}

/** Of promises called kept with 95 %, at least so many are to be kept. */
const leastShare = 0.93;
/** Runs of each setting that a search does not see. */
export const freshRuns = 2;
/** Of the simulations that the whole grid takes. */
const budgetShare = 1 / 3;

/** What a search calls kept: its answer by its own verdict, unless a test breaks it. */
export type Claim = (search: Search) => Standing | undefined;

const ownClaim: Claim = (search) => {
  const best = search.best();
  return best && verdictOf(best) === 'kept' ? best : undefined;
};

/**
 * Asks many questions of a grid that was run through: the promised p99 is drawn between what a tenth and what nine tenths of the grid's runs keep,
 * and the runs of each setting are shuffled, so that each question sees others.
 */
export function calibrate(name: string, grid: Grid, questions: number, claim: Claim = ownClaim): Calibration {
  const limits = limitsOf(grid);
  const kept: boolean[] = [];
  let claimed = 0;
  for (let question = 0; question < questions; question += 1) {
    const rng = createRng(question + 1);
    const limitMs = limits[Math.floor((0.1 + 0.8 * rng.float()) * limits.length)]!;
    const fresh = answerTo(grid, limitMs, rng, claim);
    if (!fresh) continue;
    claimed += 1;
    kept.push(...fresh);
  }
  const share = kept.filter(Boolean).length / Math.max(1, kept.length);
  return { name, claims: claimed, fresh: kept.length, share, agrees: claimed > 0 && share >= leastShare };
}

/** p99 of full dissemination of every run of the grid, ms, ascending. */
const limitsOf = ({ outcomes }: Grid): number[] =>
  outcomes
    .flat()
    .flatMap(({ kept }) => (typeof kept[0]?.measured === 'number' ? [kept[0].measured] : []))
    .sort((a, b) => a - b);

/** Whether each fresh run of the answer keeps the promises; undefined where nothing is called kept. */
function answerTo(grid: Grid, limitMs: number, rng: Rng, claim: Claim): boolean[] | undefined {
  const slo = { threshold: parseThreshold(`fullDisseminationMs.p99<${limitMs}ms`), reserve: 0 };
  const settings = settingsOf(grid.space);
  const runs = new Map(settings.map((setting, i) => [keyOf(setting), shuffled(grid.outcomes[i]!, rng)]));
  const promised = ({ kept: [p99, ...others], prices }: Outcome): Outcome => ({
    kept: [p99 && againstLimit(slo, p99), ...others],
    prices,
  });
  const answer = ({ setting, repetition }: Trial): Outcome =>
    promised(runs.get(keyOf(setting))![repetition]!);
  const admits = (setting: readonly number[]): boolean => runs.has(keyOf(setting));
  const search = new Search({ space: { ...grid.space, admits }, shape: grid.shape, seed: rng.uint32() });
  const budget = budgetShare * settings.length * topRung;
  let spent = 0;
  for (let trials = search.ask(0); trials.length > 0 && spent < budget; trials = search.ask(spent / budget)) {
    for (const trial of trials) search.tell(trial, answer(trial));
    spent += trials.length;
  }
  const best = claim(search);
  if (!best) return undefined;
  const unseen = runs.get(keyOf(best.setting))!.slice(topRung, topRung + freshRuns);
  return unseen.map((outcome) => promised(outcome).kept.every((one) => one === undefined || one.excess <= 0));
}

/** What a run's figure makes of another limit than that of the grid's own question. */
const againstLimit = (slo: Parameters<typeof keptBy>[0], { measured }: Kept): Kept | undefined =>
  keptBy(slo, {
    fullDisseminationMs: { p50: 0, p99: measured as number, max: measured as number, count: 1 },
  });
