import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { protocolConfigSchema } from '../../nodes/protocol/node/config.js';
import { expandSchedule } from '../schedule/schedule.js';
import { parseChaos } from '../spec/chaos-input.js';
import type { ChaosSpec } from '../spec/chaos-spec.js';
import { timelineText } from '../spec/timeline-text.js';

const folder = new URL('./', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const scenarios = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({ file, text: read(file), spec: parse(read(file)) }));

/** What the issue on chaos promises. */
const promised =
  `partition-halves partition-majority-minority partition-one-way partition-bridge partition-ring
  partition-flapping partition-long partition-long-no-rejoin isolate-one crash-one crash-third rolling-restart rolling-upgrade
  pause-one slow-node churn lossy-10 lossy-30 wan wan-partition bandwidth-starved malicious-node
  malicious-node-unsigned everything connections-broken bursty-loss`.split(/\s+/);

function chaosOf(
  { chaos, cluster }: { chaos: unknown; cluster: { nodes: number } },
  seed: number,
): ChaosSpec {
  const parsed = parseChaos(chaos, { nodes: cluster.nodes, seed });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.chaos;
}

it('the scenarios that are shipped are those that are promised', () => {
  expect(scenarios.map(({ file }) => file.replace('.yaml', '')).toSorted()).toEqual(promised.toSorted());
});

describe.each(scenarios)('the scenario $file', ({ file, text, spec }) => {
  it('has its file’s name and a header that says what it shows, what is expected, and whose idea it is', () => {
    expect(`${spec.name}.yaml`).toBe(file);
    for (const word of ['# Shows: ', '# Expected: ', '# Source: ']) expect(text).toContain(word);
  });

  it('is a whole spec with known protocol parameters', () => {
    expect(Object.keys(spec)).toEqual(
      expect.arrayContaining(['name', 'cluster', 'protocol', 'workload', 'phases', 'chaos']),
    );
    const resolved = Object.keys(protocolConfigSchema.shape).map((key) => key.replace(/(Ms|Bytes)$/, ''));
    expect(Object.keys(spec.protocol).filter((key) => !resolved.includes(key))).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'expands into a schedule that ends healed, with seed %i',
    (seed) => {
      const chaos = chaosOf(spec, seed);
      const { actions, windowMs } = expandSchedule(chaos, { nodes: spec.cluster.nodes, seed });
      const count = (wanted: string): number => actions.filter(({ action }) => action === wanted).length;
      expect(count('apply')).toBeGreaterThan(0);
      expect(count('heal')).toBe(count('apply'));
      expect(actions.at(-1)).toMatchObject({ action: 'heal' });
      expect(actions.at(-1)!.atMs).toBeLessThanOrEqual(windowMs);
    },
  );

  it('expects that updates are neither lost nor made up, unless that is its point', () => {
    const { expectations, expectFail } = chaosOf(spec, 1);
    expect(expectations).toContain('invariants.phantomUpdates==0');
    if (expectFail.length > 0) expect(text).toContain('It must fail.');
    else expect(expectations).toContain('invariants.lostUpdates.fromLiveOrigin==0');
  });

  it('is short enough for CI: 40 s at most, of which 12 are for start, baseline and drain', () => {
    const { windowMs, recoveryMs } = chaosOf(spec, 1);
    expect(windowMs + recoveryMs).toBeLessThanOrEqual(30_000);
  });

  it('can be drawn, and works on twenty nodes too', () => {
    const larger = { ...spec, cluster: { nodes: 20 } };
    expect(timelineText(chaosOf(larger, 1), { nodes: 20, seed: 1 })).toContain('█');
  });
});

it('rolling-restart reaches every node', () => {
  const spec = parse(read('rolling-restart.yaml'));
  const { actions } = expandSchedule(chaosOf(spec, 1), { nodes: 10, seed: 1 });
  expect(new Set(actions.flatMap(({ nodes }) => nodes)).size).toBe(10);
});
