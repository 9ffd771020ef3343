import { expect, it } from 'vitest';
import { printable } from './printable.js';

it.each([
  ['plain\ttext\n', 'plain\ttext\n'],
  ['\u001b[1mbold\u001b[22m', '\u001b[1mbold\u001b[22m'],
  ['\u001b[1;31mred\u001b[0m\u001b[m', '\u001b[1;31mred\u001b[0m\u001b[m'],
  ['\u001b[8mhidden', '\ufffd[8mhidden'],
  ['\u001b[31;47mon white', '\ufffd[31;47mon white'],
  ['a\u001b]0;title\u0007b', 'a\ufffd]0;title\ufffdb'],
  ['\u001b[2Jgone', '\ufffd[2Jgone'],
  ['pass\rfail', 'pass\ufffdfail'],
  ['\u009b31m', '\ufffd31m'],
  ['\u202eevil', '\ufffdevil'],
])('%j is printed as %j', (text, printed) => expect(printable(text)).toBe(printed));
