import type { LineSeriesOption } from 'echarts';
import type { ChaosSeries, SpreadPoint, Timeline } from '../../../../bench/analysis/series/report-series.js';
import { duration, formatNumber, percent, quantityText } from '../../format.js';
import { palette } from './palette.js';
import { rates, withEnd } from './timeline-panels.js';

export interface FaultRun {
  chaos: ChaosSeries;
  timeline: Timeline;
}

/** One strip: its axis, what is drawn on it, and its text for a moment (s since the run's start). */
export interface FaultStrip {
  axisName: string;
  series: LineSeriesOption[];
  at: (seconds: number) => [name: string, figure: string] | undefined;
}

type Points = [seconds: number, value: number][];

const drawn = (name: string, colour: string, data: Points): LineSeriesOption => ({
  type: 'line',
  name,
  symbol: 'none',
  emphasis: { disabled: true },
  data,
  lineStyle: { color: colour, width: 2 },
  itemStyle: { color: colour },
});

/** The last of the points, ascending in time, that lies at or before a moment. */
const lastBefore = <P extends { atMs: number }>(points: readonly P[], seconds: number): P | undefined =>
  points.findLast(({ atMs }) => atMs <= seconds * 1000);

interface SpreadFigure {
  name: string;
  axisName: string;
  colour: string;
  value: (point: SpreadPoint) => number;
  text: (point: SpreadPoint) => string;
}

const spreadFigures: readonly SpreadFigure[] = [
  {
    name: 'Updates held',
    axisName: 'updates held, % of pairs',
    colour: palette.first,
    value: ({ heldShare }) => heldShare * 100,
    text: ({ heldShare }) => quantityText(percent(heldShare)),
  },
  {
    name: 'Missing at the stalest node',
    axisName: 'missing at the stalest node, updates',
    colour: palette.second,
    value: ({ maxLacking }) => maxLacking,
    text: ({ maxLacking, meanLacking }) =>
      `${formatNumber(maxLacking)} updates (mean ${formatNumber(meanLacking)})`,
  },
  {
    name: 'Oldest update missing',
    axisName: 'oldest update missing, s',
    colour: palette.third,
    value: ({ maxAgeMs }) => maxAgeMs / 1000,
    text: ({ maxAgeMs }) => quantityText(duration(maxAgeMs)),
  },
];

function spreadStrips({ spread = [] }: ChaosSeries): FaultStrip[] {
  if (spread.length === 0) return [];
  return spreadFigures.map(({ name, axisName, colour, value, text }) => ({
    axisName,
    series: [
      drawn(
        name,
        colour,
        spread.map((point) => [point.atMs / 1000, value(point)]),
      ),
    ],
    at: (seconds) => {
      const point = lastBefore(spread, seconds);
      return point && [name, text(point)];
    },
  }));
}

/** Steps that last until the end of the run. */
function steps<P extends { atMs: number }>(
  points: readonly P[],
  endMs: number,
  value: (point: P) => number,
): Points {
  const last = points.at(-1);
  const changes = points.map((point): Points[number] => [point.atMs / 1000, value(point)]);
  return last ? [...changes, [endMs / 1000, value(last)]] : [];
}

function memberStrip({ chaos, timeline }: FaultRun, endMs: number): FaultStrip[] {
  const { membersAlive = [] } = timeline;
  const { membersSeen = [] } = chaos;
  if (membersAlive.length === 0) return [];
  const line = (name: string, colour: string, data: Points, type: 'solid' | 'dashed'): LineSeriesOption => {
    return {
      ...drawn(name, colour, data),
      step: 'end',
      lineStyle: { color: colour, width: 2, type },
    };
  };
  const up = line(
    'Nodes up',
    palette.mark,
    steps(membersAlive, endMs, ({ alive }) => alive),
    'solid',
  );
  const fewest = steps(membersSeen, endMs, (point) => point.fewest);
  return [
    {
      axisName: 'nodes up (line), fewest seen by a node (dashed)',
      series: [up, line('Members seen by the node that sees fewest', palette.second, fewest, 'dashed')],
      at: (seconds) => {
        const alive = lastBefore(membersAlive, seconds)?.alive ?? 0;
        const seen = lastBefore(membersSeen, seconds);
        return [
          'Nodes up',
          seen ? `${alive}; nodes saw between ${seen.fewest} and ${seen.most} of them` : `${alive}`,
        ];
      },
    },
  ];
}

/** Messages a second, summed over all nodes. */
function messageStrip({ seconds }: Timeline): FaultStrip[] {
  const rate = rates.find(({ name }) => name === 'Messages');
  if (!rate || seconds.length === 0) return [];
  const points = withEnd(seconds).map((second): Points[number] => [second.atMs / 1000, rate.value(second)]);
  return [
    {
      axisName: rate.axisName,
      series: [{ ...drawn(rate.name, palette.first, points), step: 'end' }],
      at: (at) => {
        const second = lastBefore(seconds, at);
        return second && [rate.name, rate.text(second)];
      },
    },
  ];
}

/** The strips of a run with faults, top to bottom. */
export const faultStrips = (run: FaultRun, endMs: number): FaultStrip[] => [
  ...spreadStrips(run.chaos),
  ...memberStrip(run, endMs),
  ...messageStrip(run.timeline),
];
