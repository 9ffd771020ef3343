import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Metrics } from '../../../bench/result/result.js';
import { faultLines } from './fault-lines.js';
import { figuresTable } from './figures-table.js';
import { advance, phaseLine } from './phase-progress.js';
import { createProgressDisplay, plainDisplay } from './progress.js';
import { styleFor } from './style.js';

const plain = styleFor({});

describe('the table of figures', () => {
  const metrics: Metrics = {
    propagationLatencyMs: {
      p50: 212.4,
      p90: 301,
      p99: '> deadline',
      p999: '> deadline',
      max: '> deadline',
      count: 90,
    },
    reach: 0.9999,
    wireBytesPerUpdatePerNode: 2_048,
    recovery: { convergenceAfterHealMs: 'never', reachDuringFault: { acrossSides: 0 } },
    detection: {
      fullDetectionMs: { p50: 4_100, max: 5_200, count: 2 },
      falsePositives: 3,
      falsePositivesAtHealthy: 1,
    },
  };
  const table = figuresTable(metrics, plain);

  it.each([
    /propagation latency p50 +212 +ms$/m,
    /propagation latency p99 +> deadline$/m,
    /reach +> 99\.9 +%$/m,
    /wire bytes per update and node +2 +KiB$/m,
    /^Recovery$/m,
    /convergence after heal +never$/m,
    /reach across the sides +0 +%$/m,
    /^Failure detection$/m,
    /full detection, worst +5,200 +ms$/m,
    /false positives at healthy nodes +1$/m,
  ])('has a row like %s', (row) => {
    expect(table).toMatch(row);
  });

  it('has no row for what was not measured, and fits 80 columns', () => {
    expect(table).not.toMatch(/memory|offered|staleness/);
    expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('faults', () => {
  it('stand as asked beside as measured', () => {
    const [line] = faultLines([
      {
        name: 'links',
        asked: { latencyMs: 20, jitterMs: 0, loss: 0.05, rateKBps: 0 },
        measured: {
          probes: 100,
          latencyMs: { p50: 20.4, p05: 20, p95: 23 },
          loss: { fraction: 0.05, low: 0.03, high: 0.07 },
        },
        links: 90,
        confirmed: true,
        reasons: [],
        window: { startMs: 0 },
        skewMs: 3,
      },
    ]);
    expect(line).toBe(
      'links (90 links), confirmed: requested latency 20 ms, loss 5 %; measured latency 20.4 ms (20 to 23), loss 5 % (3 % to 7 %), skew 3 ms',
    );
  });

  const record = { measured: { probes: 10 }, links: 0, confirmed: true, reasons: [], skewMs: 0 };

  it('have their window, and turns of the same fault are one line', () => {
    const split = {
      ...record,
      name: 'flap',
      asked: { kind: 'partition', shape: { kind: 'halves' }, mode: 'drop' },
      links: 50,
    };
    expect(
      faultLines([
        { ...split, window: { startMs: 5_000, endMs: 6_000 }, skewMs: 12 },
        { ...split, window: { startMs: 7_000, endMs: 8_000 }, skewMs: 40, healSkewMs: 90 },
      ]),
    ).toEqual([
      'flap (50 links), 2 times, confirmed: requested partition halves (drop), skew 40 ms, at the heal 90 ms',
    ]);
  });

  it('of nodes name them', () => {
    const kill = { ...record, name: 'crash', asked: { kind: 'kill' }, nodes: [3, 7] };
    expect(faultLines([{ ...kill, window: { startMs: 5_000, endMs: 9_500 } }])).toEqual([
      'crash (n3, n7), 5 s to 9.5 s, confirmed: requested kill',
    ]);
  });
});

describe('progress', () => {
  it('tells phase, nodes, what has spread, and time', () => {
    let progress = advance(undefined, { kind: 'phase', phase: 'spread', expectedMs: 3_000 }, 1_000);
    progress = advance(progress, { kind: 'nodesUp', up: 10, total: 10 }, 1_100);
    progress = advance(progress, { kind: 'spread', held: 45, expected: 90, updates: 10 }, 2_000);
    expect(phaseLine(progress!, 2_000)).toBe(
      'Spreading updates · 10 of 10 nodes up · 10 updates, 50 % delivered · 1 s of about 3 s',
    );
  });

  it('is plain lines where there is no terminal, and nothing when quiet', () => {
    const stream = new PassThrough();
    const display = plainDisplay(stream);
    display.show({ kind: 'notice', text: 'Building the node image.' });
    display.show({ kind: 'phase', phase: 'steady', expectedMs: 10_000 });
    display.show({ kind: 'spread', held: 1, expected: 9, updates: 1 });
    expect(String(stream.read())).toBe('Building the node image.\nMeasuring a steady load …\n');
    createProgressDisplay(process.stderr, true).show({ kind: 'notice', text: 'unseen' });
  });
});

describe('colours', () => {
  it('are for terminals, and not where NO_COLOR asks for none', () => {
    expect(styleFor({ isTTY: true }, {})('red', 'x')).not.toBe('x');
    expect(styleFor({ isTTY: true }, { NO_COLOR: '1' })('red', 'x')).toBe('x');
    expect(styleFor({}, {})('red', 'x')).toBe('x');
  });
});
