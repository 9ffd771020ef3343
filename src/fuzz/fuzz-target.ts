import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { Reader, type ReaderOptions } from './reader.js';
import type { Target } from './target.js';

export interface FuzzOptions extends ReaderOptions {
  readonly cases: number;
  readonly seed: number;
  /** Where the smallest input of a finding is kept, below the name of its target. */
  readonly corpus: string;
}

/** What was found, in words with the seed and where the input is; `found` is how many findings there are. */
export interface FuzzReport {
  readonly found: 0 | 1;
  readonly text: string;
}

/** Keeps the smallest input that is a finding in the corpus, where a test reads it from now on. */
export async function fuzzTarget(target: Target, options: FuzzOptions): Promise<FuzzReport> {
  const { cases, seed, corpus } = options;
  const reader = new Reader(target.name, options);
  const property = fc.asyncProperty(await target.inputs(), async (input) => {
    const finding = await reader.read(input);
    if (finding !== undefined) throw new Error(finding);
  });
  const details = await fc.check(property, { numRuns: cases, seed });
  await reader.end();
  if (!details.failed) return { found: 0, text: `${target.name}: ${details.numRuns} cases, nothing found` };
  const [input] = details.counterexample!;
  const name = `${createHash('sha256').update(input).digest('hex').slice(0, 12)}.txt`;
  await mkdir(join(corpus, target.name), { recursive: true });
  await writeFile(join(corpus, target.name, name), input);
  const again = `npm run fuzz -- --seed ${seed} --cases ${cases} ${target.name}`;
  const { message } = details.errorInstance as Error;
  return {
    found: 1,
    text: `${target.name}: found ${join(corpus, target.name, name)}; again: ${again}\n${message}`,
  };
}
