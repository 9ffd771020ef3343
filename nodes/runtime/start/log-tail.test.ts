import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logTail } from './log-tail.js';

test('the last lines are told, of a long file too, and a missing file says so', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'gossip-bench-log-'));
  const path = join(directory, 'n0.log');
  expect(await logTail(path)).toContain('no log at');
  await writeFile(path, Array.from({ length: 5000 }, (_, line) => `line ${line}\n`).join(''));
  expect(await logTail(path, 2)).toBe('line 4998\nline 4999');
  await writeFile(path, '');
  expect(await logTail(path)).toBe('');
  await rm(directory, { recursive: true });
});
