import { formatNumber } from '../format.js';
import { columnsOf } from './style.js';

const heightLines = 10;
const mostPoints = 60;

/**
 * Points from left to right as a picture of text, with the scale on the left; of more than 60, or than the
 * terminal has columns, the last. A point that is no finite number stands above
 * the top line. Empty without a finite point.
 */
export function plot(values: readonly number[], columns = columnsOf(process.stdout)): string {
  const recent = values.slice(-mostPoints);
  const finite = recent.filter(Number.isFinite);
  if (finite.length === 0) return '';
  const [low, high] = bounds(finite);
  const labels = Array.from({ length: heightLines }, (_, line) =>
    formatNumber(high - ((high - low) * line) / (heightLines - 1)),
  );
  const width = Math.max(...labels.map((label) => label.length));
  const shown = recent.slice(-Math.max(1, columns - width - 2));
  const lines = labels.map((label, line) => {
    const dots = shown.map((value) => (lineOf(value, low, high) === line ? '•' : ' ')).join('');
    return `${label.padStart(width)} ┤${dots}`.trimEnd();
  });
  const above = shown.map((value) => (Number.isFinite(value) ? ' ' : '↑')).join('');
  return [...(above.trim() === '' ? [] : [`${' '.repeat(width)} │${above}`.trimEnd()]), ...lines].join('\n');
}

/** A flat series has room above and below. */
function bounds(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low !== high) return [low, high];
  const margin = Math.abs(low) * 0.1 || 1;
  return [low - margin, high + margin];
}

const lineOf = (value: number, low: number, high: number): number =>
  Math.round(((high - value) / (high - low)) * (heightLines - 1));
