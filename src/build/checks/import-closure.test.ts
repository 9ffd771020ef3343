import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { importClosure } from './import-closure.js';

test('follows imports of values and of types, each file once, and no packages', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gossip-bench-'));
  const files = {
    'a.ts': "import { b } from './b.js';\nimport type { C } from './c.js';\nimport { z } from 'zod';\n",
    'b.ts': "import {\n  type C,\n} from './c.js';\n",
    'c.ts': "export type C = import('./d.js').D;\n",
    'd.ts': 'export type D = 1;\n',
    'e.ts': 'export const unused = 1;\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const closure = [...(await importClosure(join(folder, 'a.ts')))].map((path) => basename(path));
  expect(closure.sort()).toEqual(['a.ts', 'b.ts', 'c.ts', 'd.ts']);
});
