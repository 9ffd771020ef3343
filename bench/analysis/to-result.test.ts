import { describe, expect, it } from 'vitest';
import { metricsSchema, resultSchema } from '../result/result.js';
import { JournalBuilder, updateName } from '../testing/journal-builder.js';
import { resolvedSpec } from '../testing/resolved-spec.js';
import { judge } from '../verdict/verdict.js';
import { analyze } from './analyze.js';
import { toResult } from './to-result.js';

const surroundings = {
  versions: { node: 'v20', kernel: '6.1' },
  machine: { os: 'Linux x64', kernel: '6.1', cpu: 'cpu', cores: 2, memoryMiB: 4_096 },
  runtimeReason: 'It was asked for.',
  startedAt: '2026-11-24T19:46:30.000Z',
  loadAverage: { before: 0.1, after: 0.5 },
};
const spec = resolvedSpec();
const journal = new JournalBuilder(2)
  .phase(1_000, 'spread')
  .write(1_010, 0, 1)
  .receive(1_030, 1, updateName(0, 1))
  .phase(2_500, 'drain')
  .phase(3_000, 'down')
  .end(3_250);
const resultOf = (context: Parameters<typeof toResult>[2]) => {
  const analysis = analyze(spec, journal.events);
  return toResult(spec, analysis, context, judge(spec, analysis, []));
};

describe('toResult', () => {
  it('takes from the journal what the journal tells', () => {
    const { runId, state, phase, context } = resultOf(surroundings);
    expect([runId, state, phase]).toEqual(['test-run', 'completed', 'down']);
    expect(context).toMatchObject({
      startedAt: '2026-11-24T19:46:30.000Z',
      durationMs: 3_250,
      runtime: 'process',
      seed: 1,
    });
  });

  it('leaves out what was not measured', () => {
    const { metrics } = resultOf(surroundings);
    expect(metrics).not.toHaveProperty('idle');
    expect(JSON.stringify(metrics)).not.toMatch(/null|undefined/);
  });

  it('has its keys in the order of the schema', () => {
    const result = resultOf(surroundings);
    expect(Object.keys(result)).toEqual(Object.keys(resultSchema.shape).filter((name) => name in result));
    const names = Object.keys(metricsSchema.shape).filter((name) => name in result.metrics);
    expect(Object.keys(result.metrics)).toEqual(names);
  });

  it('has the first 50 warnings, and says how many there are beyond', () => {
    const journal = new JournalBuilder(2);
    for (let at = 0; at < 60; at += 1)
      journal.add({ type: 'note', tMs: at, code: 'test', text: `note ${at}` });
    const noted = analyze(spec, journal.end(100).events);
    const { warnings = [] } = toResult(spec, noted, surroundings, { status: 'pass', reasons: [] });
    expect(warnings).toHaveLength(51);
    expect([warnings[0], warnings.at(-1)]).toEqual(['note 0', '10 further warnings are in the journal.']);
  });

  it('gives the same bytes when it is rebuilt from its own context', () => {
    const first = JSON.stringify(resultOf(surroundings));
    expect(JSON.stringify(resultOf(JSON.parse(first).context))).toBe(first);
  });

  it('refuses a journal without a first line', () => {
    const verdict = { status: 'unknown', reasons: [] } as const;
    expect(() => toResult(spec, analyze(spec, []), surroundings, { ...verdict, reasons: [] })).toThrow(
      expect.objectContaining({ code: 'RUN_UNREADABLE' }),
    );
  });
});
