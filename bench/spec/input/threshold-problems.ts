import { CodedError } from '../../../nodes/coded-error.js';
import { askedThreshold } from '../thresholds.js';
import type { Problem } from './problems.js';

/** Those of the conditions that cannot be read, each placed in its list. */
export function thresholdProblems(thresholds: readonly string[], path: readonly string[]): Problem[] {
  return thresholds.flatMap((threshold, index) => {
    try {
      askedThreshold(threshold);
      return [];
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      return [{ path: [...path, String(index)], text: error.message }];
    }
  });
}
