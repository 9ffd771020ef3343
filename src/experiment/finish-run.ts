import type { Analysis } from '../../bench/analysis/analysis.js';
import { toResult } from '../../bench/analysis/to-result.js';
import type { Result } from '../../bench/result/result.js';
import type { Spec } from '../../bench/spec/spec.js';
import { parseThreshold } from '../../bench/spec/thresholds.js';
import { judge } from '../../bench/verdict/verdict.js';
import { renderReport } from '../report/html/report.js';
import type { RunFolder } from '../store/run-folder.js';
import { writeAtomically } from '../store/storage.js';
import type { Surroundings } from '../store/surroundings.js';
import { readAnalysis } from './read-analysis.js';

/**
 * Makes result.json and report.html of a folder's spec, context and journal. The run itself and `report` both call
 * this, so their figures are the same to the last byte.
 * @throws CodedError RUN_UNREADABLE, STORAGE
 */
export async function finishRun(folder: RunFolder): Promise<Result> {
  const { spec, surroundings, analysis } = await readAnalysis(folder);
  const result = resultOf(spec, analysis, surroundings);
  await writeAtomically(folder.result, `${JSON.stringify(result, null, 2)}\n`);
  await writeAtomically(folder.report, renderReport(result, analysis));
  return result;
}

function resultOf(spec: Spec, analysis: Analysis, surroundings: Surroundings): Result {
  const { expectations = [], expectFail = [] } = spec.chaos ?? {};
  const verdict = judge(spec, analysis, spec.thresholds.map(parseThreshold), {
    expect: expectations.map(parseThreshold),
    expectFail: expectFail.map(parseThreshold),
  });
  return toResult(spec, analysis, surroundings, verdict);
}
