import { join } from 'node:path';
import { type Exploration, explore } from '../../../bench/simulations/explore.js';
import { SimulationPool } from '../../../bench/simulations/simulation-pool.js';
import type { Spec } from '../../../bench/spec.js';
import type { Setting } from '../../../bench/tuning/space.js';
import { settingOf } from '../../../bench/tuning/space.js';
import { CodedError } from '../../../nodes/coded-error.js';
import { answerByProof } from './answer-by-proof.js';
import { planTuning, type TuningPlan } from './plan-tuning.js';
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
  readonly signal: AbortSignal;
}

/** More real nodes than these keep two cores so busy that they would measure the machine. */
const mostProven = 100;

/**
 * Searches in simulation, for each number of nodes, and proves the best few of the smallest on real nodes.
 * @throws CodedError USAGE, and what ended a run of the proof early
 */
export async function tune(input: TuningInput, options: TuneOptions): Promise<TuneResult> {
  const sizes = input.nodes.length > 0 ? input.nodes : [undefined];
  const plans: TuningPlan[] = [];
  // All of them before the first is searched: what is wrong with the last must not cost the time of the others.
  for (const nodes of sizes) plans.push(await planTuning(input, nodes, plans[0]?.present.seed));
  if (options.proof && plans[0]!.present.sim) refuseProof();
  options.onNotice(`Seed ${plans[0]!.present.seed}.`);
  const pool = new SimulationPool();
  const answers: SizeAnswer[] = [];
  let first: readonly Setting[] = [];
  try {
    for (const [i, plan] of plans.entries()) {
      if (options.signal.aborted && i > 0) break;
      const exploration = await search(plan, first, input, pool, options);
      first = exploration.search.front().map(({ setting }) => setting);
      const answer = sizeAnswer(plan, exploration, options.signal.aborted);
      answers.push(i === 0 ? await proved(plan, exploration, answer, options) : answer);
    }
  } finally {
    await pool.close();
  }
  return resultOf(plans[0]!, input, answers);
}

function refuseProof(): never {
  throw new CodedError(
    'USAGE',
    'sim: a proof is of real nodes, which have no links and no time of a simulation',
    {
      remedy: 'Say --no-proof, or leave out the section sim and the flags of SIMULATION.',
    },
  );
}

/** The present setting first, and what is best of a smaller cluster. */
function search(
  plan: TuningPlan,
  first: readonly Setting[],
  { budget }: TuningInput,
  pool: SimulationPool,
  { onProgress, signal }: TuneOptions,
): Promise<Exploration> {
  const now = settingOf(plan.question.space, plan.present.protocol)!;
  return explore(plan.question, {
    pool,
    budget,
    first: [now, ...first],
    onProgress: (exploration) => onProgress(plan, exploration),
    signal,
  });
}

async function proved(
  plan: TuningPlan,
  exploration: Exploration,
  answer: SizeAnswer,
  { proof: asked, folder, onNotice, signal }: TuneOptions,
): Promise<SizeAnswer> {
  if (!asked || signal.aborted || !answer.recommended) return answer;
  if (answer.nodes > mostProven) {
    onNotice(
      `${answer.nodes} nodes are too many to prove on one machine (at most ${mostProven}): by simulation alone.`,
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
