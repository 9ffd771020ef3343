import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reproduce } from './demers.js';
import { fullSetting } from './full-setting.js';
import { publishedOrder } from './lifeguard/published-order.js';
import { demersTables } from './published.js';
import { orderTable, tradeOffTable } from './search-tables.js';
import { demersTable } from './tables.js';

const text = readFileSync(new URL('README.md', import.meta.url), 'utf8');

test('the document shows table 1 as the program prints it', () => {
  expect(text).toContain(demersTable(reproduce(demersTables[0]!, fullSetting)));
});

test.each(demersTables)('the document shows every published figure of $title, with a verdict', (table) => {
  const section = text.slice(text.indexOf(table.title)).split('\n\n')[1]!;
  for (const { k, residue, traffic, tLast, tAve } of table.rows) {
    for (const [symbol, published, verdict] of [
      ['residue s', residue, 'agrees'],
      ['traffic m', traffic, 'agrees'],
      ['t_last', tLast, 'agrees'],
      ['t_ave', tAve, 'not judged'],
    ]) {
      const line = section.split('\n').find((row) => row.startsWith(`| ${k}   | ${symbol}`));
      expect(line?.split('|').map((cell) => cell.trim())).toEqual(
        expect.arrayContaining([published, verdict]),
      );
    }
  }
});

test('the document shows the order of the very trade-off that it shows', () => {
  const section = text.slice(text.indexOf('| α   | β   |')).split('\n\n')[0]!;
  const all = section
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map(Number))
    .map(([, alpha, beta, firstDetectionMs, falsePositives]) => ({
      alpha: alpha!,
      beta: beta!,
      firstDetectionMs: firstDetectionMs!,
      falsePositives: falsePositives!,
    }));
  const order = publishedOrder(all);
  expect(text).toContain(tradeOffTable(all));
  expect(text).toContain(orderTable(order));
  expect(order.every(({ agrees }) => agrees)).toBe(true);
});

test('the document shows the validation of nightly with the bounds that it is judged by', () => {
  const rows = text
    .split('\n')
    .filter((line) => line.includes('false alarms a night') || line.includes('found within 5 nights'));
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row).toMatch(/\| agrees \s*\|$/);
  expect(rows.filter((row) => row.includes('| 8000 ')).length).toBe(2);
  expect(fullSetting.nights.series * fullSetting.nights.nights).toBe(8_000);
});
