import { describe, expect, it } from 'vitest';
import { simRuntime } from '../../nodes/runtime/sim/sim-runtime.js';
import type { RunEvent } from '../journal/journal-event.js';
import { resolvedSpec } from '../testing/resolved-spec.js';
import { runExperiment } from './runner.js';

describe('a simulated run that is interrupted', () => {
  it('tells all that its nodes had told by then', async () => {
    const interrupted = new AbortController();
    const runtime = simRuntime();
    const events: RunEvent[] = [];
    const spec = resolvedSpec({
      runtime: 'sim',
      cluster: { nodes: 8 },
      workload: { updates: 0, ratePerSecond: 50 },
      phases: { durationMs: 10_000, deadlineMs: 10_000 },
    });
    const { state } = await runExperiment(spec, {
      runId: 'interrupted',
      runtime,
      journal: {
        append: (event) => void events.push(event),
        flush: async () => undefined,
        close: async () => undefined,
      },
      logDirectory: '',
      provisionLinks: async () => undefined,
      confirmerFor: () => undefined,
      onProgress: (event) => {
        if (event.kind !== 'phase' || event.phase !== 'steady') return;
        // Nodes are read every second: half of one is unread.
        void runtime.clock.sleep(2_500).then(() => interrupted.abort(new Error('enough')));
      },
      signal: interrupted.signal,
    });
    expect(state).toBe('interrupted');
    const told = events.flatMap((line) => (line.type === 'event' ? [line.event.tMs] : []));
    const read = events.flatMap((line) => (line.type === 'counters' ? [line.tMs] : []));
    const last = (times: readonly number[]): number => times.reduce((a, b) => Math.max(a, b), 0);
    expect(last(told)).toBeGreaterThan(last(read) + 300);
  });
});
