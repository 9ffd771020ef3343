import type { NightResult, NightRun, Regression } from '../../nightly/night-result.js';
import { regressionText } from '../../nightly/regression-text.js';
import { metricCatalog } from '../metric-catalog.js';
import { attributes, element } from './xml.js';

type Entry = NightResult['entries'][number];

/** A night as JUnit XML: a suite an entry, in which every run and every judged figure is a test. */
export function junitXml(night: NightResult): string {
  const suites = night.entries.map((entry) => suiteOf(entry, night));
  const head = attributes({
    name: `gossip-bench ${night.suite}`,
    timestamp: night.startedAt,
    time: night.durationMs / 1000,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${suites.join('\n')}\n</testsuites>\n`;
}

function suiteOf({ name, runs, medians }: Entry, { suite, regressions }: NightResult): string {
  const classname = `${suite}.${name}`;
  const worse = regressions.filter(({ entry }) => entry === name);
  const figures = Object.keys(medians);
  const count = (status: NightRun['status']): number => runs.filter((run) => run.status === status).length;
  const head = attributes({
    name,
    tests: runs.length + figures.length,
    failures: count('fail') + worse.length,
    skipped: count('unknown'),
  });
  const cases = [
    ...runs.map((run, i) => runCase(run, numberOf(runs, i), classname)),
    ...figures.map((path) =>
      figureCase(
        path,
        classname,
        worse.find(({ metric }) => metric === path),
      ),
    ),
  ];
  return `<testsuite${head}>\n${cases.join('\n')}\n</testsuite>`;
}

/** Within its part, from 1: the same run of each night has the same name. */
const numberOf = (runs: readonly NightRun[], at: number): number =>
  runs.slice(0, at + 1).filter(({ part }) => part === runs[at]!.part).length;

function runCase({ part, status, reason = '' }: NightRun, number: number, classname: string): string {
  const head = { name: part === 'night' ? `run ${number}` : `confirming run ${number}`, classname };
  if (status === 'pass') return element('testcase', head);
  return element('testcase', head, element(status === 'fail' ? 'failure' : 'skipped', { message: reason }));
}

function figureCase(path: string, classname: string, regression: Regression | undefined): string {
  const label = metricCatalog.find((metric) => metric.path === path)?.label ?? path;
  const head = { name: `${label} is not worse`, classname };
  if (!regression) return element('testcase', head);
  return element('testcase', head, element('failure', { message: regressionText(regression) }));
}
