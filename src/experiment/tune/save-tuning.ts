import { renderTuneReport } from '../../report/html/tune/tune-report.js';
import { writeAtomically } from '../../store/storage.js';
import type { TuningFolder } from '../../store/tuning-folder.js';
import type { TuneResult } from './tune-result.js';

/** Writes the result and its report. @throws CodedError STORAGE */
export async function saveTuning(folder: TuningFolder, result: TuneResult): Promise<void> {
  await writeAtomically(folder.report, renderTuneReport(result));
  await writeAtomically(folder.result, `${JSON.stringify(result, null, 2)}\n`);
}
