import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Reader } from './reader.js';
import { targets } from './targets.js';

const corpus = fileURLToPath(new URL('corpus', import.meta.url));

describe('inputs that were once found by `npm run fuzz` are read, or refused on purpose', () => {
  it.each(targets.map(({ name }) => name))('%s', async (target) => {
    const files = await readdir(join(corpus, target)).catch(() => []); // Nothing was found yet.
    const reader = new Reader(target);
    for (const file of files) {
      const input = await readFile(join(corpus, target, file), 'utf8');
      expect(await reader.read(input), file).toBeUndefined();
    }
    await reader.end();
  });
});
