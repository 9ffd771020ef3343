import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CodedError } from '../../nodes/coded-error.js';
import { createJournalWriter, loadJournal, readJournal } from './journal.js';
import type { RunEvent } from './journal-event.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-journal-'));
});
afterAll(() => rm(folder, { recursive: true }));

const note = (index: number): RunEvent => ({
  type: 'note',
  tMs: index,
  code: 'test',
  text: `Note ${index} — é`,
});
const notes = (count: number): RunEvent[] => Array.from({ length: count }, (_, index) => note(index));
const ndjson = (events: readonly unknown[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');

async function stored(name: string, content: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('a journal', () => {
  it('is read back as it was written, over many batches', async () => {
    const path = join(folder, 'whole.ndjson.gz');
    const writer = createJournalWriter(path);
    const events = notes(10_000);
    for (const event of events) writer.append(event);
    await writer.close();
    expect(await loadJournal(path)).toEqual({ events, truncated: false, seal: { state: 'whole' } });
  });

  it('is one gzip file that any tool unpacks', async () => {
    const path = join(folder, 'plain.ndjson.gz');
    const writer = createJournalWriter(path);
    writer.append(note(1));
    await writer.flush();
    writer.append(note(2));
    await writer.close();
    const text = gunzipSync(await readFile(path)).toString();
    expect(text.slice(0, text.indexOf('{"type":"seal"'))).toBe(ndjson([note(1), note(2)]));
  });

  it('is readable after a flush, while the writer goes on', async () => {
    const path = join(folder, 'open.ndjson.gz');
    const writer = createJournalWriter(path);
    writer.append(note(1));
    await writer.flush();
    expect((await loadJournal(path)).events).toEqual([note(1)]);
    await writer.close();
  });

  it('can be left in the middle of reading', async () => {
    const path = await stored('long.gz', gzipSync(ndjson(notes(5_000))));
    const reading = readJournal(path);
    for await (const event of reading) {
      expect(event).toEqual(note(0));
      break;
    }
    expect(reading.truncated).toBe(false);
  });

  it('drops what comes after its end', async () => {
    const path = join(folder, 'ended.ndjson.gz');
    const writer = createJournalWriter(path);
    writer.append(note(1));
    await writer.close();
    writer.append(note(2));
    await writer.close();
    expect((await loadJournal(path)).events).toEqual([note(1)]);
  });

  it('counts as torn when nothing was written: not even a first line is there', async () => {
    const path = join(folder, 'empty.ndjson.gz');
    await createJournalWriter(path).close();
    expect(await loadJournal(path)).toEqual({ events: [], truncated: true, seal: { state: 'absent' } });
  });
});

describe('a journal that is not writable', () => {
  it.each([
    ['whose folder is missing', () => join(folder, 'nowhere', 'journal.ndjson.gz')],
    ['on a full disk', () => '/dev/full'],
  ])('%s fails with STORAGE, the path and a remedy', async (_, path) => {
    const failures: CodedError[] = [];
    const writer = createJournalWriter(path(), { onFailure: (error) => failures.push(error) });
    writer.append(note(1));
    const refused = expect.objectContaining({ code: 'STORAGE', message: expect.stringContaining(path()) });
    await expect(writer.flush()).rejects.toEqual(refused);
    writer.append(note(2));
    await expect(writer.close()).rejects.toEqual(refused);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.remedy).toContain('--out');
  });
});

describe('a journal with a torn end', () => {
  const member = gzipSync(ndjson(notes(50)));
  it.each([
    ['in the middle of a batch', Buffer.concat([member, member.subarray(0, member.length - 20)])],
    ['in the middle of a line', Buffer.concat([member, gzipSync('{"type":"note","tM')])],
  ])('%s keeps what is whole and says so', async (name, content) => {
    const { events, truncated } = await loadJournal(await stored(`torn ${name}.gz`, content));
    expect(truncated).toBe(true);
    expect(events.slice(0, 50)).toEqual(notes(50));
  });

  it('is whole when only the last line break is missing', async () => {
    const path = await stored('unbroken.gz', gzipSync(JSON.stringify(note(1))));
    expect(await loadJournal(path)).toMatchObject({ events: [note(1)], truncated: false });
  });
});

describe('a damaged journal', () => {
  it.each([
    ['no JSON', `${ndjson([note(1)])}garbage\n${ndjson([note(2)])}`, 2],
    ['an event of an unknown type', ndjson([note(1), note(2), { type: 'later', tMs: 1 }, note(3)]), 3],
    ['an event without its time', ndjson([{ type: 'phase', phase: 'up' }, note(1)]), 1],
  ])('with %s is refused by file and line', async (name, text, line) => {
    const path = await stored(`${name}.gz`, gzipSync(text));
    await expect(loadJournal(path)).rejects.toMatchObject({
      code: 'RUN_UNREADABLE',
      message: expect.stringContaining(`${path} cannot be read at line ${line}:`),
    });
  });

  it('names the field that is wrong, in one line', async () => {
    const path = await stored('field.gz', gzipSync(ndjson([{ type: 'phase', tMs: 1, phase: 'lunch' }])));
    await expect(loadJournal(path)).rejects.toThrow(/at line 1: phase: [^\n]+$/);
  });

  it('with a flipped bit in mid-file is refused', async () => {
    const content = Buffer.concat([gzipSync(ndjson(notes(50))), gzipSync(ndjson(notes(50)))]);
    content[content.length / 4] = content[content.length / 4]! ^ 0xff;
    await expect(loadJournal(await stored('bit.gz', content))).rejects.toMatchObject({
      code: 'RUN_UNREADABLE',
    });
  });

  it('that is no gzip file, or does not exist, is refused', async () => {
    await expect(loadJournal(await stored('plain.txt', Buffer.from('hello')))).rejects.toMatchObject({
      code: 'RUN_UNREADABLE',
    });
    await expect(loadJournal(join(folder, 'absent.gz'))).rejects.toMatchObject({ code: 'RUN_UNREADABLE' });
  });
});

describe('a journal that no run wrote is refused, with its line, instead of being read for ever', () => {
  const run = (fields: object): object => ({ type: 'counters', tMs: 0, node: 0, counters: {}, ...fields });
  it.each([
    ['so many nodes', { type: 'node', tMs: 0, node: 0, nodes: 2 ** 53 - 1, change: 'up' }],
    ['a node below 0', { type: 'node', tMs: 0, node: -1, change: 'up' }],
    ['nodes beyond the last', { type: 'node', tMs: 0, node: 999_999, nodes: 2, change: 'up' }],
    ['a reading of so many nodes', run({ nodes: 1e15 })],
    [
      'an event of a node that cannot be',
      { type: 'event', node: 1e9, event: { type: 'terminated', seq: 1, tMs: 1, reason: 'time' } },
    ],
    [
      'a number of an event below 0',
      { type: 'event', node: 1, event: { type: 'duplicate', seq: 1, tMs: 1, update: '0.0.1', from: -5 } },
    ],
    ['a time centuries later', { type: 'phase', tMs: 1e13, phase: 'steady' }],
    [
      'packed views of too many',
      { type: 'views', tMs: 0, views: { count: 1e9, views: [], node: '', nodes: '', view: '' } },
    ],
  ])('%s', async (name, event) => {
    const path = await stored(`${name}.ndjson.gz`, gzipSync(ndjson([note(0), event])));
    await expect(loadJournal(path)).rejects.toMatchObject({
      code: 'RUN_UNREADABLE',
      message: expect.stringContaining('at line 2'),
    });
  });

  it('one that grows without end when it is unpacked', async () => {
    const path = await stored('bomb.ndjson.gz', gzipSync(Buffer.alloc(200 * 2 ** 20, '\n1')));
    await expect(loadJournal(path)).rejects.toMatchObject({ code: 'RUN_UNREADABLE' });
    const long = await stored('long.ndjson.gz', gzipSync(Buffer.alloc(100 * 2 ** 20, 'x')));
    await expect(loadJournal(long)).rejects.toMatchObject({
      message: expect.stringMatching(/times as many|line is longer/),
    });
  });

  it('a link, or a device', async () => {
    const path = await stored('real.ndjson.gz', gzipSync(ndjson([note(0)])));
    await symlink(path, join(folder, 'link.ndjson.gz'));
    await expect(loadJournal(join(folder, 'link.ndjson.gz'))).rejects.toThrow('links are not followed');
    await expect(loadJournal('/dev/zero')).rejects.toMatchObject({ code: 'RUN_UNREADABLE' });
  });
});
