import Table from 'cli-table3';
import { median, quantile } from 'simple-statistics';
import { ratioOfMedians } from '../comparison/statistics/median-effect.js';
import type { Measured } from './side-by-side.js';

/** A table of medians and quartiles; each row's ratio is to the first, which is the baseline. */
export function comparisonTable(title: string, unit: string, measured: readonly Measured[]): string {
  const baseline = measured[0]!;
  const table = new Table({
    head: [title, `median ${unit}`, 'p25 to p75', 'runs', `ratio to ${baseline.name}`],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  for (const { name, values } of measured) {
    const spread = `${figure(quantile([...values], 0.25))} to ${figure(quantile([...values], 0.75))}`;
    table.push([
      name,
      figure(median([...values])),
      spread,
      values.length,
      ratioText({ name, values }, baseline),
    ]);
  }
  return table.toString();
}

function ratioText(row: Measured, baseline: Measured): string {
  if (row.name === baseline.name) return '1';
  const { value, low, high } = ratioOfMedians(row.values, baseline.values);
  return `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

function figure(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 1 ? value.toFixed(1) : value.toPrecision(2);
}
