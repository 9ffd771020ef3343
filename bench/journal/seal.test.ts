import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folded } from '../testing/folded.js';
import { JournalBuilder } from '../testing/journal-builder.js';
import { createJournalWriter, loadJournal } from './journal.js';
import type { RunEvent } from './journal-event.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-seal-'));
  path = join(folder, 'journal.ndjson.gz');
});
afterEach(() => rm(folder, { recursive: true }));

const events = (): readonly RunEvent[] =>
  new JournalBuilder(3)
    .phase(100, 'spread')
    .write(200, 0, 1)
    .receive(300, 1, '0.1.1')
    .receive(310, 2, '0.1.1')
    .phase(400, 'down')
    .end(500)
    .events.map((event) => (event.type === 'run' ? { ...event, spec: { name: 'ab' } } : event));

async function write(lines: readonly RunEvent[] = events()): Promise<string[]> {
  const writer = createJournalWriter(path);
  for (const line of lines) writer.append(line);
  await writer.close();
  return gunzipSync(await readFile(path))
    .toString()
    .trim()
    .split('\n');
}

async function sealOf(lines: readonly string[]) {
  await writeFile(path, gzipSync(lines.map((line) => `${line}\n`).join('')));
  return (await loadJournal(path)).seal;
}

describe('the seal of a journal', () => {
  it('is its last line, counts what stands before it, and is no event', async () => {
    const lines = await write();
    expect(JSON.parse(lines.at(-1)!)).toEqual({
      type: 'seal',
      lines: 10,
      crc32: expect.stringMatching(/^[0-9a-f]{8}$/),
      types: { end: 1, event: 3, node: 3, phase: 2, run: 1 },
      events: { 0: 1, 1: 1, 2: 1 },
    });
    const journal = await loadJournal(path);
    expect(journal.events).toEqual(events());
    expect(journal.seal).toEqual({ state: 'whole' });
  });

  it('counts receipts in columns as the events that they are', async () => {
    const lines = await write(folded(events(), 10));
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ lines: 9, events: { 0: 1, 1: 1, 2: 1 } });
    expect((await loadJournal(path)).seal).toEqual({ state: 'whole' });
  });

  it('does not count the events of each of more than 1,000 nodes', async () => {
    const journal = new JournalBuilder(1_001);
    for (let node = 0; node < 1_001; node += 1) journal.write(100 + node, node, 1);
    expect(JSON.parse((await write(journal.events)).at(-1)!)).not.toHaveProperty('events');
  });

  it.each<[string, (lines: string[]) => string[], string]>([
    [
      'a node whose events are gone',
      (lines) => lines.filter((line) => !line.includes('"node":2,"event"')),
      '1 lines are missing (1 fewer event; events: 1 fewer of n2)',
    ],
    [
      'a kind of line that is gone',
      (lines) => lines.filter((line) => !line.includes('{"type":"phase"')),
      '2 lines are missing (2 fewer phase)',
    ],
    [
      'a digit that was changed',
      (lines) => lines.map((line) => line.replace('"tMs":310', '"tMs":301')),
      'its lines were changed, or stand in another order',
    ],
    [
      'two lines that changed places',
      ([first, second, third, ...rest]) => [first!, third!, second!, ...rest],
      'its lines were changed, or stand in another order',
    ],
    [
      'a line that comes twice',
      (lines) => [lines[0]!, lines[1]!, ...lines.slice(1)],
      '1 lines are too many (1 more node)',
    ],
    ['no seal, though the run ended', (lines) => lines.slice(0, -1), 'its last line, the seal, is missing'],
    ['a line behind it', (lines) => [...lines, lines[1]!], 'there are lines behind its seal'],
    ['two seals', (lines) => [...lines, lines.at(-1)!], 'it has more than one seal'],
  ])('is broken by %s', async (_, edit, difference) => {
    expect(await sealOf(edit(await write()))).toEqual({ state: 'broken', difference });
  });

  it('is absent where the harness was killed, or where the journal is older than seals', async () => {
    const lines = await write();
    expect(await sealOf(lines.slice(0, -2))).toEqual({ state: 'absent' });
    const older = lines.slice(0, -1).map((line) => line.replace(',"spec":{"name":"ab"}', ''));
    expect(await sealOf(older)).toEqual({ state: 'absent' });
  });

  it('that is no seal makes the journal unreadable', async () => {
    const lines = await write();
    await expect(sealOf([...lines.slice(0, -1), '{"type":"seal","lines":-1}'])).rejects.toThrow(
      'cannot be read at line 11: lines: ',
    );
  });
});
