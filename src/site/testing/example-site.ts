import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NightResult } from '../../nightly/night-result.js';
import { appendHistory } from '../../store/history/append.js';
import { historyRecord } from '../../store/history/testing/history-record.js';
import { writeNight } from '../../store/nights.js';
import { buildSite } from '../build-site.js';

const nights = 16;
const changeAt = 12;

/** A results folder with the site of 16 nights, of which the last four are slower; answers its path. */
export async function exampleSite(): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'gossip-bench-site-'));
  const run = join(out, '20261116T020000Z-push-pull-aaaaaaaa');
  await mkdir(run);
  await writeFile(join(run, 'report.html'), '<!doctype html><title>A report</title>');
  for (let index = 0; index < nights; index += 1) {
    await appendHistory(out, recordsOf(index));
    await writeNight(out, nightOf(index, run));
  }
  await buildSite(out);
  return out;
}

const facts = (index: number) => ({
  night: `202611${day(index)}T020000Z`,
  time: `2026-11-${day(index)}T02:00:00.000Z`,
  commit: `commit${String(index).padStart(4, '0')}`.padEnd(40, '0'),
});
const day = (index: number): string => String(index + 1).padStart(2, '0');

const recordsOf = (index: number) =>
  [-4, -1, 0, 2, 5].flatMap((offset, run) => {
    const level = (index < changeAt ? 200 : 260) + 3 * Math.sin(5 * index) + offset;
    const common = { ...facts(index), runId: `run${index}-${run}` };
    return [
      historyRecord({ ...common, metric: 'fullDisseminationMs.p50', value: level }),
      historyRecord({ ...common, metric: 'reach', value: 1 }),
    ];
  });

function nightOf(index: number, path: string): NightResult {
  const { night, time, commit } = facts(index);
  const worse = index >= changeAt;
  const since = facts(changeAt);
  return {
    schemaVersion: 1,
    kind: 'night',
    night,
    suite: 'quick',
    overrides: '',
    startedAt: time,
    durationMs: 190_000,
    machine: '5e6f7a8b',
    commit,
    verdict: {
      status: worse ? 'fail' : 'pass',
      reasons: worse ? [] : ['No figure is worse than in earlier nights.'],
    },
    regressions: worse
      ? [
          {
            entry: 'push-pull',
            metric: 'fullDisseminationMs.p50',
            label: 'full dissemination p50',
            unit: 'ms',
            rule: 'changePoint',
            factor: 1.3,
            before: 200,
            after: 260,
            since,
            confirmed: true,
          },
        ]
      : [],
    dismissed: [],
    improvements:
      index === 0
        ? []
        : [
            {
              entry: 'push-pull',
              metric: 'reach',
              label: 'reach',
              unit: 'fraction',
              rule: 'jump',
              before: 0,
              after: 1,
              since: facts(1),
            },
          ],
    entries: [
      {
        name: 'push-pull',
        runs: [{ runId: 'aaaaaaaa', path, part: 'night', status: 'pass' }],
        medians: { 'fullDisseminationMs.p50': worse ? 260 : 200, reach: 1 },
      },
    ],
  };
}
