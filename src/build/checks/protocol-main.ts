import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { packageRoot } from '../../../nodes/package-root.js';
import { importClosure } from './import-closure.js';
import { misplacedWords } from './words.js';

const mostLines = 6_000;
const mostLinesOfPush = 2_300;
const push = 'nodes/protocol/dissemination/push.ts';

const root = packageRoot();
const linesOf = (source: string): number => source.split('\n').length - 1;

/** Prints how large the protocol core is, and each word in it that belongs to those who store nodes; fails above the limits. */
async function checkProtocol(): Promise<boolean> {
  const ignore = ['**/*.test.ts', '**/testing/**'];
  const paths = await glob('nodes/protocol/**/*.ts', { cwd: root, ignore });
  let lines = 0;
  let misplaced = 0;
  for (const path of paths.sort()) {
    const source = await readFile(join(root, path), 'utf8');
    lines += linesOf(source);
    for (const { line, word, text } of misplacedWords(source)) {
      misplaced += 1;
      console.error(`${path}:${line}: '${word}' is no word of the protocol core: ${text}`);
    }
  }
  let pushLines = 0;
  for (const path of await importClosure(join(root, push)))
    pushLines += linesOf(await readFile(path, 'utf8'));
  console.log(`nodes/protocol: ${lines} lines (limit ${mostLines})`);
  console.log(`${push} and all that it imports: ${pushLines} lines (limit ${mostLinesOfPush})`);
  return misplaced === 0 && lines < mostLines && pushLines < mostLinesOfPush;
}

if (!(await checkProtocol())) process.exitCode = 1;
