import { stripVTControlCharacters } from 'node:util';
import wrapAnsi from 'wrap-ansi';

/**
 * The text with each line that is longer than the terminal broken between words, and what is behind a break set in from the left. A word that is
 * longer stays whole, so that a path can be copied.
 */
export function fittedText(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => (stripVTControlCharacters(line).length > columns ? fittedLine(line, columns) : line))
    .join('\n');
}

function fittedLine(line: string, columns: number): string {
  const [indent] = /^ */.exec(line)!;
  const further = indent.length + 2 < columns / 2 ? `${indent}  ` : '';
  const [first = '', ...others] = wrapAnsi(line.slice(indent.length), columns - further.length).split('\n');
  return [`${further === '' ? '' : indent}${first}`, ...others.map((part) => `${further}${part}`)].join('\n');
}
