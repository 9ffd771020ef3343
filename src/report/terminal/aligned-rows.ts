import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import wrapAnsi from 'wrap-ansi';
import { columnsOf } from './style.js';

const noLines = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((name) => [name, '']),
);

type Align = 'left' | 'right';

export interface RowsOptions {
  /** The first row has the names of the columns. */
  readonly hasHead?: boolean;
  /** Columns of the terminal; Infinity where the text goes elsewhere. */
  readonly width?: number;
}

/**
 * Rows without lines around them; the columns are as wide as they need. Where that is more than the terminal has, a row is several lines: its first
 * cell, and below it each other cell behind the name of its column.
 */
export function alignedRows(
  rows: readonly (readonly string[])[],
  align: readonly Align[],
  { hasHead = false, width = columnsOf(process.stdout) }: RowsOptions = {},
): string {
  const table = new Table({
    chars: noLines,
    style: { head: [], border: [], 'padding-left': 2, 'padding-right': 0 },
    colAligns: [...align],
  });
  table.push(...rows.map((row) => [...row]));
  const text = table.toString().replaceAll(/ +$/gm, '');
  return widest(text) <= width ? text : listedRows(rows, hasHead, width);
}

const widest = (text: string): number =>
  Math.max(...text.split('\n').map((line) => stripVTControlCharacters(line).length));

function listedRows(rows: readonly (readonly string[])[], hasHead: boolean, width: number): string {
  const head = hasHead ? (rows[0] ?? []) : [];
  return rows
    .slice(hasHead ? 1 : 0)
    .flatMap((row) => (hasHead ? namedCells(row, head) : [joinedCells(row)]))
    .flatMap((line) => setIn(line, width))
    .join('\n');
}

function namedCells(row: readonly string[], head: readonly string[]): string[] {
  return row.flatMap((cell, at) => {
    const [text, name] = [cell.trim(), head[at] ?? ''];
    if (text === '') return [];
    return [`${at === 0 ? '' : '  '}${name === '' ? '' : `${name}: `}${text}`];
  });
}

const joinedCells = (row: readonly string[]): string =>
  row
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join('  ');

/** The line within the terminal, broken between words, with what is behind a break further to the right. */
function setIn(line: string, width: number): string[] {
  const indent = `  ${/^ */.exec(line)![0]}`;
  return wrapAnsi(line.trimStart(), Math.max(1, width - indent.length - 2), { hard: true })
    .split('\n')
    .map((part, at) => (at === 0 ? `${indent}${part}` : `${indent}  ${part}`));
}
