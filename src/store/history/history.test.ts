import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendHistory } from './append.js';
import { lockNight } from './night-lock.js';
import { readHistory } from './read.js';
import { decodeRecord, encodeRecord } from './record.js';
import { historyRecord } from './testing/history-record.js';

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'gossip-bench-history-'));
});
afterEach(() => rm(out, { recursive: true }));
const file = (): string => join(out, 'history', '2026-11.ndjson');

describe('a line of the history', () => {
  it('is read as it was written, whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), (entry, value) => {
        const record = historyRecord({ entry, value: Object.is(value, -0) ? 0 : value });
        expect(decodeRecord(encodeRecord(record))).toEqual(record);
      }),
    );
  });

  it('of which any sign changed is not taken for another', () => {
    const line = encodeRecord(historyRecord());
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.integer({ min: 32, max: 126 }), (at, code) => {
        const changed = line.slice(0, at) + String.fromCharCode(code) + line.slice(at + 1);
        fc.pre(changed !== line);
        expect(decodeRecord(changed)).toBeTypeOf('string');
      }),
    );
  });

  it('of another schemaVersion says so', () => {
    const line = encodeRecord({ ...historyRecord(), schemaVersion: 0 as unknown as 1 });
    expect(decodeRecord(line)).toBe('of schemaVersion 0; this program reads 1');
  });
});

describe('a history', () => {
  it('that does not exist is empty', async () => {
    expect(await readHistory(out)).toEqual({ records: [], problems: [] });
  });

  it('is one file a month, and read in the order of time', async () => {
    const later = historyRecord({ time: '2026-12-01T00:00:00.000Z' });
    await appendHistory(out, [later]);
    await appendHistory(out, [historyRecord(), historyRecord({ metric: 'reach', value: 1 })]);
    expect((await readHistory(out)).records).toEqual([
      historyRecord(),
      historyRecord({ metric: 'reach', value: 1 }),
      later,
    ]);
    expect(await readFile(file(), 'utf8')).toMatch(/^\n\{.*\}\n\{.*\}\n$/);
  });

  it('tells the place of what is damaged, and reads the rest', async () => {
    await appendHistory(out, [historyRecord({ value: 1 })]);
    await appendFile(file(), 'what is this?\n');
    await appendHistory(out, [historyRecord({ value: 2 })]);
    const { records, problems } = await readHistory(out);
    expect(records.map(({ value }) => value)).toEqual([1, 2]);
    expect(problems).toEqual([{ place: `${file()}:3`, text: 'torn: the line has no check sum at its end' }]);
  });

  it('torn anywhere loses what was torn, and nothing that is added later', async () => {
    await appendHistory(out, [historyRecord({ value: 1 }), historyRecord({ value: 2 })]);
    const whole = await readFile(file());
    for (let length = 0; length <= whole.length; length += 7) {
      await writeFile(file(), whole);
      await truncate(file(), length);
      await appendHistory(out, [historyRecord({ value: 3 })]);
      const { records, problems } = await readHistory(out);
      expect(records.at(-1)?.value).toBe(3);
      expect(records.length + problems.length).toBeLessThanOrEqual(3);
    }
  });

  it('that is not writable is STORAGE', async () => {
    await writeFile(join(out, 'history'), '');
    await expect(appendHistory(out, [historyRecord()])).rejects.toMatchObject({ code: 'STORAGE' });
  });
});

describe('the lock of a night', () => {
  it('keeps a second one out until it is given back', async () => {
    const unlock = await lockNight(out);
    await expect(lockNight(out)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await unlock();
    await (await lockNight(out))();
  });

  it.each([
    ['of a program that is gone', JSON.stringify({ pid: process.pid, startTime: '1' })],
    ['that was never written to its end', '{"pid":'],
  ])('%s is taken over', async (_, text) => {
    await (await lockNight(out))();
    await writeFile(join(out, 'history', 'nightly.lock'), text);
    await (await lockNight(out))();
  });
});

describe('three programs that find the lock of one that is gone', () => {
  it('do not take it over together', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gossip-bench-lock-'));
    const script = join(folder, 'lock.mjs');
    buildSync({
      entryPoints: [fileURLToPath(new URL('testing/lock-main.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
    });
    for (let round = 0; round < 10; round += 1) {
      await (await lockNight(out))();
      await writeFile(join(out, 'history', 'nightly.lock'), '{"pid":1,"startTime":"0"}');
      const at = String(Date.now() + 500);
      const children = [1, 2, 3].map(() => spawn(process.execPath, [script, out, at]));
      const answers = await Promise.all(
        children.map(async (child) => String((await once(child.stdout!, 'data'))[0]).trim()),
      );
      for (const child of children) child.stdin!.end();
      await Promise.all(children.map((child) => once(child, 'close')));
      expect(answers.filter((answer) => answer === 'true')).toHaveLength(1);
      await rm(join(out, 'history', 'nightly.lock'), { force: true });
    }
    await rm(folder, { recursive: true });
  });
});

describe('programs that append', () => {
  let script: string;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gossip-bench-append-'));
    script = join(folder, 'append.mjs');
    buildSync({
      entryPoints: [fileURLToPath(new URL('testing/append-main.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
    });
  });
  afterAll(() => rm(join(script, '..'), { recursive: true }));

  const start = (...argv: string[]): ChildProcess => spawn(process.execPath, [script, out, ...argv]);
  const acknowledged = (child: ChildProcess): string[] => {
    const runs: string[] = [];
    let rest = '';
    child.stdout!.on('data', (chunk) => {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop()!;
      runs.push(...lines);
    });
    return runs;
  };

  it('and are killed at any moment, a hundred times, lose nothing that was acknowledged', async () => {
    const known: string[] = [];
    for (let round = 0; round < 100; round += 1) {
      const child = start(`r${round}`);
      const runs = acknowledged(child);
      await once(child.stdout!, 'data');
      await sleep(round % 10);
      child.kill('SIGKILL');
      await once(child, 'close');
      known.push(...runs);
    }
    const { records, problems } = await readHistory(out);
    const linesOf = byRun(records);
    expect(known.filter((runId) => linesOf.get(runId)?.length !== 3)).toEqual([]);
    expect(known.length).toBeGreaterThanOrEqual(100);
    expect(problems.length).toBeLessThanOrEqual(100);
  });

  it('at once do not mix their lines', async () => {
    const children = ['a', 'b', 'c', 'd'].map((name) => start(name, '50'));
    await Promise.all(children.map((child) => once(child, 'close')));
    const { records, problems } = await readHistory(out);
    expect(problems).toEqual([]);
    expect(records).toHaveLength(4 * 50 * 3);
    const lines = (await readFile(file(), 'utf8')).split('\n').filter((line) => line !== '');
    const order = lines
      .map((line) => decodeRecord(line))
      .map((record) => (record as { runId: string }).runId);
    for (let i = 0; i < order.length; i += 3) expect(new Set(order.slice(i, i + 3)).size).toBe(1);
  });
});

function byRun<T extends { readonly runId: string }>(records: readonly T[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const record of records) groups.set(record.runId, [...(groups.get(record.runId) ?? []), record]);
  return groups;
}
