import type { ChartSource } from './charts/chart.js';

/** More digits than a chart can show. */
const chartDigits = 6;

/**
 * What the script draws from: without the matrices of links, which are drawn once and for all, and without digits that nobody
 * sees.
 */
export function forScript({ metrics, series, load }: ChartSource): unknown {
  const { carriedBytes: _, ...drawn } = series;
  const { chaos } = drawn;
  const shown = { metrics, load, series: chaos ? { ...drawn, chaos: { ...chaos, links: [] } } : drawn };
  const text = JSON.stringify(shown, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(chartDigits)) : value,
  );
  return JSON.parse(text);
}
