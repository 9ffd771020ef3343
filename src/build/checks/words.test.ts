import { expect, test } from 'vitest';
import { misplacedWords } from './words.js';

test.each([
  ['/** Numbers of a row. */', 'row'],
  ['const nodeRows = 1;', 'Rows'],
  ['import { pooledCopy } from "./pooled-copy.js";', 'pooled'],
  ['// In a simulation, whose nodes share it.', 'simulation'],
  ['  prefetch(): number {', 'prefetch'],
  ['/** It stays in the processor’s cache. */', 'cache'],
])('%s has a word of those who store nodes', (source, word) => {
  expect(misplacedWords(`\n${source}`)[0]).toEqual({ line: 2, word, text: source.trim() });
});

test.each([
  '/** The seen cache: ids that were received. */',
  "  transport: 'tcp-pooled'",
  'throw new Error(); // grows arrows',
])('%s has none', (source) => {
  expect(misplacedWords(source)).toEqual([]);
});
