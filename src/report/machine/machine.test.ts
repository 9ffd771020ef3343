import { describe, expect, it } from 'vitest';
import type { NightResult } from '../../nightly/night-result.js';
import { historyRecord } from '../../store/history/testing/history-record.js';
import { nightMarkdown } from '../markdown/night.js';
import { annotations } from './annotations.js';
import { benchmarkFigures } from './benchmark-json.js';
import { historyCsv } from './history-csv.js';
import { junitXml } from './junit.js';
import { openMetricsText } from './open-metrics.js';
import { attributes } from './xml.js';

const night: NightResult = {
  schemaVersion: 1,
  kind: 'night',
  night: '20261124T020000000Z',
  suite: 'quick',
  overrides: '--interval 400ms',
  startedAt: '2026-11-24T02:00:00.000Z',
  durationMs: 190_500,
  machine: '5e6f7a8b',
  commit: 'abcdef0123456789',
  verdict: { status: 'fail', reasons: ['push: reach 0.9 < 1'] },
  regressions: [
    {
      entry: 'push',
      metric: 'fullDisseminationMs.p50',
      label: 'full dissemination p50',
      unit: 'ms',
      rule: 'jump',
      factor: 1.98,
      before: 200,
      after: 396,
      since: { night: '20261124T020000000Z', time: '2026-11-24T02:00:00.000Z', commit: 'abcdef0123456789' },
      changed: { commit: { before: '99887766554433', after: 'abcdef0123456789' } },
      confirmed: true,
    },
  ],
  dismissed: [],
  improvements: [
    {
      entry: 'push',
      metric: 'recovery.convergenceAfterHealMs',
      label: 'convergence after heal',
      unit: 'ms',
      rule: 'jump',
      before: 'never',
      after: 0,
      since: { night: '20261124T020000000Z', time: '2026-11-24T02:00:00.000Z' },
    },
  ],
  entries: [
    {
      name: 'push',
      runs: [
        { runId: 'a', path: 'results/a', part: 'night', status: 'pass' },
        { runId: 'b', path: 'results/b', part: 'night', status: 'fail', reason: 'lost <1> & "more"\u0000' },
        { runId: 'c', path: 'results/c', part: 'night', status: 'unknown', reason: 'busy' },
      ],
      medians: { 'fullDisseminationMs.p50': 396, 'fullDisseminationMs.p99': '> deadline', reach: 1 },
    },
  ],
};
const sentence =
  'push: full dissemination p50 is worse by a factor of 1.98 (200 ms → 396 ms) since 2026-11-24 02:00; changed then: commit 9988776655 → abcdef0123; compared with earlier nights.';
const better =
  'push: convergence after heal is better (never → 0 ms) since 2026-11-24 02:00; nothing that is recorded changed then; compared with earlier nights.';

describe('JUnit XML', () => {
  const xml = junitXml(night);

  it('has a test a run and a figure, and counts what failed and what was skipped', () => {
    expect(xml).toContain('<testsuite name="push" tests="6" failures="2" skipped="1">');
    expect(xml.match(/<testcase /g)).toHaveLength(6);
    expect(xml).toContain(`<failure message="${sentence}"/>`);
    expect(xml).toContain('<testcase name="reach is not worse" classname="quick.push"/>');
  });

  it('escapes what a reason holds, and leaves out what XML cannot write', () => {
    expect(xml).toContain('<failure message="lost &lt;1&gt; &amp; &quot;more&quot; "/>');
  });

  it('closes every element that it opens', () => {
    const open: string[] = [];
    for (const [, closing, name, , empty] of xml.matchAll(/<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g)) {
      if (closing === '/') expect(open.pop()).toBe(name);
      else if (empty !== '/') open.push(name!);
    }
    expect(open).toEqual([]);
    expect(xml.replace(/<\?xml.*?\?>|<\/?[a-z]+(?: [a-z]+="[^"<]*")*\/?>|\s/g, '')).toBe('');
  });
});

describe('OpenMetrics', () => {
  const lines = openMetricsText(night).split('\n');

  it('has every median with its labels, and ends as it must', () => {
    expect(lines).toContain(
      'gossip_bench_figure{suite="quick",machine="5e6f7a8b",commit="abcdef0123456789",entry="push",metric="fullDisseminationMs.p50",unit="ms"} 396',
    );
    expect(lines.find((line) => line.includes('p99'))).toMatch(/ \+Inf$/);
    expect(lines.slice(-2)).toEqual(['# EOF', '']);
  });

  it('has only lines of its grammar, each sample after the type of its family', () => {
    const types = new Set<string>();
    for (const line of lines.slice(0, -2)) {
      const [, name] = /^# TYPE ([a-z_]+) gauge$/.exec(line) ?? [];
      if (name) types.add(name);
      else if (!line.startsWith('# ')) {
        expect(line).toMatch(/^[a-z_]+\{([a-z]+="[^"]*",?)+\} (\+Inf|[\d.e+-]+)$/);
        expect(types.has(line.slice(0, line.indexOf('{')))).toBe(true);
      }
    }
  });
});

it('CSV has a line a run and figure, quoted where it must be', () => {
  const csv = historyCsv([historyRecord({ overrides: '--a "b", c', commit: undefined })]);
  const [head, line, end] = csv.split('\r\n');
  expect(head).toBe(
    'time,commit,night,suite,entry,definition,part,runtime,machine,overrides,runId,status,metric,unit,value',
  );
  expect(line).toBe(
    `2026-11-24T19:46:30.500Z,,20261124T194630Z,quick,push-pull,1a2b3c4d,night,process,5e6f7a8b,"'--a ""b"", c",7k2m9q4x,pass,fullDisseminationMs.p50,ms,123.4`,
  );
  expect(end).toBe('');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('CSV has no formula made of %j', (entry) => {
  expect(historyCsv([historyRecord({ entry, value: -1.5 })])).toContain(`,'${entry},`);
  expect(historyCsv([historyRecord({ entry, value: -1.5 })])).toMatch(/,-1\.5\r\n$/);
});

it('XML has only characters that it can write', () => {
  expect(attributes({ name: 'a\u0000\ud800\uffff\u{1F600}b' })).toBe(' name="a   \u{1F600}b"');
});

it('benchmark dashboards get name, unit and value, by the direction that is better', () => {
  expect(benchmarkFigures(night, 'lower')).toEqual([
    { name: 'push: full dissemination p50', unit: 'ms', value: 396 },
  ]);
  expect(benchmarkFigures(night, 'higher')).toEqual([{ name: 'push: reach', unit: 'fraction', value: 1 }]);
});

it('annotations are errors for regressions, one a line', () => {
  expect(annotations(night)).toBe(
    `::error title=gossip-bench regression::${sentence}\n::notice title=gossip-bench improvement::${better}\n::warning title=gossip-bench::push: reach 0.9 < 1\n`,
  );
  const calm = { ...night, verdict: { status: 'pass' as const, reasons: ['calm'] }, improvements: [] };
  expect(annotations({ ...calm, regressions: [] })).toBe('');
  expect(
    annotations({
      ...night,
      regressions: [],
      improvements: [],
      verdict: { status: 'fail', reasons: ['100 %\nbad'] },
    }),
  ).toBe('::error title=gossip-bench::100 %25%0Abad\n');
});

it('the job summary names what is worse, and has a row an entry', () => {
  const summary = nightMarkdown(night);
  expect(summary).toMatch(/^## ❌ gossip-bench, suite quick: fail\n/);
  expect(summary).toContain(`- ${sentence}`);
  expect(summary).toContain('### Better than before\n\n- push: convergence after heal is better');
  expect(summary).toContain('| push | ✅❌❔ | 396 ms | \\> deadline | 100 % | – |'.replace('\\>', '>'));
});
