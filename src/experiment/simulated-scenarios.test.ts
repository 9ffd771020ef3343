import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../bench/journal/journal-event.js';
import { simulate } from '../../bench/run/simulate.js';
import { parseSpecYaml } from '../../bench/spec/input/document.js';
import { resolveSpec } from '../../bench/spec/input/resolve.js';
import type { Spec } from '../../bench/spec/spec.js';
import { parseThreshold } from '../../bench/spec/thresholds.js';
import { judge } from '../../bench/verdict/verdict.js';
import type { Measured } from '../../chaos/links/measured.js';
import { listScenarios } from '../scenarios/library.js';

const specOf = (text: string): Spec => resolveSpec(parseSpecYaml(`runtime: sim\n${text}`, 'test'));
const lines = (events: readonly RunEvent[]): string =>
  events.map((event) => JSON.stringify(event)).join('\n');

describe('a simulated run', () => {
  const small = (seed: number): Spec =>
    specOf(
      `seed: ${seed}\ncluster: { nodes: 8, loss: 10%, latency: 5ms, jitter: 2ms }\nphases: { duration: 2s, idle: 1s }\n`,
    );

  it('has one journal for one seed, to the last byte, and another for another', async () => {
    const [first, again, other] = [
      await simulate(small(7)),
      await simulate(small(7)),
      await simulate(small(8)),
    ];
    expect(lines(again.events)).toBe(lines(first.events));
    expect(lines(other.events)).not.toBe(lines(first.events));
  });

  it('has every figure of dissemination and cost, and asks and measures its links', async () => {
    const spec = small(7);
    const { metrics, faults } = (await simulate(spec)).analysis;
    expect(metrics.reach).toBe(1);
    expect(metrics.fullDisseminationMs).toMatchObject({ p50: expect.any(Number), p99: expect.any(Number) });
    expect(metrics.idle).toBeDefined();
    expect(metrics.resources).toBeUndefined();
    expect(faults[0]).toMatchObject({ name: 'links', confirmed: true, links: 56 });
    const { latencyMs, loss } = faults[0]!.measured as unknown as Measured;
    expect(Math.abs(latencyMs!.p50 - 5.5)).toBeLessThan(0.5);
    expect(loss!.low).toBeLessThan(0.1);
    expect(loss!.high).toBeGreaterThan(0.1);
  });
});

// Malicious nodes attack the wire, and an upgrade is of programs of others.
const simulable = (await listScenarios()).filter(
  ({ name }) => !name.startsWith('malicious') && name !== 'rolling-upgrade',
);

describe('a shipped scenario means the same in virtual time', () => {
  it.each(simulable.map(({ name, path }) => [name, path] as const))('%s', async (_, path) => {
    const spec = { ...specOf(await readFile(path, 'utf8')), seed: 7 };
    const analysis = (await simulate(spec)).analysis;
    const { expectations = [], expectFail = [] } = spec.chaos!;
    const verdict = judge(spec, analysis, [], {
      expect: expectations.map(parseThreshold),
      expectFail: expectFail.map(parseThreshold),
    });
    expect(verdict).toMatchObject({ status: 'pass' });
  });
});
