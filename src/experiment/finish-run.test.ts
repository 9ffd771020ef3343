import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { createJournalWriter } from '../../bench/journal/journal.js';
import type { RunEvent } from '../../bench/journal/journal-event.js';
import { parseSpecYaml } from '../../bench/spec/input/document.js';
import { resolveSpec } from '../../bench/spec/input/resolve.js';
import { JournalBuilder, updateName } from '../../bench/testing/journal-builder.js';
import { createRunFolder, type NewRunFolder } from '../store/run-folder.js';
import { surroundingsAtStart, writeSurroundings } from '../store/surroundings.js';
import { finishRun, finishUnread } from './finish-run.js';

let out: string;
let folder: NewRunFolder;

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'gossip-bench-finish-'));
  const spec = resolveSpec(undefined, [{ path: ['runtime'], value: 'process', label: '--runtime' }]);
  folder = await createRunFolder(out, spec);
  await writeSurroundings(
    folder,
    surroundingsAtStart(folder.runId, 'Runtime process was requested.', '1.2.3'),
  );
});
afterEach(() => rm(out, { recursive: true }));

async function writeJournal(events: readonly RunEvent[]): Promise<void> {
  const journal = createJournalWriter(folder.journal);
  for (const event of events) journal.append(event);
  await journal.close();
}

const spreadEvents = (): readonly RunEvent[] =>
  new JournalBuilder(2)
    .phase(0, 'spread')
    .write(10, 0, 1)
    .receive(30, 1, updateName(0, 1))
    .phase(100, 'steady').events;

describe('the files of a run', () => {
  it('give the same result and report to the last byte, as often as they are asked', async () => {
    await writeJournal(spreadEvents());
    const read = () => Promise.all([readFile(folder.result, 'utf8'), readFile(folder.report, 'utf8')]);
    const result = await finishRun(folder);
    const first = await read();
    expect(JSON.parse(first[0])).toEqual(result);
    expect(first[1]).toContain(result.runId);
    await finishRun(folder);
    expect(await read()).toEqual(first);
  });

  it('of a run that was killed in mid-run are reported as interrupted, with what the journal holds', async () => {
    await writeJournal(spreadEvents());
    const result = await finishRun(folder);
    expect(result).toMatchObject({ state: 'interrupted', phase: 'steady', verdict: { status: 'unknown' } });
    expect(result.metrics.propagationLatencyMs?.p50).toBe(20);
    expect(result.context.loadAverage).not.toHaveProperty('after');
  });

  it('of a run that was killed before its cluster was up are reported without figures', async () => {
    await writeJournal([]);
    const result = await finishRun(folder);
    expect(result).toMatchObject({ runId: folder.runId, state: 'interrupted', phase: 'up' });
    expect(result.metrics.propagationLatencyMs).toBeUndefined();
  });

  it('are read though a run like it would be refused today: its journal is there', async () => {
    await writeJournal(spreadEvents());
    const written = await readFile(folder.spec, 'utf8');
    const spec = parse(written) as { workload: object; phases: object; thresholds: string[] };
    spec.workload = { ...spec.workload, rate: '100000/s' };
    spec.phases = { ...spec.phases, duration: '24h' };
    spec.thresholds = ['reach<=1', 'reach<0', 'residue<2', 'propagationLatencyMs.p50<100'];
    await writeFile(folder.spec, stringify(spec));
    expect(() => resolveSpec(parseSpecYaml(stringify(spec), 'spec.yaml'))).toThrow('a run holds at most');
    expect((await finishRun(folder)).metrics.propagationLatencyMs?.p50).toBe(20);
  });

  it('are not read where a single field is beyond all measure, or a threshold is no text of one', async () => {
    await writeJournal(spreadEvents());
    const spec = await readFile(folder.spec, 'utf8');
    for (const [from, to] of [
      [/nodes: \d+/, 'nodes: 9007199254740991'],
      [/thresholds:.*/, 'thresholds: ["reach is 1"]'],
    ] as const) {
      const changed = spec.replace(from, to);
      expect(changed).not.toBe(spec);
      await writeFile(folder.spec, changed);
      await expect(finishRun(folder)).rejects.toMatchObject({ code: 'RUN_UNREADABLE' });
    }
  });

  it('of a run that was interrupted are made without reading a long journal, which report reads later', async () => {
    const events = spreadEvents();
    const long = Array.from(
      { length: 100_001 },
      () => ({ type: 'note', tMs: 50, code: 'x', text: 'x' }) as const,
    );
    await writeJournal([...events, ...long]);
    const interrupted = new Error('interrupted by SIGTERM');
    const aborted = AbortSignal.abort(interrupted);
    await expect(finishRun(folder, aborted)).rejects.toBe(interrupted);
    const result = await finishUnread(folder, 'steady', interrupted.message);
    expect(result).toMatchObject({ state: 'interrupted', phase: 'steady', verdict: { status: 'unknown' } });
    expect(result.verdict.reasons).toEqual([
      `The run was interrupted in phase steady: interrupted by SIGTERM. Its journal is long and was not read: \`gossip-bench report ${folder.path}\` gives its figures.`,
    ]);
    expect((await finishRun(folder)).metrics.propagationLatencyMs?.p50).toBe(20);
    await writeJournal(events);
    expect((await finishRun(folder, aborted)).metrics.propagationLatencyMs?.p50).toBe(20);
  });

  it('that are missing are named', async () => {
    await expect(finishRun(folder)).rejects.toMatchObject({
      code: 'RUN_UNREADABLE',
      message: expect.stringContaining('journal.ndjson.gz'),
    });
    await rm(folder.context);
    await expect(finishRun(folder)).rejects.toMatchObject({
      message: expect.stringContaining('context.json'),
    });
    await rm(folder.spec);
    await expect(finishRun(folder)).rejects.toMatchObject({ message: expect.stringContaining('spec.yaml') });
  });
});
