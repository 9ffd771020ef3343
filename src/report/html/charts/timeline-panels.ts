import type { Timeline, TimelineSecond } from '../../../../bench/analysis/series/report-series.js';
import { bytes, formatNumber, quantityText } from '../../format.js';
import { palette } from './palette.js';

/** One strip of the timeline: its own vertical axis over the common time. */
export interface TimelinePanel {
  name: string;
  axisName: string;
  colour: string;
  /** [seconds since the run's start, value] */
  points: [number, number][];
}

interface Rate {
  name: string;
  axisName: string;
  colour: string;
  value: (second: TimelineSecond) => number;
  text: (second: TimelineSecond) => string;
}

const perSecond = (value: number): string => `${formatNumber(value)}/s`;

export const rates: readonly Rate[] = [
  {
    name: 'Gossip traffic',
    axisName: 'gossip traffic, KiB/s',
    colour: palette.first,
    value: ({ gossipBytesPerSecond }) => gossipBytesPerSecond / 1024,
    text: ({ gossipBytesPerSecond }) => quantityText(bytes(gossipBytesPerSecond, '/s')),
  },
  {
    name: 'Messages',
    axisName: 'messages, 1/s',
    colour: palette.second,
    value: ({ messagesPerSecond }) => messagesPerSecond,
    text: ({ messagesPerSecond }) => perSecond(messagesPerSecond),
  },
  {
    name: 'Writes accepted',
    axisName: 'writes accepted, 1/s',
    colour: palette.third,
    value: ({ writesPerSecond }) => writesPerSecond,
    text: ({ writesPerSecond }) => perSecond(writesPerSecond),
  },
];

/** The last second drawn to its end: a step line would stop where it begins. */
export function withEnd(seconds: readonly TimelineSecond[]): TimelineSecond[] {
  const last = seconds.at(-1);
  return last ? [...seconds, { ...last, atMs: last.atMs + 1000 }] : [];
}

/** The panels of a run, top to bottom; nodes up only where the run counted them. */
export function timelinePanels({ seconds, membersAlive }: Timeline, endMs: number): TimelinePanel[] {
  const panels = rates.map(({ name, axisName, colour, value }) => ({
    name,
    axisName,
    colour,
    points: withEnd(seconds).map((second): [number, number] => [second.atMs / 1000, value(second)]),
  }));
  if (!membersAlive?.length) return panels;
  const changes = membersAlive.map(({ atMs, alive }): [number, number] => [atMs / 1000, alive]);
  const last = membersAlive.at(-1);
  const points: [number, number][] = last ? [...changes, [endMs / 1000, last.alive]] : changes;
  return [...panels, { name: 'Nodes up', axisName: 'nodes up', colour: palette.mark, points }];
}
