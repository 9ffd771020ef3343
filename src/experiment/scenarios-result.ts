import type { Result, Verdict } from '../../bench/result/result.js';
import { worstStatus } from '../command-line/exit-codes.js';
import type { GroupResult } from './group.js';

/** What `chaos run` prints of several scenarios with `--json`. */
export interface ScenariosResult {
  readonly schemaVersion: 1;
  readonly kind: 'scenarios';
  readonly verdict: Verdict;
  /** In the order in which they were run. */
  readonly scenarios: readonly (Result | GroupResult)[];
}

export const nameOf = (outcome: Result | GroupResult): string =>
  String(('kind' in outcome ? outcome.runs[0] : outcome)?.spec.name);

/** Sums up scenarios: the worst verdict, with the reasons of those that did not pass. */
export function scenariosResult(scenarios: readonly (Result | GroupResult)[]): ScenariosResult {
  const reasons = scenarios
    .filter(({ verdict }) => verdict.status !== 'pass')
    .map((outcome) => `${nameOf(outcome)}: ${outcome.verdict.status}, ${outcome.verdict.reasons[0] ?? ''}`);
  const passed = scenarios.length - reasons.length;
  return {
    schemaVersion: 1,
    kind: 'scenarios',
    verdict: {
      status: worstStatus(scenarios),
      reasons: [`${passed} of ${scenarios.length} scenarios passed.`, ...reasons],
    },
    scenarios,
  };
}
