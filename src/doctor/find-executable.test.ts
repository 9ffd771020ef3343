import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findExecutable } from './find-executable.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-doctor-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a program is found on PATH before further folders, and only where it can be run', async () => {
  await writeFile(join(folder, 'runs'), '', { mode: 0o755 });
  await writeFile(join(folder, 'does-not'), '', { mode: 0o644 });
  expect(findExecutable('runs', { PATH: `/nowhere::${folder}` })).toBe(join(folder, 'runs'));
  expect(findExecutable('runs', {}, ['/nowhere', folder])).toBe(join(folder, 'runs'));
  expect(findExecutable('does-not', { PATH: folder })).toBeUndefined();
});
