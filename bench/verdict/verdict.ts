import type { Analysis } from '../analysis/analysis.js';
import type { Verdict } from '../result/result.js';
import type { Spec } from '../spec/spec.js';
import type { Threshold } from '../spec/thresholds.js';
import { invariantFindings } from './invariant-findings.js';
import {
  documentedFailures,
  type Expectations,
  expectationFindings,
  thresholdFindings,
} from './threshold-findings.js';

const noExpectations: Expectations = { expect: [], expectFail: [] };

/**
 * pass, fail or unknown. A broken invariant is a fail whatever else happened; a missed threshold or expectation is one only
 * in a run that nothing disturbed, since a disturbance may be what made it miss; and a run that cannot support a claim,
 * or has nothing to rest one on, is unknown. What a scenario documents to fail must fail, and excuses the invariant that
 * it is about.
 */
export function judge(
  spec: Spec,
  analysis: Analysis,
  thresholds: readonly Threshold[],
  expectations: Expectations = noExpectations,
): Verdict {
  const { metrics, disturbances } = analysis;
  const invariant = invariantFindings(spec, analysis, documentedFailures(expectations, metrics));
  const limits = [thresholdFindings(thresholds, analysis), expectationFindings(expectations, analysis)];
  const missed = limits.flatMap(({ broken }) => broken);
  const disturbed = disturbances.map(({ text }) => text);
  const supported = disturbed.length === 0;
  const broken = [...invariant.broken, ...(supported ? missed : [])];
  const unclear = [
    ...disturbed,
    ...(supported ? [] : missed.map((text) => `${text} The disturbance may be the cause.`)),
    ...invariant.unclear,
    ...limits.flatMap(({ unclear }) => unclear),
  ];
  const checked = [...invariant.checked, ...limits.flatMap(({ checked }) => checked)];
  if (broken.length > 0) return { status: 'fail', reasons: [...broken, ...unclear, ...checked] };
  if (unclear.length > 0) return { status: 'unknown', reasons: [...unclear, ...checked] };
  if (checked.length > 0) return { status: 'pass', reasons: checked };
  return { status: 'unknown', reasons: ['The run measured nothing to judge.'] };
}
