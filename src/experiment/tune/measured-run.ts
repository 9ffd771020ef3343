import { analyze } from '../../../bench/analysis/analyze.js';
import { phasesUnderFaults } from '../../../bench/analysis/propagation/deliveries.js';
import { loadJournal } from '../../../bench/journal/journal.js';
import type { Metrics } from '../../../bench/result/result.js';
import type { Spec } from '../../../bench/spec/spec.js';
import { runOnce } from '../run-once.js';

export interface MeasuredRunOptions {
  readonly outDirectory: string;
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}

/** One run of a setting on real nodes. */
export interface MeasuredRun {
  readonly folder: string;
  readonly runtime: string;
  readonly metrics: Metrics;
  /** Whether something other than the nodes may have set its figures. */
  readonly isDisturbed: boolean;
}

/**
 * A run that something disturbed is made once more; the second counts, whatever became of it. Undefined where it was interrupted.
 * @throws what ended it early
 */
export async function measuredRun(spec: Spec, options: MeasuredRunOptions): Promise<MeasuredRun | undefined> {
  const first = await runOf(spec, options);
  if (!first?.isDisturbed) return first;
  options.onNotice('The run was disturbed: repeating it.');
  return runOf(spec, options);
}

async function runOf(
  spec: Spec,
  { outDirectory, signal }: MeasuredRunOptions,
): Promise<MeasuredRun | undefined> {
  const { folder, result, error } = await runOnce(spec, {
    outDirectory,
    onProgress: () => undefined,
    signal,
  });
  if (signal.aborted) return undefined;
  if (error !== undefined) throw error;
  // Of a run with faults, dissemination and cost of the time under faults.
  const { events } = await loadJournal(folder.journal);
  const { metrics, disturbances } = analyze(spec, events, spec.chaos ? phasesUnderFaults : undefined);
  return {
    folder: folder.path,
    runtime: result.context.runtime,
    metrics,
    isDisturbed: disturbances.length > 0,
  };
}
