import type { Analysis } from './analysis/analysis.js';
import type { Findings } from './findings.js';
import { invariantFindings } from './invariant-findings.js';
import { metricAt, metricPaths } from './metric-paths.js';
import type { Metrics, Verdict } from './result.js';
import type { Spec } from './spec.js';
import { checkThreshold, type Threshold } from './thresholds.js';

/**
 * pass, fail or unknown. A broken invariant is a fail whatever else happened; a missed threshold is one only in a run
 * that nothing disturbed, since a disturbance may be what made it miss; and a run that cannot support a claim, or
 * has nothing to rest one on, is unknown.
 */
export function judge(spec: Spec, analysis: Analysis, thresholds: readonly Threshold[]): Verdict {
  const invariant = invariantFindings(spec, analysis);
  const limits = thresholdFindings(thresholds, analysis.metrics);
  const disturbed = analysis.disturbances.map(({ text }) => text);
  const supported = disturbed.length === 0;
  const broken = [...invariant.broken, ...(supported ? limits.broken : [])];
  const unclear = [
    ...disturbed,
    ...(supported ? [] : limits.broken.map((text) => `${text} The disturbance may be the cause.`)),
    ...invariant.unclear,
    ...limits.unclear,
  ];
  const checked = [...invariant.checked, ...limits.checked];
  if (broken.length > 0) return { status: 'fail', reasons: [...broken, ...unclear, ...checked] };
  if (unclear.length > 0) return { status: 'unknown', reasons: [...unclear, ...checked] };
  if (checked.length > 0) return { status: 'pass', reasons: checked };
  return { status: 'unknown', reasons: ['The run measured nothing that could be judged.'] };
}

function thresholdFindings(thresholds: readonly Threshold[], metrics: Metrics): Findings {
  const findings = { broken: [] as string[], unclear: [] as string[], checked: [] as string[] };
  for (const threshold of thresholds) {
    const { outcome, measured } = checkThreshold(threshold, metrics);
    const { name } = threshold.path;
    const few = tooFewSamples(threshold, metrics);
    if (outcome === 'unknown') {
      findings.unclear.push(`Threshold ${threshold.text} is unknown: the run did not measure ${name}.`);
    } else if (few) findings.unclear.push(`Threshold ${threshold.text} is unknown: ${few}`);
    else if (outcome === 'fail') {
      findings.broken.push(`Threshold ${threshold.text} was missed: ${name} is ${measured}.`);
    } else findings.checked.push(`Threshold ${threshold.text} was met: ${name} is ${measured}.`);
  }
  return findings;
}

const percentileShare: Readonly<Record<string, number>> = { p50: 0.5, p90: 0.9, p99: 0.99, p999: 0.999 };

/** A percentile p stands on 1 / (1 − p) samples at least: with fewer it is just the largest one. */
function tooFewSamples({ path }: Threshold, metrics: Metrics): string | undefined {
  const share = percentileShare[path.keys.at(-1) ?? ''];
  const countPath = metricPaths.get([...path.keys.slice(0, -1), 'count'].join('.'));
  const count = countPath && metricAt(metrics, countPath);
  if (share === undefined || typeof count !== 'number') return undefined;
  const needed = Math.round(1 / (1 - share));
  return count < needed ? `${path.name} has ${count} samples and needs ${needed}.` : undefined;
}
