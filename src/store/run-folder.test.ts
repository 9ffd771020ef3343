import { execFileSync } from 'node:child_process';
import { lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSpecYaml } from '../../bench/spec/input/document.js';
import { resolveSpec } from '../../bench/spec/input/resolve.js';
import { readLatest } from './latest.js';
import { openRunFolder } from './open-run-folder.js';
import { createRunFolder, runFolderAt } from './run-folder.js';
import { writeAtomically } from './storage.js';
import {
  readSurroundings,
  surroundingsAtEnd,
  surroundingsAtStart,
  writeSurroundings,
} from './surroundings.js';

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'gossip-bench-store-'));
});
afterEach(() => rm(out, { recursive: true }));

const spec = resolveSpec(undefined, [{ path: ['name'], value: 'lossy', label: '--name' }]);

describe('a run folder', () => {
  it('is named after time, experiment and run, and holds a spec that can be run again', async () => {
    const folder = await createRunFolder(out, spec, new Date('2026-11-24T19:46:30.500Z'));
    expect(basename(folder.path)).toBe(`20261124T194630Z-lossy-${folder.runId}`);
    expect(folder.runId).toMatch(/^[0-9a-z]{8}$/);
    expect((await stat(folder.logs)).isDirectory()).toBe(true);
    expect(resolveSpec(parseSpecYaml(await readFile(folder.spec, 'utf8'), folder.spec))).toEqual(spec);
  });

  it('is refused, and not waited for, where the system makes no folders', async () => {
    await expect(createRunFolder('/proc/nothing', spec)).rejects.toMatchObject({
      code: 'STORAGE',
      message: expect.stringContaining('cannot write /proc/nothing/'),
    });
  });

  it('is found as latest, by its path, by its name, and by its id', async () => {
    const first = await createRunFolder(out, spec);
    const last = await createRunFolder(out, spec);
    for (const [name, folder] of [
      ['latest', last],
      [first.path, first],
      [basename(first.path), first],
      [first.runId, first],
    ] as const) {
      const found = await openRunFolder(name, out);
      expect(basename(found.path)).toBe(basename(folder.path));
    }
  });

  it('is not found where there is none, and a folder without a spec is none', async () => {
    await expect(openRunFolder('latest', out)).rejects.toMatchObject({ code: 'RUN_UNREADABLE' });
    await expect(openRunFolder('nowhere', out)).rejects.toMatchObject({ code: 'RUN_UNREADABLE' });
    await expect(openRunFolder(out, out)).rejects.toMatchObject({
      message: expect.stringContaining('no spec.yaml'),
    });
  });

  it('that cannot be made is STORAGE with a way out', async () => {
    const file = join(out, 'file');
    await writeFile(file, '');
    await expect(createRunFolder(join(file, 'results'), spec)).rejects.toMatchObject({
      code: 'STORAGE',
      message: expect.stringContaining(file),
      remedy: expect.stringContaining('--out'),
    });
  });
});

describe('latest', () => {
  it('is also read from a text file, where links are not possible', async () => {
    await writeFile(join(out, 'latest'), 'some-run\n');
    expect(await readLatest(out)).toBe(join(out, 'some-run'));
  });

  it.each(['../outside', '/etc', '..', 'a/b'])('leads nowhere else: %s is refused', async (target) => {
    await writeFile(join(out, 'latest'), target);
    await expect(readLatest(out)).rejects.toMatchObject({ code: 'RUN_UNREADABLE' });
    await rm(join(out, 'latest'));
    await symlink(target, join(out, 'latest'));
    await expect(readLatest(out)).rejects.toMatchObject({ code: 'RUN_UNREADABLE' });
  });
});

describe('files', () => {
  it('never take the place of a device or a folder', async () => {
    const pipe = join(out, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(writeAtomically(pipe, 'text')).rejects.toMatchObject({ code: 'STORAGE' });
    expect((await lstat(pipe)).isFIFO()).toBe(true);
    await expect(writeAtomically(out, 'text')).rejects.toThrow('it is no file');
    expect(await readdir(out)).toEqual(['pipe']);
  });

  it('are replaced whole, and leave no draft', async () => {
    const path = join(out, 'result.json');
    await writeAtomically(path, 'old');
    await writeAtomically(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(out)).toEqual(['result.json']);
  });

  it('with the surroundings are read as they were written', async () => {
    const folder = runFolderAt(out);
    const start = surroundingsAtStart('7k2m9q4x', 'process runtime: asked for.', '1.2.3');
    await writeSurroundings(folder, start);
    expect(await readSurroundings(folder)).toEqual(start);
    const end = surroundingsAtEnd(start, { toxiproxy: '2.12.0' });
    await writeSurroundings(folder, end);
    expect(await readSurroundings(folder)).toEqual(end);
    expect(end.versions).toMatchObject({ 'gossip-bench': '1.2.3', toxiproxy: '2.12.0' });
  });
});
