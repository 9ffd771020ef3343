import type { Spec } from '../../bench/spec.js';
import { repetitionSeed } from './repetition-seed.js';
import { type FinishedRun, type RunOptions, runOnce } from './run-once.js';

/** As many runs as the spec asks for, one after the other, each with its own folder; stops at one that did not complete. */
export async function runRepeatedly(spec: Spec, options: RunOptions): Promise<readonly FinishedRun[]> {
  const runs: FinishedRun[] = [];
  for (let index = 0; index < spec.repeat; index += 1) {
    if (spec.repeat > 1) {
      options.onProgress({ kind: 'notice', text: `Run ${index + 1} of ${spec.repeat}.` });
    }
    const run = await runOnce({ ...spec, seed: repetitionSeed(spec.seed, index) }, options);
    runs.push(run);
    if (run.error !== undefined) break;
  }
  return runs;
}
