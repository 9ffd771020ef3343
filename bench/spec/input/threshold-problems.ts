import { CodedError } from '../../../nodes/coded-error.js';
import type { Threshold } from '../thresholds.js';
import type { Problem } from './problems.js';

/** How a condition is read: one that is asked for now, or one of a stored run. @throws CodedError USAGE */
export type ReadThreshold = (text: string) => Threshold;

/** Those of the conditions that cannot be read, each placed in its list. */
export function thresholdProblems(
  thresholds: readonly string[],
  path: readonly string[],
  read: ReadThreshold,
): Problem[] {
  return thresholds.flatMap((threshold, index) => {
    try {
      read(threshold);
      return [];
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      return [{ path: [...path, String(index)], text: error.message }];
    }
  });
}
