import { escapeHtml } from '../html.js';

/** The index of the point under the pointer; undefined when echarts reports something else. */
export function hoveredIndex(params: unknown): number | undefined {
  const first: unknown = Array.isArray(params) ? params[0] : params;
  if (typeof first !== 'object' || first === null || !('dataIndex' in first)) return undefined;
  return typeof first.dataIndex === 'number' ? first.dataIndex : undefined;
}

/** A tooltip's markup: a heading, then one line per figure. */
export function tooltipLines(
  heading: string,
  lines: readonly (readonly [name: string, figure: string])[],
): string {
  const rows = lines.map(
    ([name, figure]) => `<div>${escapeHtml(name)}: <strong>${escapeHtml(figure)}</strong></div>`,
  );
  return `<div><strong>${escapeHtml(heading)}</strong></div>${rows.join('')}`;
}

/** A formatter that looks the hovered point up in the chart's own series. */
export function describePoint<P>(
  points: readonly P[],
  describe: (point: P) => string,
): (params: unknown) => string {
  return (params) => {
    const point = points[hoveredIndex(params) ?? -1];
    return point === undefined ? '' : describe(point);
  };
}
