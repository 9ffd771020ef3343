import { resolve } from 'node:path';
import { environmentDifferences, settingDifferences } from '../../bench/comparison/environment.js';
import type { Metrics } from '../../bench/result/result.js';
import { comparedRows } from './compared-rows.js';
import type { ComparedSide, Comparison } from './comparison-result.js';
import { deadlinesDiffer } from './deadlines.js';
import type { RunSet } from './run-set.js';
import { summaryOf } from './summary.js';

/** Compares the second set of runs with the first, figure by figure. */
export function compareRunSets(base: RunSet, subject: RunSet): Comparison {
  const [figures = []] = comparedRows([
    {
      base: metricsOf(base),
      subject: metricsOf(subject),
      deadlinesDiffer: deadlinesDiffer([...specsOf(base), ...specsOf(subject)]),
    },
  ]);
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
