import type { Analysis } from '../../bench/analysis/analysis.js';
import { toResult } from '../../bench/analysis/to-result.js';
import type { Phase } from '../../bench/journal/phase.js';
import type { Result } from '../../bench/result/result.js';
import type { Spec } from '../../bench/spec/spec.js';
import { renderReport } from '../report/html/report.js';
import type { RunFolder } from '../store/run-folder.js';
import { writeAtomically } from '../store/storage.js';
import type { Surroundings } from '../store/surroundings.js';
import { judgeRun } from './judge-run.js';
import { type AnalyzedRun, readAnalysis, readUnread } from './read-analysis.js';

/**
 * Makes result.json and report.html of a folder's spec, context and journal. The run itself and `report` both call
 * this, so their figures are the same to the last byte.
 * @throws CodedError RUN_UNREADABLE, STORAGE; the signal's reason, where it ends the reading of a long journal
 */
export const finishRun = async (folder: RunFolder, signal?: AbortSignal): Promise<Result> =>
  writeFiles(folder, await readAnalysis(folder, signal));

/** The same of a run that was interrupted in that phase, without the figures of its long journal. */
export const finishUnread = async (folder: RunFolder, phase: Phase, reason: string): Promise<Result> =>
  writeFiles(folder, await readUnread(folder, phase, reason));

/** What `report` would say of a folder, without writing anything. @throws CodedError RUN_UNREADABLE */
export async function rebuiltResult(folder: RunFolder): Promise<{ result: Result; analysis: Analysis }> {
  const { spec, surroundings, analysis } = await readAnalysis(folder);
  return { result: resultOf(spec, analysis, surroundings), analysis };
}

async function writeFiles(folder: RunFolder, { spec, surroundings, analysis }: AnalyzedRun): Promise<Result> {
  const result = resultOf(spec, analysis, surroundings);
  await writeAtomically(folder.result, `${JSON.stringify(result, null, 2)}\n`);
  await writeAtomically(folder.report, renderReport(result, analysis));
  return result;
}

function resultOf(spec: Spec, analysis: Analysis, surroundings: Surroundings): Result {
  return toResult(spec, analysis, surroundings, judgeRun(spec, analysis));
}
