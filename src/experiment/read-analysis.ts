import { existsSync } from 'node:fs';
import type { Analysis } from '../../bench/analysis/analysis.js';
import { analyze } from '../../bench/analysis/analyze.js';
import { measuredPhases } from '../../bench/analysis/propagation/deliveries.js';
import { loadJournal } from '../../bench/journal/journal.js';
import type { RunEvent, RunEventOf } from '../../bench/journal/journal-event.js';
import type { Phase } from '../../bench/journal/phase.js';
import { comparePrediction } from '../../bench/prediction/compare.js';
import { type Prediction, predictionSchema } from '../../bench/prediction/prediction.js';
import { parseSpecYaml } from '../../bench/spec/input/document.js';
import { resolveStoredSpec } from '../../bench/spec/input/resolve.js';
import type { Spec } from '../../bench/spec/spec.js';
import { type SpecDigests, specDigests } from '../../bench/spec/spec-digests.js';
import { CodedError } from '../../nodes/coded-error.js';
import { readPlainFile } from '../store/read-plain-file.js';
import type { RunFolder } from '../store/run-folder.js';
import { readSurroundings, type Surroundings } from '../store/surroundings.js';

/** A run, from its folder's spec, context and journal. */
export interface AnalyzedRun {
  readonly spec: Spec;
  readonly surroundings: Surroundings;
  readonly analysis: Analysis;
}

/** @throws CodedError RUN_UNREADABLE; the signal's reason, where it ends the reading of a long journal */
export async function readAnalysis(folder: RunFolder, signal?: AbortSignal): Promise<AnalyzedRun> {
  const { spec, digests } = await readRunSpec(folder);
  const surroundings = await readSurroundings(folder);
  const { events, seal } = await loadJournal(folder.journal, signal);
  const read = events.length > 0 ? events : [runEvent(spec, surroundings)];
  const analysis = await predicted(
    folder,
    analyze(spec, read, measuredPhases, { seal, spec: digests, runId: surroundings.runId }),
  );
  return { spec, surroundings, analysis };
}

/** A run that was interrupted in that phase, without what its long journal holds. */
export async function readUnread(folder: RunFolder, phase: Phase, reason: string): Promise<AnalyzedRun> {
  const { spec } = await readRunSpec(folder);
  const surroundings = await readSurroundings(folder);
  const text = `Its journal is long and was not read: \`gossip-bench report ${folder.path}\` gives its figures.`;
  const analysis = analyze(spec, [
    runEvent(spec, surroundings),
    // It is not said that they were down.
    { type: 'node', tMs: 0, node: 0, nodes: spec.cluster.nodes, change: 'up', incarnation: 1 },
    { type: 'end', tMs: 0, state: 'interrupted', phase, reason: `${reason}. ${text}` },
  ]);
  return { spec, surroundings, analysis };
}

/** With the comparison to the run's prediction, where it has one. */
async function predicted(folder: RunFolder, analysis: Analysis): Promise<Analysis> {
  if (!existsSync(folder.prediction)) return analysis;
  const prediction = comparePrediction(await readPrediction(folder), analysis.metrics);
  return prediction ? { ...analysis, metrics: { ...analysis.metrics, prediction } } : analysis;
}

async function readPrediction({ prediction }: RunFolder): Promise<Prediction> {
  try {
    return predictionSchema.parse(JSON.parse(await readPlainFile(prediction)));
  } catch (error) {
    throw new CodedError('RUN_UNREADABLE', `cannot read ${prediction}: ${(error as Error).message}`, {
      remedy: 'Restore the file from a copy, or delete it: the figures of the run do not need it.',
      cause: error,
    });
  }
}

/** The first line of a run that was killed before its cluster was up: its journal has none. */
function runEvent(spec: Spec, { runId, startedAt }: Surroundings): RunEventOf<'run'> & RunEvent {
  const runtime = spec.runtime === 'auto' ? 'process' : spec.runtime;
  const clock = { clockOffsetMs: 0, clockUncertaintyMs: 0 };
  return { type: 'run', tMs: 0, schemaVersion: 1, runId, startedAt, runtime, nodes: [], ...clock };
}

async function readRunSpec({ spec }: RunFolder): Promise<{ spec: Spec; digests: SpecDigests }> {
  try {
    const document = parseSpecYaml(await readPlainFile(spec), spec);
    return { spec: resolveStoredSpec(document), digests: specDigests(document.fields) };
  } catch (error) {
    throw new CodedError('RUN_UNREADABLE', `cannot read the spec of the run: ${(error as Error).message}`, {
      remedy: 'Restore spec.yaml in the run folder from a copy, or run again.',
      cause: error,
    });
  }
}
