import { createHash, randomInt } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { Reader } from './reader.js';
import type { Target } from './target.js';
import { targetOf, targets } from './targets.js';

const corpus = fileURLToPath(new URL('corpus', import.meta.url));

const { values, positionals } = parseArgs({
  options: { cases: { type: 'string', default: '300' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const cases = Number(values.cases);
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
if (!Number.isInteger(cases) || cases < 1 || !Number.isInteger(seed)) {
  process.stderr.write('usage: npm run fuzz -- [--cases <count>] [--seed <number>] [target …]\n');
  process.exit(2);
}

process.stdout.write(`Seed ${seed}; ${cases} cases a target.\n`);
let findings = 0;
for (const target of positionals.length > 0 ? positionals.map(targetOf) : targets) {
  findings += await fuzz(target);
}
process.exitCode = findings > 0 ? 1 : 0;

/** Keeps the smallest input that is a finding in the corpus, where a test reads it from now on. */
async function fuzz(target: Target): Promise<0 | 1> {
  const reader = new Reader(target.name);
  const property = fc.asyncProperty(await target.inputs(), async (input) => {
    const finding = await reader.read(input);
    if (finding !== undefined) throw new Error(finding);
  });
  const details = await fc.check(property, { numRuns: cases, seed });
  await reader.end();
  if (!details.failed) {
    process.stdout.write(`${target.name}: ${details.numRuns} cases, nothing found\n`);
    return 0;
  }
  const [input] = details.counterexample!;
  const name = `${createHash('sha256').update(input).digest('hex').slice(0, 12)}.txt`;
  await mkdir(join(corpus, target.name), { recursive: true });
  await writeFile(join(corpus, target.name, name), input);
  const { message } = details.errorInstance as Error;
  process.stdout.write(`${target.name}: found src/fuzz/corpus/${target.name}/${name}\n${message}\n`);
  return 1;
}
