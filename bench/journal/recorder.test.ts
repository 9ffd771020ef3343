import { describe, expect, it } from 'vitest';
import { realClock } from '../../nodes/runtime/clock.js';
import type { JournalWriter } from './journal.js';
import type { RunEvent } from './journal-event.js';
import { Recorder } from './recorder.js';

function recording() {
  const events: RunEvent[] = [];
  const writer: JournalWriter = {
    append: (event) => void events.push(event),
    flush: async () => undefined,
    close: async () => undefined,
  };
  return { events, recorder: new Recorder(writer, realClock) };
}

const run = {
  schemaVersion: 1,
  runId: 'r',
  startedAt: '2026-01-01T00:00:00.000Z',
  runtime: 'process',
  nodes: [0],
} as const;

describe('Recorder', () => {
  it('holds events back until the clock is known, then writes the run first', () => {
    const { events, recorder } = recording();
    recorder.enter('up');
    expect(events).toEqual([]);
    recorder.begin({ ...run, nodes: [0] }, { offsetMs: 0, uncertaintyMs: 0.1 });
    expect(events.map((event) => event.type)).toEqual(['run', 'phase']);
  });

  it('puts held events on the clock of the nodes', () => {
    const { events, recorder } = recording();
    recorder.record({ type: 'note', tMs: 5_000, code: 'x', text: 'y' });
    recorder.begin({ ...run, nodes: [0] }, { offsetMs: 1_500, uncertaintyMs: 0.1 });
    expect(events[1]).toMatchObject({ type: 'note', tMs: 3_500 });
    expect(recorder.toNodeClock(10_000)).toBe(8_500);
  });

  it('writes the run once, though it is begun again at the end', () => {
    const { events, recorder } = recording();
    recorder.begin({ ...run, nodes: [0] }, { offsetMs: 3, uncertaintyMs: 0.1 });
    recorder.begin({ ...run, nodes: [] }, { offsetMs: 0, uncertaintyMs: 0 });
    expect(events).toHaveLength(1);
  });
});
