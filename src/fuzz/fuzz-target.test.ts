import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fuzzTarget } from './fuzz-target.js';
import { defectFrom, plantedTargets } from './testing/planted-targets.js';

const main = fileURLToPath(new URL('testing/planted-main.ts', import.meta.url));

let corpus: string;
beforeEach(async () => {
  corpus = await mkdtemp(join(tmpdir(), 'gossip-bench-fuzz-'));
});
afterEach(() => rm(corpus, { recursive: true }));

const fuzz = (name: string, cases: number) =>
  fuzzTarget(plantedTargets.find((one) => one.name === name)!, {
    cases,
    seed: 7,
    corpus,
    limitMs: name === 'hangs' ? 300 : 120_000,
    ...(name === 'waits' && { waitMs: 300 }),
    main,
  });

describe('a defect that was planted', () => {
  it.each([
    ['throws', 'TypeError: undefined is not a function'],
    ['hangs', 'no end after 300 ms of CPU time'],
    ['waits', 'no end after 300 ms, most of them idle'],
    ['exits', 'the process ended (0)'],
  ])('which %s is found, with its seed and the smallest input that shows it', async (name, reason) => {
    const { found, text } = await fuzz(name, 100);
    expect(found).toBe(1);
    expect(text).toContain(`npm run fuzz -- --seed 7 --cases 100 ${name}`);
    expect(text).toContain(reason);
    const [file] = await readdir(join(corpus, name));
    expect(await readFile(join(corpus, name, file!), 'utf8')).toBe(String(defectFrom));
  });

  it.each([
    ['fills-the-heap', 'as where memory exceeds 512 MiB'],
    ['fills-buffers', 'more than 512 MiB'],
  ])('which %s is found by the memory that it takes', async (name, reason) => {
    // Few cases: each finding is a process that filled its memory.
    const { found, text } = await fuzz(name, 10);
    expect(found).toBe(1);
    expect(text).toContain(reason);
  });

  it('is none where the program refuses on purpose', async () => {
    expect(await fuzz('refuses-on-purpose', 50)).toEqual({
      found: 0,
      text: 'refuses-on-purpose: 50 cases, nothing found',
    });
  });

  it('is found again by the same seed', async () => {
    const [first, again] = [await fuzz('throws', 100), await fuzz('throws', 100)];
    expect(again.text).toBe(first.text);
  });
});
