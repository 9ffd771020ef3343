import type { Exploration } from '../../../bench/search/simulations/explore.js';
import {
  outcomeOf,
  type Question,
  shapeOf,
  valuesOf,
  withSetting,
} from '../../../bench/search/simulations/question.js';
import { Ledger } from '../../../bench/search/tuning/ledger.js';
import { keyOf, type Setting, settingOf } from '../../../bench/search/tuning/space.js';
import { type Standing, verdictOf } from '../../../bench/search/tuning/standing.js';
import { repetitionSeed } from '../../../bench/spec/repetition-seed.js';
import type { Spec } from '../../../bench/spec/spec.js';
import { type MeasuredRun, type MeasuredRunOptions, measuredRun } from './measured-run.js';
import type { TuningPlan } from './plan-tuning.js';

export interface ProveOptions extends MeasuredRunOptions {
  readonly runtime: Spec['runtime'];
  /** Of each candidate in each scenario. */
  readonly repetitions: number;
  /** Beside the present setting. */
  readonly candidates: number;
}

/** What real nodes made of the candidates. */
export interface Proven {
  /** Without the reserve: what is measured is the promise itself. */
  readonly question: Question;
  readonly ledger: Ledger;
  readonly settings: readonly Setting[];
  readonly runs: ReadonlyMap<string, readonly MeasuredRun[]>;
  readonly runtime: string;
  /** What ended it early. */
  readonly error?: unknown;
}

/** The cheapest that keep the promises in simulation, and the present setting. */
export function candidatesOf(
  { question, present }: TuningPlan,
  { search }: Exploration,
  count: number,
): Setting[] {
  const kept = search.standings().filter((one) => verdictOf(one) === 'kept');
  const cheapest = kept
    .sort((a, b) => priceOf(a) - priceOf(b))
    .slice(0, count)
    .map(({ setting }) => setting);
  const now = settingOf(question.space, valuesOf(present))!;
  return [...cheapest.filter((setting) => keyOf(setting) !== keyOf(now)), now];
}

const priceOf = ({ prices }: Standing): number => prices![0]!.value;

/**
 * Runs the candidates on real nodes, interleaved (A B A B …), so that what disturbs the machine disturbs them alike; each repetition with the seed that it
 * had in simulation. An interruption ends it, and so does a run that breaks: what was measured by then is the answer.
 */
export async function prove(
  plan: TuningPlan,
  settings: readonly Setting[],
  options: ProveOptions,
): Promise<Proven> {
  const slos = plan.question.slos.map((slo) => ({ ...slo, reserve: 0 }));
  const question = { ...plan.question, slos };
  const ledger = new Ledger(shapeOf(question));
  const runs = new Map<string, MeasuredRun[]>(settings.map((setting) => [keyOf(setting), []]));
  const total = options.repetitions * settings.length * question.scenarios.length;
  let runtime: string = options.runtime;
  for (const trial of trialsOf(settings, question.scenarios.length, options.repetitions)) {
    const done = [...runs.values()].flat().length;
    options.onNotice(`Proof, run ${done + 1} of ${total}.`);
    try {
      const run = await measuredRun(specOf(question, trial, options.runtime), options);
      if (!run) break;
      runtime = run.runtime;
      ledger.tell(trial, outcomeOf(question, run.metrics));
      runs.get(keyOf(trial.setting))!.push(run);
    } catch (error) {
      return { question, ledger, settings, runs, runtime, error };
    }
  }
  return { question, ledger, settings, runs, runtime };
}

function* trialsOf(settings: readonly Setting[], scenarios: number, repetitions: number) {
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (let scenario = 0; scenario < scenarios; scenario += 1) {
      for (const setting of settings) yield { setting, scenario, repetition };
    }
  }
}

type Trial = ReturnType<typeof trialsOf> extends Generator<infer T> ? T : never;

/** As it was simulated, with all phases. */
function specOf({ space, scenarios, seed }: Question, trial: Trial, runtime: Spec['runtime']): Spec {
  const spec = withSetting(scenarios[trial.scenario]!.spec, space, trial.setting);
  return { ...spec, runtime, seed: repetitionSeed(seed, trial.repetition), repeat: 1, thresholds: [] };
}
