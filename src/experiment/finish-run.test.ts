import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournalWriter } from '../../bench/journal/journal.js';
import type { RunEvent } from '../../bench/journal/journal-event.js';
import { resolveSpec } from '../../bench/spec/input/resolve.js';
import { JournalBuilder, updateName } from '../../bench/testing/journal-builder.js';
import { createRunFolder, type NewRunFolder } from '../store/run-folder.js';
import { surroundingsAtStart, writeSurroundings } from '../store/surroundings.js';
import { finishRun } from './finish-run.js';

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
