import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fuzzTarget } from './fuzz-target.js';
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
  const { found, text } = await fuzzTarget(target, { cases, seed, corpus });
  process.stdout.write(`${text}\n`);
  findings += found;
}
process.exitCode = findings > 0 ? 1 : 0;
