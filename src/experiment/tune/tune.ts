import { join } from 'node:path';
import { type Exploration, explore } from '../../../bench/search/simulations/explore.js';
import { isMeasured, valuesOf } from '../../../bench/search/simulations/question.js';
import { SimulationPool } from '../../../bench/search/simulations/simulation-pool.js';
import { patchOf, settingOf, type Values } from '../../../bench/search/tuning/space.js';
import type { Spec } from '../../../bench/spec/spec.js';
import { answerByProof } from './answer-by-proof.js';
import { MeasuringPool, type RunsTaken } from './measuring-pool.js';
import type { TuningPlan } from './plan-tuning.js';
import { proofOf } from './proof-figures.js';
import { candidatesOf, prove } from './prove.js';
import { sizeAnswer } from './size-answer.js';
import type { SizeAnswer, TuneResult } from './tune-result.js';
import type { TuningInput } from './tuning-input.js';
import { tuningVerdict } from './tuning-verdict.js';

/** How the best few are proved. */
export interface ProofInput {
  readonly runtime: Spec['runtime'];
  readonly repetitions: number;
  readonly candidates: number;
}

export interface TuneOptions {
  /** Where the files of this search are; the proof's runs are below it. */
  readonly folder: string;
  /** Undefined: by simulation alone. */
  readonly proof: ProofInput | undefined;
  readonly onProgress: (plan: TuningPlan, exploration: Exploration) => void;
  readonly onNotice: (text: string) => void;
  /** What ended the proof early; what was known by then is the answer. */
  readonly onProofError: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** More real nodes than these keep two cores so busy that they would measure the machine. */
const mostProven = 100;

type Pool = Pick<SimulationPool, 'run' | 'threads' | 'close'>;

/**
 * Searches in simulation, for each number of nodes (planSizes), and proves the best few of the smallest on real nodes. Nodes that cannot be simulated
 * are run on real nodes from the start, and need no proof.
 * @throws CodedError USAGE where nothing measures what is asked for
 */
export async function tune(
  plans: readonly TuningPlan[],
  input: TuningInput,
  options: TuneOptions,
): Promise<TuneResult> {
  options.onNotice(`Seed ${plans[0]!.present.seed}.`);
  const { signal, onNotice, folder } = options;
  const measuring = isMeasured(plans[0]!.question)
    ? new MeasuringPool({ outDirectory: join(folder, 'runs'), onNotice, signal })
    : undefined;
  const pool = measuring ?? new SimulationPool();
  const answers: SizeAnswer[] = [];
  let best: readonly Values[] = [];
  try {
    for (const [i, plan] of plans.entries()) {
      const exploration = await search(plan, best, input, pool, options);
      best = exploration.search.front().map(({ setting }) => patchOf(plan.question.space, setting));
      const answer = sizeAnswer(plan, exploration, options.signal.aborted);
      if (measuring) answers.push(withRuns(answer, measuring.takeRuns()));
      else answers.push(i === 0 ? await proved(plan, exploration, answer, options) : answer);
    }
  } finally {
    await pool.close();
  }
  return resultOf(plans[0]!, input, answers);
}

/** What is known of the runs of a search that nothing could simulate. */
const withRuns = (answer: SizeAnswer, runs: RunsTaken): SizeAnswer => ({
  ...answer,
  search: { ...answer.search, ...runs },
});

/** The present setting first, and what is best of a smaller cluster. */
function search(
  plan: TuningPlan,
  best: readonly Values[],
  { budget }: TuningInput,
  pool: Pool,
  { onProgress, signal }: TuneOptions,
): Promise<Exploration> {
  const first = [valuesOf(plan.present), ...best].map((values) => settingOf(plan.question.space, values));
  return explore(plan.question, {
    pool,
    budget,
    first: first.filter((setting) => setting !== undefined),
    onProgress: (exploration) => onProgress(plan, exploration),
    signal,
  });
}

async function proved(
  plan: TuningPlan,
  exploration: Exploration,
  answer: SizeAnswer,
  { proof: asked, folder, onNotice, onProofError, signal }: TuneOptions,
): Promise<SizeAnswer> {
  if (!asked || signal.aborted || !answer.recommended) return answer;
  if (answer.nodes > mostProven) {
    onNotice(
      `${answer.nodes} nodes are too many to prove on one machine (at most ${mostProven}): only simulated.`,
    );
    return answer;
  }
  const settings = candidatesOf(plan, exploration, asked.candidates);
  const proven = await prove(plan, settings, {
    ...asked,
    outDirectory: join(folder, 'proof'),
    onNotice,
    signal,
  });
  if (proven.error !== undefined) onProofError(proven.error);
  return answerByProof(plan, answer, proven, proofOf(plan, exploration, proven, asked.repetitions));
}

function resultOf(
  { question, present }: TuningPlan,
  { slos }: TuningInput,
  sizes: readonly SizeAnswer[],
): TuneResult {
  return {
    schemaVersion: 1,
    kind: 'tuning',
    verdict: tuningVerdict(sizes),
    seed: present.seed,
    promises: slos.map(({ threshold }) => threshold.text),
    reserve: slos[0]!.reserve,
    costs: question.costs.map(({ text }) => text),
    scenarios: question.scenarios.map(({ name }) => name),
    parameters: question.space.parameters.map(({ name, levels }) => ({
      name,
      levels: levels.map(({ written }) => written),
    })),
    sizes,
  };
}
