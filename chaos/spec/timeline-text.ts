import type { Occurrence } from '../schedule/occurrences.js';
import { expandOccurrences, type ScheduleCluster } from '../schedule/schedule.js';
import { nodeName } from '../targets/node-name.js';
import { type ChaosSpec, stepName } from './chaos-spec.js';
import { faultText } from './fault-text.js';

/** Columns of the whole drawing, of names, and of bars. */
interface Layout {
  readonly name: number;
  readonly bar: number;
}

const usualColumns = 80;

function layoutOf(columns: number): Layout {
  const name = Math.min(18, Math.floor(columns / 4));
  return { name, bar: columns - name - 2 };
}

const shortened = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

const timeText = (ms: number, windowMs: number): string =>
  windowMs < 1_000 ? `${Math.round(ms)}ms` : `${Math.round(ms / 100) / 10}s`;

/** Ticks at round times, at most six over the window, never so close that their labels touch. */
function tickMs(windowMs: number, barColumns: number): number {
  const most = Math.max(2, Math.min(6, Math.floor(barColumns / 9)));
  const power = 10 ** Math.floor(Math.log10(windowMs / most));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => windowMs / step <= most)!;
}

function axis(windowMs: number, { name, bar: barColumns }: Layout): string[] {
  const labels = Array.from({ length: barColumns + 1 }, () => ' ');
  const line = Array.from({ length: barColumns }, () => '─');
  const everyMs = tickMs(windowMs, barColumns);
  for (let atMs = 0; atMs <= windowMs; atMs += everyMs) {
    const column = Math.min(barColumns - 1, Math.round((atMs / windowMs) * (barColumns - 1)));
    const label = timeText(atMs, windowMs);
    const start = Math.min(column, barColumns - label.length);
    line[column] = '┬';
    labels.splice(start, label.length, ...label);
  }
  const indent = ' '.repeat(name + 1);
  return [`${indent}${labels.join('')}`.trimEnd(), `${indent}${line.join('')}`];
}

/** Where a step's fault is on; a cell is filled when it is on for any part of the cell's time. */
function bar(occurrences: readonly Occurrence[], windowMs: number, barColumns: number): string {
  const cellMs = windowMs / barColumns;
  const isOn = (cell: number): boolean =>
    occurrences.some(({ startMs, endMs }) => startMs < (cell + 1) * cellMs && endMs > cell * cellMs);
  return Array.from({ length: barColumns }, (_, cell) => (isOn(cell) ? '█' : '·')).join('');
}

const names = (nodes: readonly number[]): string => nodes.map(nodeName).join(' ');

/** Who is hit: sides of a partition, links by number, nodes by name. */
function whom({ sides, links, nodes }: Occurrence, clusterNodes: number): string {
  if (sides.length > 0) return `${sides.map(names).join(' | ')} (${links.length} links cut)`;
  const who = nodes.length === clusterNodes ? 'all nodes' : names(nodes);
  return links.length > 0 ? `${who === '' ? '' : `${who}, `}${links.length} links` : who;
}

/** What different repetitions do is told for the first three that differ. */
function targetText(occurrences: readonly Occurrence[], clusterNodes: number): string {
  const different = [...new Set(occurrences.map((occurrence) => whom(occurrence, clusterNodes)))];
  const more = different.length > 3 ? `, and ${different.length - 3} more` : '';
  return different.slice(0, 3).join(', then ') + more;
}

/**
 * The timeline of a chaos section without problems, as text of so many columns, 80 at most: a time axis, and for every step its bar, its
 * fault and whom it hits. Ends with a line break.
 */
export function timelineText(chaos: ChaosSpec, cluster: ScheduleCluster, columns = usualColumns): string {
  const layout = layoutOf(Math.min(usualColumns, columns));
  const occurrences = expandOccurrences(chaos, cluster);
  const rows = chaos.steps.flatMap((step, index) => {
    const own = occurrences.filter(({ stepIndex }) => stepIndex === index);
    const name = shortened(stepName(step, index), layout.name).padEnd(layout.name);
    const what = `${faultText(step.fault)}: ${targetText(own, cluster.nodes)}`;
    return [
      `${name} ${bar(own, chaos.windowMs, layout.bar)}`,
      `${' '.repeat(layout.name + 1)}${shortened(what, layout.bar)}`,
    ];
  });
  return `${[...axis(chaos.windowMs, layout), ...rows].join('\n')}\n`;
}
