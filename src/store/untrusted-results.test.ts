import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildSite } from '../site/build-site.js';
import { baselineFile } from './baselines.js';
import { appendHistory } from './history/append.js';
import { historyRecord } from './history/testing/history-record.js';
import { openRunFolder } from './open-run-folder.js';
import { readPlainFile } from './read-plain-file.js';
import { runFolderAt } from './run-folder.js';
import { safeName } from './safe-name.js';
import { writeAtomically } from './storage.js';
import { thinRuns } from './thin-runs.js';

let base: string;
let out: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'gossip-bench-untrusted-'));
  out = join(base, 'results');
  await mkdir(out);
});
afterEach(() => rm(base, { recursive: true }));

const night = (entry: string, path: string) => ({
  schemaVersion: 1,
  kind: 'night',
  night: 'n1',
  suite: 'quick',
  overrides: '',
  startedAt: '2026-11-30T00:00:00.000Z',
  durationMs: 1,
  machine: 'm',
  verdict: { status: 'pass', reasons: [] },
  regressions: [],
  dismissed: [],
  entries: [{ name: entry, runs: [{ runId: 'r', path, part: 'night', status: 'pass' }], medians: {} }],
});

describe('a folder of results that comes from somebody else', () => {
  it('names no file outside of the site', async () => {
    await appendHistory(out, [historyRecord({ suite: '../../stolen', entry: '../../../x' })]);
    await mkdir(join(out, 'nights'));
    await mkdir(join(out, 'run'));
    await writeFile(runFolderAt(join(out, 'run')).report, 'the report');
    await writeFile(
      join(out, 'nights', 'n1.json'),
      JSON.stringify(night('/../../escaped', join(out, 'run'))),
    );
    await buildSite(out);
    expect(await readdir(base)).toEqual(['results']);
    expect((await readdir(out)).sort()).toEqual(['history', 'nights', 'run', 'site']);
    expect(await readdir(join(out, 'site'))).toHaveLength(3);
  });

  it('has no report copied from outside of it, nor over a link', async () => {
    await writeFile(join(base, 'report.html'), 'a secret');
    await writeFile(join(base, 'mine.html'), 'mine');
    await mkdir(join(out, 'nights'));
    await mkdir(join(out, 'site'));
    await symlink(join(base, 'mine.html'), join(out, 'site', 'index.html'));
    await writeFile(join(out, 'nights', 'n1.json'), JSON.stringify(night('a', base)));
    await buildSite(out);
    expect((await readdir(join(out, 'site'))).sort()).toEqual(['index.html']);
    expect(await readFile(join(base, 'mine.html'), 'utf8')).toBe('mine');
  });

  it('has no links read', async () => {
    await writeFile(join(base, 'secret'), 'a secret');
    await symlink(join(base, 'secret'), join(out, 'result.json'));
    await expect(readPlainFile(join(out, 'result.json'))).rejects.toThrow('links are not followed');
    await expect(readPlainFile('/dev/zero')).rejects.toThrow('not a plain file');
  });

  it('has no run opened that a link in it leads to', async () => {
    const run = join(base, '20260101T000000Z-theirs-abcd1234');
    await mkdir(run);
    await writeFile(runFolderAt(run).spec, 'name: theirs\n');
    await symlink(run, join(out, '20260101T000000Z-theirs-abcd1234'));
    await symlink('20260101T000000Z-theirs-abcd1234', join(out, 'latest'));
    for (const name of ['latest', 'abcd1234', '20260101T000000Z-theirs-abcd1234'])
      await expect(openRunFolder(name, out)).rejects.toThrow('is a link, and links are not followed');
    expect((await openRunFolder(run, out)).path).toBe(run);
  });

  it('names no baseline elsewhere', () => {
    const named = { suite: '../../etc/x', runtime: 'process', machine: '/../m' } as const;
    expect(baselineFile(named)).not.toContain('/');
  });

  it('loses only folders that have the files of a run', async () => {
    const old = (name: string) => join(out, `20200101T000000Z-${name}`);
    await mkdir(join(old('mine-1'), 'photos'), { recursive: true });
    await mkdir(old('run-2'));
    await writeFile(runFolderAt(old('run-2')).spec, 'name: run\n');
    expect(await thinRuns(out, new Date())).toEqual([old('run-2')]);
    expect(await readdir(out)).toEqual(['20200101T000000Z-mine-1']);
  });

  it('has no draft written through a link that waits for it', async () => {
    const path = join(out, 'result.json');
    await writeFile(join(base, 'mine'), 'mine');
    await symlink(join(base, 'mine'), `${path}.${process.pid}.draft`);
    await writeAtomically(path, 'new');
    expect(await readFile(join(base, 'mine'), 'utf8')).toBe('mine');
    expect(await readFile(path, 'utf8')).toBe('new');
  });
});

describe('a name of a file', () => {
  it('is a name alone, and of two texts never the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(safeName(a)).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/);
        expect(safeName(a) === safeName(b)).toBe(a === b);
      }),
    );
  });

  it('of plain letters is the text', () => expect(safeName('push-pull.1')).toBe('push-pull.1'));
});
