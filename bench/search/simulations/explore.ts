import { CodedError } from '../../../nodes/coded-error.js';
import type { Outcome, Trial } from '../tuning/ledger.js';
import { Search } from '../tuning/search.js';
import type { Setting } from '../tuning/space.js';
import type { Standing } from '../tuning/standing.js';
import { outcomeOf, type Question, shapeOf, specOfTrial } from './question.js';
import type { SimulationPool } from './simulation-pool.js';

/** How much may be spent; whichever is used up first. */
export interface Budget {
  readonly evaluations?: number;
  readonly ms?: number;
}

export interface ExploreOptions {
  readonly pool: Pick<SimulationPool, 'run' | 'threads'>;
  readonly budget: Budget;
  /** Tried first. */
  readonly first?: readonly Setting[];
  readonly onProgress: (progress: Exploration) => void;
  /** Ends the search; what is known so far is the answer. */
  readonly signal: AbortSignal;
}

/** A search, and what it took. */
export interface Exploration {
  readonly search: Search;
  /** Simulations, or runs. */
  readonly evaluations: number;
  readonly elapsedMs: number;
  /** Share of the budget that is used up. */
  readonly spent: number;
}

/** Searches in simulations, or runs, as many at a time as the pool has threads. In simulations, with a budget of evaluations the same question has the same answer on every machine. */
export async function explore(question: Question, options: ExploreOptions): Promise<Exploration> {
  const { budget, signal, onProgress, first } = options;
  const { space, seed } = question;
  const search = new Search({ space, shape: shapeOf(question), seed, ...(first ? { first } : {}) });
  const startedMs = performance.now();
  let evaluations = 0;
  const now = (): Exploration => {
    const elapsedMs = performance.now() - startedMs;
    const spent = Math.max(
      budget.evaluations === undefined ? 0 : evaluations / budget.evaluations,
      budget.ms === undefined ? 0 : elapsedMs / budget.ms,
    );
    return { search, evaluations, elapsedMs, spent };
  };
  const isOver = (): boolean => signal.aborted || now().spent >= 1;
  while (!isOver()) {
    const asked = search.ask(now().spent);
    if (asked.length === 0) break;
    const affordable = asked.slice(0, (budget.evaluations ?? Number.POSITIVE_INFINITY) - evaluations);
    const outcomes = await inThreads(affordable, isOver, question, options);
    // In the order of the requests, whichever thread was the quickest.
    for (const [i, trial] of affordable.entries()) {
      const outcome = outcomes[i];
      if (!outcome) continue;
      search.tell(trial, outcome);
      evaluations += 1;
    }
    refuseUnmeasured(question, search.standings());
    onProgress(now());
  }
  return now();
}

/** A promise of a figure that no scenario measures would be kept by everything. @throws CodedError USAGE */
function refuseUnmeasured({ slos }: Question, standings: readonly Standing[]): void {
  const whole = standings.filter(({ repetitions }) => repetitions > 0);
  if (whole.length === 0) return;
  const missing = slos.find(
    (_, i) => !whole.some(({ promises }) => promises.some(({ promise }) => promise === i)),
  );
  if (!missing) return;
  const { name } = missing.threshold.path;
  throw new CodedError('USAGE', `--slo '${missing.threshold.text}': no scenario measures ${name}`, {
    remedy: 'Add one that does with --under: crash-one for detection, partition-halves for recovery.',
  });
}

/** Those that were begun before it was over; undefined for the others. */
async function inThreads(
  trials: readonly Trial[],
  isOver: () => boolean,
  question: Question,
  { pool, signal }: ExploreOptions,
): Promise<(Outcome | undefined)[]> {
  const outcomes: (Outcome | undefined)[] = trials.map(() => undefined);
  let next = 0;
  const thread = async (): Promise<void> => {
    while (next < trials.length && !isOver()) {
      const at = next;
      next += 1;
      try {
        outcomes[at] = outcomeOf(question, await pool.run(specOfTrial(question, trials[at]!), signal));
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: pool.threads }, thread));
  return outcomes;
}
