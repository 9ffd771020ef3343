import { capacityFor, capacityText } from '../../bench/capacity/capacity.js';
import { keptCosts } from '../../bench/capacity/costs.js';
import { thisMachine } from '../../bench/capacity/machine-speed.js';
import { createJournalWriter } from '../../bench/journal/journal.js';
import type { Phase } from '../../bench/journal/phase.js';
import { predictDissemination } from '../../bench/prediction/prediction.js';
import type { Result } from '../../bench/result/result.js';
import type { ProgressEvent } from '../../bench/run/progress.js';
import { runExperiment } from '../../bench/run/runner.js';
import type { Spec } from '../../bench/spec/spec.js';
import { parseThreshold } from '../../bench/spec/thresholds.js';
import { undecidable } from '../../bench/verdict/undecidable.js';
import { confirmerFor, linkControlFor } from '../../chaos/link-control/cluster-links.js';
import { provisionLinks } from '../../chaos/link-control/provision-links.js';
import { programVersion } from '../../nodes/package-root.js';
import { createRunFolder, type RunFolder } from '../store/run-folder.js';
import { writeAtomically } from '../store/storage.js';
import { surroundingsAtEnd, surroundingsAtStart, writeSurroundings } from '../store/surroundings.js';
import { finishRun, finishUnread } from './finish-run.js';
import { programsOf } from './node-programs.js';
import { selectRuntime } from './select-runtime.js';

export interface RunOptions {
  readonly outDirectory: string;
  readonly onProgress: (event: ProgressEvent) => void;
  readonly signal: AbortSignal;
  /** Keeps a CPU profile of one node. */
  readonly profile?: boolean;
}

/** A run that has its folder, whatever became of it. */
export interface FinishedRun {
  readonly folder: RunFolder;
  readonly result: Result;
  /** Why it did not complete. */
  readonly error?: unknown;
}

/** One run, from the choice of its runtime to its report. The figures come from the files that it wrote. */
export async function runOnce(spec: Spec, options: RunOptions): Promise<FinishedRun> {
  const { folder, phase, error } = await execute(spec, options);
  const { signal } = options;
  try {
    return { folder, result: await finishRun(folder, signal), error };
  } catch (interruption) {
    if (!signal.aborted || interruption !== signal.reason) throw interruption;
    const { message } = interruption as Error;
    return { folder, result: await finishUnread(folder, phase, message), error: interruption };
  }
}

/**
 * The run itself, to the last file but those that `finishRun` makes. By itself, so that nothing holds a simulated cluster, which may be gigabytes,
 * while its journal is read.
 */
async function execute(
  spec: Spec,
  { outDirectory, onProgress, signal, profile }: RunOptions,
): Promise<{ readonly folder: RunFolder; readonly phase: Phase; readonly error: unknown }> {
  const onNotice = (text: string): void => onProgress({ kind: 'notice', text });
  const { runtime, reason } = await selectRuntime(spec, { onNotice, signal });
  onNotice(`${reason} Seed ${spec.seed}.`);
  const capacity = runtime.clock.isVirtual ? undefined : capacityFor(spec, keptCosts(), thisMachine());
  if (capacity) onNotice(capacityText(capacity, spec.cluster.nodes));
  for (const text of undecidable(spec, spec.thresholds.map(parseThreshold))) onNotice(text);
  const resolved: Spec = { ...spec, runtime: runtime.kind, repeat: 1 };
  const programs = await programsOf(spec, { onNotice, signal });
  const folder = await createRunFolder(outDirectory, resolved);
  const start = surroundingsAtStart(folder.runId, reason, programVersion());
  await writeSurroundings(folder, start);
  const unwritable = new AbortController();
  const outcome = await runExperiment(resolved, {
    runId: folder.runId,
    runtime,
    journal: createJournalWriter(folder.journal, {
      timely: !runtime.clock.isVirtual,
      onFailure: (error) => unwritable.abort(error),
    }),
    logDirectory: folder.logs,
    programs,
    provisionLinks,
    confirmerFor,
    linkControlFor,
    keepProfile: profile ? (text) => writeAtomically(folder.profile, text) : undefined,
    onProgress,
    signal: AbortSignal.any([signal, unwritable.signal]),
  });
  await writeSurroundings(folder, surroundingsAtEnd(start, outcome.versions));
  if (outcome.state === 'completed') await writePrediction(folder, resolved, signal);
  return { folder, phase: outcome.phase, error: outcome.error };
}

/** Made after the cluster is gone, so that it takes nothing from it. */
async function writePrediction(folder: RunFolder, spec: Spec, signal: AbortSignal): Promise<void> {
  const prediction = await predictDissemination(spec, signal);
  if (prediction) await writeAtomically(folder.prediction, `${JSON.stringify(prediction)}\n`);
}
