import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { baseFolder, writableFolder } from './writable-folder.js';

let base: string;
const told: string[] = [];
const tell = (text: string) => void told.push(text);
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'gossip-bench-writable-'));
  told.length = 0;
});
afterEach(async () => {
  await chmod(base, 0o700);
  await rm(base, { recursive: true });
});

describe('a folder of this user', () => {
  it('is made where it is not there', async () => {
    const folder = join(base, 'a', 'b');
    expect(await writableFolder(folder, join(base, 'fallback'), tell)).toBe(folder);
    expect(told).toEqual([]);
  });

  it.each([
    ['below a file', join('file', 'runs')],
    ['in a file system that takes nothing', '/proc/gossip-bench'],
  ])('%s is replaced by another, and that is told', async (_, path) => {
    await writeFile(join(base, 'file'), '');
    const folder = path.startsWith('/') ? path : join(base, path);
    const fallback = join(base, 'fallback');
    expect(await writableFolder(folder, fallback, tell)).toBe(fallback);
    expect(told).toEqual([expect.stringMatching(/cannot be written .*using .*fallback instead/)]);
  });

  it('is refused where the other is a link that somebody laid', async () => {
    await mkdir(join(base, 'elsewhere'));
    await symlink(join(base, 'elsewhere'), join(base, 'fallback'));
    await expect(writableFolder('/proc/x', join(base, 'fallback'), tell)).rejects.toMatchObject({
      code: 'STORAGE',
      message: expect.stringContaining('belongs to somebody else'),
    });
  });
});

it('a base directory that is not absolute is ignored', () => {
  expect(baseFolder('/x', '.cache')).toBe('/x');
  expect(baseFolder('x', '.cache')).toBe(join(homedir(), '.cache'));
  expect(baseFolder(undefined, '.local', 'state')).toBe(join(homedir(), '.local', 'state'));
});
