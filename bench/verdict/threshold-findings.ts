import { whyAbsent } from '../analysis/absent-figures.js';
import type { Analysis } from '../analysis/analysis.js';
import { metricAt, metricPaths } from '../result/metric-paths.js';
import type { Metrics } from '../result/result.js';
import { checkThreshold, shownFigure, type Threshold } from '../spec/thresholds.js';
import type { Findings } from './findings.js';

/** A scenario's expectations of its own outcome. */
export interface Expectations {
  readonly expect: readonly Threshold[];
  /** Those that must fail: a documented weakness. */
  readonly expectFail: readonly Threshold[];
}

export function thresholdFindings(thresholds: readonly Threshold[], analysis: Analysis): Findings {
  return merged(thresholds.map((threshold) => judged('Threshold', threshold, analysis)));
}

/** Expectations are judged as thresholds are; one that must fail is broken when it is met. */
export function expectationFindings({ expect, expectFail }: Expectations, analysis: Analysis): Findings {
  const mustFail = new Set(expectFail.map(({ text }) => text));
  const others = expect.filter(({ text }) => !mustFail.has(text));
  return merged([
    ...others.map((threshold) => judged('Expectation', threshold, analysis)),
    ...expectFail.map((threshold) => reversed(threshold, judged('Expectation', threshold, analysis))),
  ]);
}

/** The figures of the expectations that failed as they should. */
export const documentedFailures = ({ expectFail }: Expectations, metrics: Metrics): ReadonlySet<string> =>
  new Set(
    expectFail
      .filter((threshold) => checkThreshold(threshold, metrics).outcome === 'fail')
      .map(({ path }) => path.name),
  );

const nothing: Findings = { broken: [], unclear: [], checked: [] };

function judged(word: string, threshold: Threshold, { metrics, traits }: Analysis): Findings {
  const { outcome, measured } = checkThreshold(threshold, metrics);
  const { name } = threshold.path;
  const few = tooFewSamples(threshold, metrics);
  const about = `${word} ${threshold.text}`;
  if (outcome === 'unknown') {
    const why = whyAbsent(traits, name) ?? `the run did not measure ${name}`;
    return { ...nothing, unclear: [`${about} is unknown: ${why}.`] };
  }
  if (few) return { ...nothing, unclear: [`${about} is unknown: ${few}`] };
  const figure = `${name} is ${shownFigure(measured!, threshold)}.`;
  if (outcome === 'fail') return { ...nothing, broken: [`${about} was missed: ${figure}`] };
  return { ...nothing, checked: [`${about} was met: ${figure}`] };
}

const reversed = ({ text }: Threshold, { broken, unclear, checked }: Findings): Findings => ({
  broken: checked.map((met) => `${met} The scenario expects it to fail.`),
  unclear,
  checked: broken.map((missed) => `Expectation ${text} failed as documented: ${missed}`),
});

const merged = (all: readonly Findings[]): Findings => ({
  broken: all.flatMap(({ broken }) => broken),
  unclear: all.flatMap(({ unclear }) => unclear),
  checked: all.flatMap(({ checked }) => checked),
});

const percentileShare: Readonly<Record<string, number>> = { p50: 0.5, p90: 0.9, p99: 0.99, p999: 0.999 };

/** A percentile p stands on 1 / (1 − p) samples at least: with fewer it is just the largest one. Undefined of other figures. */
export function samplesNeeded({ keys }: Threshold['path']): number | undefined {
  const share = percentileShare[keys.at(-1) ?? ''];
  return share === undefined ? undefined : Math.round(1 / (1 - share));
}

function tooFewSamples({ path }: Threshold, metrics: Metrics): string | undefined {
  const needed = samplesNeeded(path);
  const countPath = metricPaths.get([...path.keys.slice(0, -1), 'count'].join('.'));
  const count = countPath && metricAt(metrics, countPath);
  if (needed === undefined || typeof count !== 'number') return undefined;
  return count < needed ? `${path.name} has ${count} samples, ${needed} are needed.` : undefined;
}
