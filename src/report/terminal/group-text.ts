import type { GroupResult } from '../../experiment/group.js';
import { quantityText } from '../format.js';
import { metricCatalog } from '../metric-catalog.js';
import { alignedRows } from './aligned-rows.js';
import { verdictLine } from './result-text.js';
import type { Style } from './style.js';

/** The verdict over all repetitions. */
export const groupLine = ({ verdict, runs }: GroupResult, style: Style): string =>
  `${style('bold', verdict.status.toUpperCase())} over ${runs.length} runs`;

/** What a terminal shows of repetitions: each verdict, then median and range of the headline figures. */
export function groupText(group: GroupResult, folders: readonly string[], style: Style): string {
  const { runs, summary } = group;
  const rows = metricCatalog.flatMap(({ path, label, format }) => {
    const figure = summary[path];
    if (!figure) return [];
    return [[label, ...[figure.median, figure.min, figure.max].map((value) => quantityText(format(value)))]];
  });
  const head = ['', 'median', 'min', 'max'];
  return [
    ...runs.map((run) => verdictLine(run, style)),
    '',
    alignedRows([head, ...rows], ['left', 'right', 'right', 'right'], { hasHead: true }),
    style('bold', 'Files'),
    ...folders.map((path) => `  ${path}`),
    '',
    groupLine(group, style),
  ].join('\n');
}
