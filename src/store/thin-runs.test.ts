import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseAge, thinRuns } from './thin-runs.js';

it.each([
  ['30d', 30 * 86_400_000],
  ['12h', 43_200_000],
  ['1.5w', 907_200_000],
])('%s is %d ms', (text, ms) => expect(parseAge(text)).toBe(ms));

it.each(['30', 'd', '-1d', '30 days'])('%s is refused', (text) =>
  expect(() => parseAge(text)).toThrow(`got '${text}'`),
);

it('removes old run folders, and nothing else', async () => {
  const out = await mkdtemp(join(tmpdir(), 'gossip-bench-thin-'));
  const [old, recent] = ['20261001T000000Z-default-aaaaaaaa', '20261124T000000Z-default-bbbbbbbb'];
  for (const name of [old, recent, 'history', 'baselines', '20261001-mine']) await mkdir(join(out, name));
  for (const name of [old, recent]) await writeFile(join(out, name!, 'spec.yaml'), 'name: default\n');
  await symlink(old, join(out, 'latest'));
  expect(await thinRuns(out, new Date('2026-11-01'))).toEqual([join(out, old)]);
  expect((await readdir(out)).sort()).toEqual(['20261001-mine', recent, 'baselines', 'history']);
  await rm(out, { recursive: true });
});

it('does nothing where there is no results folder', async () => {
  expect(await thinRuns('/nowhere/at/all', new Date())).toEqual([]);
});
