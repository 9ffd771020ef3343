import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.js';
import { createJournalWriter, loadJournal } from '../journal/journal.js';
import type { RunEvent } from '../journal/journal-event.js';
import { parseSpecYaml } from '../spec/input/document.js';
import { resolveSpec } from '../spec/input/resolve.js';
import { unfolded } from '../testing/folded.js';
import { simulate } from './simulate.js';

/** One more than are read one by one. */
const nodes = 5_001;
const spec = resolveSpec(
  parseSpecYaml(
    `runtime: sim\nseed: 7\ncluster: { nodes: ${nodes} }\nprotocol: { mode: push, fanout: 3, detector: none }\nworkload: { updates: 2, rate: 0 }\nphases: { idle: 0ms }\n`,
    'spec.yaml',
  ),
);

let events: readonly RunEvent[];
let folder: string;
beforeAll(async () => {
  ({ events } = await simulate(spec));
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-large-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the journal of a large simulated cluster', () => {
  it('has its receipts in columns, and gives the figures that a line for each gives', () => {
    const lineByLine = unfolded(events);
    expect(events.length).toBeLessThan(100);
    expect(lineByLine.length).toBeGreaterThan(2 * (nodes - 1));
    const analysis = analyze(spec, events);
    expect(JSON.stringify(analysis)).toBe(JSON.stringify(analyze(spec, lineByLine)));
    expect(analysis.metrics.reach).toBe(1);
    expect(analysis.metrics.invariants).toMatchObject({ equalDigests: true, phantomUpdates: 0 });
  });

  it('is read back from its file as it was written', async () => {
    const path = join(folder, 'journal.ndjson.gz');
    const writer = createJournalWriter(path, { timely: false });
    for (const event of events) writer.append(event);
    await writer.close();
    const { events: read } = await loadJournal(path);
    // Not by `toEqual`: nobody wants to read that difference.
    expect(isDeepStrictEqual(unfolded(read), unfolded(events))).toBe(true);
    expect(JSON.stringify(analyze(spec, read))).toBe(JSON.stringify(analyze(spec, events)));
  });

  it('has the views in one line where they differ, and tells that they do', async () => {
    // Rumors die before they are everywhere.
    const protocol = { ...spec.protocol, fanout: 1, stopK: 1, repairIntervalMs: 0 };
    const { events, analysis } = await simulate({ ...spec, protocol });
    const views = events.filter((event) => event.type.startsWith('view'));
    expect(views.map(({ type }) => type)).toEqual(['views']);
    expect(analysis.metrics.invariants?.equalDigests).toBe(false);
  });

  it('reads all counters once a moment', () => {
    const moments = events.flatMap((event) => (event.type === 'counters' ? [event.tMs] : []));
    expect(new Set(moments).size).toBe(moments.length);
    expect(moments.length).toBeGreaterThan(2);
  });
});
