import type { Baseline } from '../../store/baselines.js';
import { shortCommit } from './history-text.js';

/** A baseline in two lines; `machine` is the one at which it is read. */
export function baselineText(baseline: Baseline, machine: string): string {
  const { suite, runtime, environment, setAt, commit, nights, series } = baseline;
  const { cpu, cores, memoryMiB } = environment;
  const holds = baseline.machine === machine ? 'this machine' : 'another machine: not used here';
  return [
    `${suite}, ${runtime} runtime, set ${setAt.slice(0, 16).replace('T', ' ')} at commit ${shortCommit(commit)}: ${series.length} figures of ${nights.length} nights`,
    `  for ${cpu}, ${cores} cores, ${memoryMiB} MiB (${holds})`,
  ].join('\n');
}
