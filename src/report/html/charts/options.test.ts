import { describe, expect, it } from 'vitest';
import { completeRun, emptyRun, type ReportFixture } from '../testing/report-fixture.js';
import type { ChartSource } from './chart.js';
import { drawSvg, normaliseIds } from './draw-svg.js';
import { faultBars } from './fault-bars.js';
import { faultTexts, faultTimelineOption } from './fault-timeline.js';
import { infectionCurveOption } from './infection-curve.js';
import { latencyHistogram, latencyHistogramOption, undeliveredText } from './latency-histogram.js';
import { charts } from './registry.js';
import { timelineOption } from './timeline.js';
import { messagesPerNode } from './traffic-per-node.js';

const source = ({ result, series, load }: ReportFixture): ChartSource => ({
  metrics: result.metrics,
  series,
  ...(load ? { load } : {}),
});

const still = { widthPx: 540, interactive: false };
const live = { widthPx: 540, interactive: true };

describe.each(charts.map((chart) => [chart.id, chart] as const))('%s', (_id, chart) => {
  const drawing = chart.drawing(source(completeRun()));

  it('names its axes, and every axis of numbers has a unit or says what it counts', () => {
    const option = drawing?.option(still);
    const names = [option?.xAxis, option?.yAxis].flat().flatMap((axis) => axis?.name ?? []);
    expect(names.filter((name) => name !== '').length).toBeGreaterThanOrEqual(2);
    for (const name of names.filter((text) => text !== '')) {
      expect(name).toMatch(/, \S+|node|nodes up|deliveries per bucket/);
    }
  });

  it('has a legend exactly where it draws more than one named series on one plot', () => {
    const option = drawing?.option(still);
    const needsLegend = ['infection-curve', 'messages-per-node', 'latency-throughput'].includes(chart.id);
    expect(option?.legend !== undefined).toBe(needsLegend);
  });

  it('answers the pointer only when it is interactive', () => {
    expect(drawing?.option(still)).not.toHaveProperty('tooltip');
    expect(drawing?.option(live)).toHaveProperty('tooltip');
  });

  it('describes the point under the pointer, with units', () => {
    const { tooltip } = drawing?.option(live) ?? {};
    const formatter = [tooltip].flat()[0]?.formatter;
    if (typeof formatter !== 'function') throw new Error('the tooltip has no formatter');
    const text = (formatter as (params: unknown) => unknown)([{ dataIndex: 1 }]);
    expect(text).toMatch(/\d/);
    expect((formatter as (params: unknown) => unknown)([])).toBe('');
  });

  it('is not drawn when the run has no such series', () => {
    expect(chart.drawing(source(emptyRun()))).toBeUndefined();
  });

  it('colours itself by the page alone', () => {
    const svg = drawing ? drawSvg(drawing, 540, 'x') : '';
    const painted = svg.replace(/<clipPath[\s\S]*?<\/clipPath>/g, '');
    const colours = [...painted.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour);
    expect(colours.filter((colour) => !/^(?:none|var\(--[a-z0-9-]+\))$/.test(colour ?? ''))).toEqual([]);
  });

  it('gives the same picture again', () => {
    expect(drawing && drawSvg(drawing, 540, 'x')).toBe(drawing && drawSvg(drawing, 540, 'x'));
  });
});

describe('infection curve', () => {
  it('draws the band between its edges, and marks the times to fractions', () => {
    const curve = [
      { ms: 0, fraction: 0.1, low: 0.1, high: 0.1 },
      { ms: 10, fraction: 0.6, low: 0.4, high: 0.9 },
    ];
    const option = infectionCurveOption(
      { curve, timeToFractionMs: { '0.5': 8, '0.9': '> deadline' } as never },
      still,
    );
    expect(option.series).toMatchObject([
      {
        name: 'lower edge',
        data: [
          [0, 0.1],
          [10, 0.4],
        ],
      },
      {
        name: '95 % band',
        data: [
          [0, 0],
          [10, 0.5],
        ],
      },
      { name: 'mean fraction', markLine: { data: [{ name: 't50', xAxis: 8 }] } },
    ]);
  });
});

describe('latency histogram', () => {
  const distribution = { buckets: [{ fromMs: 0, toMs: 10, count: 90 }], undelivered: 10, cdf: [] };

  it('marks percentiles that are numbers, and no others', () => {
    const summary = {
      p50: 4,
      p90: 9,
      p99: '> deadline',
      p999: '> deadline',
      max: '> deadline',
      count: 100,
    } as const;
    const { series } = latencyHistogramOption({ distribution, summary }, still);
    expect([series].flat()[1]).toMatchObject({ markLine: { data: [{ xAxis: 4 }, { xAxis: 9 }] } });
  });

  it('says how many pairs were not delivered', () => {
    expect(undeliveredText(distribution)).toContain('10 of 100 pairs (10 %) were not delivered');
    expect(undeliveredText({ ...distribution, undelivered: 0 })).toBe(
      'All 90 pairs of update and node were delivered.',
    );
  });

  it('tells it in its words too', () => {
    const run = source(emptyRun());
    const drawing = latencyHistogram.drawing({ ...run, series: { propagation: distribution } });
    expect(drawing?.summary).toContain('not delivered by the deadline');
  });
});

describe('bars over nodes', () => {
  it.each([
    [10, 'bar'],
    [400, 'line'],
  ])('shows %i nodes as a %s', (count, type) => {
    const run = completeRun();
    const [node] = run.series.perNode ?? [];
    if (!node) throw new Error('the fixture has no nodes');
    run.series.perNode = Array.from({ length: count }, (_, index) => ({ ...node, node: index }));
    const option = messagesPerNode.drawing(source(run))?.option(still);
    expect([option?.series].flat().map((series) => series?.type)).toEqual([type, type]);
  });
});

describe('timeline', () => {
  it('leaves out the panel of nodes that nobody counted', () => {
    const { timeline } = completeRun().series;
    if (!timeline) throw new Error('the fixture has no timeline');
    const { membersAlive: _, ...uncounted } = timeline;
    expect(timelineOption(timeline, still).series).toHaveLength(4);
    expect(timelineOption(uncounted, still).series).toHaveLength(3);
  });
});

describe('timeline of faults', () => {
  const run = () => {
    const { chaos, timeline } = completeRun().series;
    if (!chaos || !timeline) throw new Error('the fixture has no faults');
    return { chaos, timeline };
  };
  const lines = (option: ReturnType<typeof faultTimelineOption>) => [option.series].flat();

  it('shades every window over every strip, and names its bar above them', () => {
    const shaded = lines(faultTimelineOption(run(), still)).flatMap((line) =>
      line && 'markArea' in line && line.markArea ? [JSON.stringify(line.markArea)] : [],
    );
    expect(shaded).toHaveLength(6);
    for (const name of ['split', 'kill', 'slow-links']) {
      for (const areas of shaded) expect(areas).toContain(`"name":"${name}"`);
    }
    expect(shaded.map((areas) => areas.includes('"show":true'))).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('names turns of one fault once, where there is room beside them', () => {
    const turn = (startMs: number) => ({ name: 'flap', kind: 'partition', startMs, endMs: startMs + 500 });
    const labels = (starts: number[]) =>
      [faultBars(starts.map(turn), 10_000, 0).series.markArea?.data]
        .flat(2)
        .flatMap((end) => (end && 'label' in end ? [[end.label?.show, end.label?.position]] : []));
    expect(labels([1_000, 2_000])).toEqual([
      [false, 'right'],
      [true, 'right'],
    ]);
    expect(labels([7_000, 9_000])).toEqual([
      [true, 'left'],
      [false, 'left'],
    ]);
  });

  it('tells under the pointer which faults hold and what the cluster lacks', () => {
    const [tooltip] = [faultTimelineOption(run(), live).tooltip].flat();
    const formatter = tooltip?.formatter as (params: unknown) => string;
    const text = formatter([{ axisValue: 15 }]);
    expect(text).toMatch(/Faults: <strong>split, kill, slow-links</);
    expect(text).toMatch(/Updates held: <strong>[\d.]+ %</);
    expect(text).toMatch(/Nodes up: <strong>9; nodes saw between \d/);
    expect(formatter([{ axisValue: 4 }])).toContain('Faults: <strong>none<');
  });

  it('leaves out the strips of what was not measured', () => {
    const { chaos, timeline } = run();
    const { spread: _, membersSeen: __, ...bare } = chaos;
    // Nodes up, members seen by the one that sees fewest (none), messages, and the bars.
    expect(lines(faultTimelineOption({ chaos: bare, timeline }, still))).toHaveLength(4);
  });

  it('tells the turns of one fault together', () => {
    const turn = (startMs: number) => ({ name: 'flap', kind: 'partition', startMs, endMs: startMs + 500 });
    expect(faultTexts([turn(1_000), turn(2_000), { ...turn(3_000), name: 'last' }])).toEqual([
      'flap 2 times, 1 to 2.5 s',
      'last 3 to 3.5 s (500 ms)',
    ]);
  });
});

describe('normaliseIds', () => {
  it('numbers ids anew under the prefix, the same id always alike', () => {
    const svg = '<g clip-path="url(#zr12-c0)" class="zr12-cls-40"/><clipPath id="zr12-c0"/>';
    expect(normaliseIds(svg, 'a')).toBe('<g clip-path="url(#a-0)" class="a-1"/><clipPath id="a-0"/>');
  });
});
