import { resolve } from 'node:path';
import { compareFigures } from '../../bench/comparison/compare-figures.js';
import { environmentDifferences, settingDifferences } from '../../bench/comparison/environment.js';
import type { Metrics, Result } from '../../bench/result/result.js';
import { summarizeFigures } from '../experiment/group.js';
import { metricCatalog, readMetric } from '../report/metric-catalog.js';
import type { ComparedSide, Comparison, ComparisonRow } from './comparison-result.js';
import type { RunSet } from './run-set.js';
import { summaryOf } from './summary.js';

/** Compares the second set of runs with the first, figure by figure. */
export function compareRunSets(base: RunSet, subject: RunSet): Comparison {
  const [one, other] = [metricsOf(base), metricsOf(subject)];
  const figures = compareRows(one, other, deadlinesDiffer([...specsOf(base), ...specsOf(subject)]));
  return {
    schemaVersion: 1,
    kind: 'comparison',
    summary: summaryOf(figures, subject.name),
    base: sideOf(base),
    subject: sideOf(subject),
    environment: environmentDifferences(contextsOf(base), contextsOf(subject)),
    settings: settingDifferences(specsOf(base), specsOf(subject)),
    notices: [...base.notices, ...subject.notices, ...onBothSides(base, subject)],
    figures,
  };
}

/** A run that is compared with itself hides what differs. */
function onBothSides(base: RunSet, subject: RunSet): string[] {
  const paths = new Set(base.runs.map(({ folder }) => resolve(folder.path)));
  const shared = subject.runs.filter(({ folder }) => paths.has(resolve(folder.path))).length;
  return shared === 0 ? [] : [`${shared} ${shared === 1 ? 'run is' : 'runs are'} on both sides.`];
}

const metricsOf = ({ runs }: RunSet): Metrics[] => runs.map(({ result }) => result.metrics);
const contextsOf = ({ runs }: RunSet) => runs.map(({ result }) => result.context);
const specsOf = ({ runs }: RunSet) => runs.map(({ result }) => result.spec);

const sideOf = ({ name, runs }: RunSet): ComparedSide => ({
  name,
  runs: runs.map(({ folder, result }) => ({
    runId: result.runId,
    path: folder.path,
    verdict: result.verdict.status,
  })),
});

/** Where what is beyond the deadline, or never came, begins: at the deadline, or at the end of the recovery window. */
function deadlinesDiffer(specs: readonly Result['spec'][]): boolean {
  const windows = specs.map((spec) => {
    const { phases, chaos } = spec as { phases?: { deadlineMs?: unknown }; chaos?: { recoveryMs?: unknown } };
    return JSON.stringify([phases?.deadlineMs, chaos?.recoveryMs]);
  });
  return new Set(windows).size > 1;
}

/** Every figure of the catalog that some run measured; not those of a simulation, which is no measurement. */
function compareRows(
  base: readonly Metrics[],
  subject: readonly Metrics[],
  deadlinesDiffer: boolean,
): ComparisonRow[] {
  const [baseSummary, subjectSummary] = [summarizeFigures(base), summarizeFigures(subject)];
  const metrics = metricCatalog.filter(
    ({ path }) => !path.startsWith('prediction.') && (baseSummary[path] ?? subjectSummary[path]),
  );
  const compared = compareFigures(
    metrics.map(({ path, better, unit }) => ({
      path,
      better,
      unit,
      base: valuesOf(base, path),
      subject: valuesOf(subject, path),
      deadlinesDiffer,
    })),
  );
  return metrics.map(({ path, label, unit, better }, index) => ({
    ...compared[index]!,
    label,
    unit,
    better,
    ...(baseSummary[path] && { base: baseSummary[path] }),
    ...(subjectSummary[path] && { subject: subjectSummary[path] }),
  }));
}

const valuesOf = (metrics: readonly Metrics[], path: string): (number | string)[] =>
  metrics.map((one) => readMetric(one, path)).filter((value) => value !== undefined);
