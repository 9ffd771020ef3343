import { describe, expect, it } from 'vitest';
import type { Metrics, Result } from '../../bench/result/result.js';
import { repetitionSeed } from '../../bench/spec/repetition-seed.js';
import { groupResults } from './group.js';

const result = (runId: string, status: Result['verdict']['status'], metrics: Metrics): Result => ({
  schemaVersion: 1,
  runId,
  state: 'completed',
  phase: 'down',
  verdict: { status, reasons: status === 'pass' ? [] : ['reach 0.9 < 1'] },
  spec: {},
  context: {
    versions: {},
    machine: { os: '', kernel: '', cpu: '', cores: 2, memoryMiB: 1 },
    seed: 1,
    runtime: 'process',
    runtimeReason: '',
    startedAt: '2026-11-24T19:46:30.500Z',
    durationMs: 1,
    loadAverage: { before: 0, after: 0 },
    clockOffsetMs: 0,
    clockUncertaintyMs: 0,
  },
  faults: [],
  metrics,
});

const full = (p50: number | '> deadline') => ({
  fullDisseminationMs: { p50, p99: 9, max: 9, count: 10 },
});

describe('a group of repetitions', () => {
  it('has median, min and max of every figure, over the runs that measured it', () => {
    const { summary } = groupResults([
      result('a', 'pass', { reach: 1, ...full(30) }),
      result('b', 'pass', { reach: 0.5, ...full(10) }),
      result('c', 'pass', { ...full(20) }),
    ]);
    expect(summary['fullDisseminationMs.p50']).toEqual({ median: 20, min: 10, max: 30, count: 3 });
    expect(summary.reach).toEqual({ median: 0.75, min: 0.5, max: 1, count: 2 });
  });

  it('takes a figure beyond the deadline as larger than any number', () => {
    const { summary } = groupResults([
      result('a', 'pass', full(10)),
      result('b', 'pass', full('> deadline')),
      result('c', 'pass', full('> deadline')),
    ]);
    expect(summary['fullDisseminationMs.p50']).toEqual({
      median: '> deadline',
      min: 10,
      max: '> deadline',
      count: 3,
    });
  });

  it('takes what never came for that too, and says so', () => {
    const converged = (ms: number | 'never') => ({ recovery: { convergenceAfterHealMs: ms } });
    const runs = [converged(900), converged('never'), converged('never')];
    const { summary } = groupResults(runs.map((metrics, run) => result(`${run}`, 'pass', metrics)));
    expect(summary['recovery.convergenceAfterHealMs']).toMatchObject({
      median: 'never',
      min: 900,
      max: 'never',
    });
  });

  it('has the worst verdict, with reasons that name their run', () => {
    const { verdict } = groupResults([result('a', 'pass', {}), result('b', 'unknown', {})]);
    expect(verdict).toEqual({ status: 'unknown', reasons: ['b: reach 0.9 < 1'] });
  });
});

describe('seeds of repetitions', () => {
  it('begin with the spec’s own, differ, and stay in range', () => {
    const seeds = Array.from({ length: 1_000 }, (_, index) => repetitionSeed(0xffff_ffff, index));
    expect(seeds[0]).toBe(0xffff_ffff);
    expect(new Set(seeds).size).toBe(1_000);
    expect(seeds.every((seed) => seed >= 0 && seed < 2 ** 32)).toBe(true);
  });
});
