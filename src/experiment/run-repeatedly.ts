import { repetitionSeed } from '../../bench/spec/repetition-seed.js';
import type { Spec } from '../../bench/spec/spec.js';
import { chaosProblems } from '../../chaos/spec/chaos-problems.js';
import { CodedError } from '../../nodes/coded-error.js';
import { type FinishedRun, type RunOptions, runOnce } from './run-once.js';

/**
 * As many runs as the spec asks for, one after the other, each with its own folder; stops at one that did not complete.
 * @throws CodedError USAGE where a repetition's seed draws faults that contradict each other
 */
export async function runRepeatedly(spec: Spec, options: RunOptions): Promise<readonly FinishedRun[]> {
  const seeds = Array.from({ length: spec.repeat }, (_, index) => repetitionSeed(spec.seed, index));
  for (const seed of seeds) refuseContradictions(spec, seed);
  const runs: FinishedRun[] = [];
  for (const [index, seed] of seeds.entries()) {
    if (spec.repeat > 1) {
      options.onProgress({ kind: 'notice', text: `Run ${index + 1} of ${spec.repeat}.` });
    }
    const run = await runOrRetry({ ...spec, seed }, options);
    runs.push(run);
    if (run.error !== undefined) break;
  }
  return runs;
}

/** What a spec that says `onAnomaly: retry` is run again for, once: the first run keeps its folder, the second counts. */
async function runOrRetry(spec: Spec, options: RunOptions): Promise<FinishedRun> {
  const first = await runOnce(spec, options);
  const { error } = first;
  if (spec.onAnomaly !== 'retry' || !(error instanceof CodedError)) return first;
  if (error.code !== 'ANOMALY' && error.code !== 'NODE_CRASHED') return first;
  const text = `${error.message.split('\n', 1)[0]} Repeating the run (onAnomaly: retry); the first run is in ${first.folder.path}.`;
  options.onProgress({ kind: 'notice', text });
  return runOnce(spec, options);
}

/** @throws CodedError USAGE where a seed draws faults that contradict each other */
export function refuseContradictions({ chaos, cluster: { nodes } }: Spec, seed: number): void {
  const [problem] = chaos ? chaosProblems(chaos, { nodes, seed }) : [];
  if (!problem) return;
  const text = `with seed ${seed} of a repetition, chaos.${problem.path.join('.')}: ${problem.text}`;
  throw new CodedError('USAGE', text, { remedy: 'Use another --seed, or targets that cannot overlap.' });
}
