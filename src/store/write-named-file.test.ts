import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeNamedFile } from './write-named-file.js';

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'gossip-bench-named-'));
  for (const folder of ['run/logs', 'history', 'nights', 'baselines'])
    await mkdir(join(out, folder), { recursive: true });
  for (const file of [
    'spec.yaml',
    'context.json',
    'result.json',
    'report.html',
    'journal.ndjson.gz',
    'logs/n0.log',
    'mine.html',
  ])
    await writeFile(join(out, 'run', file), 'old');
  for (const file of ['history/2026-12.ndjson', 'nights/n1.json', 'baselines/b.json', 'page.html'])
    await writeFile(join(out, file), 'old');
  await symlink(join(out, 'run'), join(out, 'latest'));
});
afterEach(() => rm(out, { recursive: true }));

describe('a file that a user names', () => {
  it.each([
    'run/result.json',
    'run/report.html',
    'run/journal.ndjson.gz',
    'run/spec.yaml',
    'run/logs/n0.log',
    'run/logs/../result.json',
    'latest/report.html',
    'history/2026-12.ndjson',
    'nights/n1.json',
    'baselines/b.json',
  ])('is not written over %s', async (file) => {
    await expect(writeNamedFile(join(out, file), 'new')).rejects.toMatchObject({
      code: 'USAGE',
      message: `${join(out, file)} belongs to what was measured, and is not overwritten`,
    });
    expect(await readFile(join(out, file), 'utf8')).toBe('old');
  });

  it.each(['page.html', 'other.html', 'run/mine.html', 'run/other.html'])(
    'is written to %s',
    async (file) => {
      await writeNamedFile(join(out, file), 'new');
      expect(await readFile(join(out, file), 'utf8')).toBe('new');
    },
  );
});
