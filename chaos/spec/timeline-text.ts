import type { Occurrence } from '../schedule/occurrences.js';
import { expandOccurrences, type ScheduleCluster } from '../schedule/schedule.js';
import { nodeName } from '../targets/node-name.js';
import { type ChaosSpec, stepName } from './chaos-spec.js';
import { faultText } from './fault-text.js';

/** Columns of the whole drawing. */
const columns = 80;
const nameColumns = 18;
const barColumns = columns - nameColumns - 2;

const shortened = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

const timeText = (ms: number, windowMs: number): string =>
  windowMs < 1_000 ? `${Math.round(ms)}ms` : `${Math.round(ms / 100) / 10}s`;

/** Ticks at round times, at most six over the window, never so close that their labels touch. */
function tickMs(windowMs: number): number {
  const power = 10 ** Math.floor(Math.log10(windowMs / 6));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => windowMs / step <= 6)!;
}

function axis(windowMs: number): string[] {
  const labels = Array.from({ length: barColumns + 1 }, () => ' ');
  const line = Array.from({ length: barColumns }, () => '─');
  const everyMs = tickMs(windowMs);
  for (let atMs = 0; atMs <= windowMs; atMs += everyMs) {
    const column = Math.min(barColumns - 1, Math.round((atMs / windowMs) * (barColumns - 1)));
    const label = timeText(atMs, windowMs);
    const start = Math.min(column, barColumns - label.length);
    line[column] = '┬';
    labels.splice(start, label.length, ...label);
  }
  const indent = ' '.repeat(nameColumns + 1);
  return [`${indent}${labels.join('')}`.trimEnd(), `${indent}${line.join('')}`];
}

/** Where a step's fault is on; a cell is filled when it is on for any part of the cell's time. */
function bar(occurrences: readonly Occurrence[], windowMs: number): string {
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
 * The timeline of a chaos section without problems, as text of 80 columns: a time axis, and for every step its bar, its
 * fault and whom it hits. Ends with a line break.
 */
export function timelineText(chaos: ChaosSpec, cluster: ScheduleCluster): string {
  const occurrences = expandOccurrences(chaos, cluster);
  const rows = chaos.steps.flatMap((step, index) => {
    const own = occurrences.filter(({ stepIndex }) => stepIndex === index);
    const name = shortened(stepName(step, index), nameColumns).padEnd(nameColumns);
    const what = `${faultText(step.fault)}: ${targetText(own, cluster.nodes)}`;
    return [
      `${name} ${bar(own, chaos.windowMs)}`,
      `${' '.repeat(nameColumns + 1)}${shortened(what, barColumns)}`,
    ];
  });
  return `${[...axis(chaos.windowMs), ...rows].join('\n')}\n`;
}
