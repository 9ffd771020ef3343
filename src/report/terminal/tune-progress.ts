import ora from 'ora';
import type { Exploration } from '../../../bench/search/simulations/explore.js';
import { isMeasured } from '../../../bench/search/simulations/question.js';
import { writtenOf } from '../../../bench/search/tuning/space.js';
import type { TuningPlan } from '../../experiment/tune/plan-tuning.js';
import { settingText } from '../../experiment/tune/why.js';
import { formatNumber } from '../format.js';
import { canRedraw } from './style.js';

export interface TuneProgress {
  show(plan: TuningPlan, exploration: Exploration): void;
  notice(text: string): void;
  /** Takes the live line away; idempotent. */
  end(): void;
}

/** Between two lines where there is no terminal. */
const everyMs = 5_000;

/** A live line on a terminal, a line every five seconds elsewhere, nothing when `quiet`. */
export function createTuneProgress(stream: NodeJS.WriteStream, quiet: boolean): TuneProgress {
  if (quiet) return { show: () => undefined, notice: () => undefined, end: () => undefined };
  return canRedraw(stream) ? live(stream) : plain(stream);
}

function live(stream: NodeJS.WriteStream): TuneProgress {
  // Ctrl-C must stay a signal, as for runs.
  const spinner = ora({ stream, discardStdin: false, interval: 250 });
  return {
    show(plan, exploration) {
      spinner.text = progressText(plan, exploration);
      if (!canRedraw(stream)) spinner.stop();
      else if (!spinner.isSpinning) spinner.start();
    },
    notice: (text) => void spinner.info(text),
    end: () => void spinner.stop(),
  };
}

function plain(stream: NodeJS.WritableStream): TuneProgress {
  let shownMs = Number.NEGATIVE_INFINITY;
  return {
    show(plan, exploration) {
      if (performance.now() - shownMs < everyMs) return;
      shownMs = performance.now();
      stream.write(`${progressText(plan, exploration)}\n`);
    },
    notice: (text) => void stream.write(`${text}\n`),
    end: () => undefined,
  };
}

/** What is best so far, and how long it takes at most. */
export function progressText({ question, present }: TuningPlan, exploration: Exploration): string {
  const { search, evaluations, elapsedMs, spent } = exploration;
  const front = search.front();
  const [best] = front;
  const closest = best ? undefined : search.closest();
  const so = best
    ? `best so far ${settingText(writtenOf(question.space, best.setting))} at ${formatNumber(best.prices![0]!.value)} ${question.costs[0]!.text}${front.length > 1 ? `, ${front.length} on the front` : ''}`
    : `nothing keeps the promises yet${closest ? `, closest ${settingText(writtenOf(question.space, closest.setting))}` : ''}`;
  const leftS = Math.ceil(((elapsedMs / Math.max(spent, 1e-9)) * (1 - Math.min(1, spent))) / 1_000);
  const left = spent > 0 ? `at most ${leftS} s left` : `${formatNumber(elapsedMs / 1_000)} s`;
  return `${present.cluster.nodes} nodes · ${evaluations} ${isMeasured(question) ? 'runs' : 'simulations'} of ${search.standings().length} settings · ${so} · ${left}`;
}
