import type { Result } from '../../../bench/result/result.js';
import type { GroupResult } from '../../experiment/group.js';
import type { FinishedRun } from '../../experiment/run-once.js';
import { groupLine, groupText } from './group-text.js';
import { resultText, verdictLine } from './result-text.js';
import { styleFor, widthOf } from './style.js';

/** What `run` prints of one run or of repetitions; `quiet`: the verdict line alone. */
export function outcomeText(
  runs: readonly FinishedRun[],
  outcome: Result | GroupResult,
  quiet: boolean,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  const style = styleFor(stream);
  if ('kind' in outcome) {
    return quiet
      ? groupLine(outcome, style)
      : groupText(
          outcome,
          runs.map(({ folder }) => folder.path),
          style,
        );
  }
  return quiet ? verdictLine(outcome, style) : resultText(outcome, runs[0]!.folder, style, widthOf(stream));
}
