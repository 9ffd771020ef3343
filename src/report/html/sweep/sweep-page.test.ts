import { describe, expect, it } from 'vitest';
import type { Metrics } from '../../../../bench/result/result.js';
import { parseSpecYaml } from '../../../../bench/spec/input/document.js';
import { resolveSpec } from '../../../../bench/spec/input/resolve.js';
import { summarizeFigures } from '../../../experiment/group.js';
import type { SweepResult, SweptCell } from '../../../experiment/sweep.js';
import { sweepComparisons } from '../../../experiment/sweep-comparisons.js';
import { completeRun } from '../testing/report-fixture.js';
import { renderSweep } from './sweep-page.js';

const spec = { ...resolveSpec(parseSpecYaml('cluster:\n  nodes: 10\n', 'spec.yaml'), []), seed: 3 };

/** Five runs whose latencies are `factor` times those of the fixture, each a little different. */
const runs = (factor: number): Metrics[] =>
  [0.96, 0.98, 1, 1.02, 1.04].map((jitter) => {
    const { metrics } = completeRun().result;
    const scaled = Object.fromEntries(
      Object.entries(metrics.propagationLatencyMs!).map(([key, value]) => [
        key,
        Number(value) * factor * jitter,
      ]),
    ) as NonNullable<Metrics['propagationLatencyMs']>;
    return { ...metrics, propagationLatencyMs: scaled };
  });

const cell = (node: string, metrics: Metrics[], more: Partial<SweptCell> = {}): SweptCell => ({
  setting: { node },
  spec,
  runs: metrics.length,
  verdicts: metrics.map(() => 'pass'),
  folders: metrics.map((_, index) => `/out/node-${node}/run ${index}`),
  summary: summarizeFigures(metrics),
  ...more,
});

function sweepOf(...factors: number[]): SweepResult {
  const names = ['reference', 'memberlist', '<b>mine</b>'];
  const measured = factors.map((factor, index) => ({ metrics: runs(factor), node: names[index]! }));
  const cells = measured.map(({ node, metrics }, index) =>
    cell(node, metrics, index === 1 ? { absent: ['Absent since it reports no hops: hops.'] } : {}),
  );
  const comparisons = sweepComparisons(
    cells.map((one, index) => ({ cell: one, metrics: measured[index]!.metrics })),
  );
  return { schemaVersion: 1, kind: 'sweep', cells, growth: [], comparisons };
}

const curve = (factor: number) =>
  Array.from({ length: 20 }, (_, i) => ({ ms: i * 20 * factor, fraction: i / 19 }));
const render = (result: SweepResult): string =>
  renderSweep(result, {
    curves: {
      names: result.cells.map(({ setting }) => String(setting.node)),
      infection: result.cells.map((_, index) => curve(index + 1)),
      latency: result.cells.map((_, index) => curve(index + 1)),
    },
    linkTo: (folder) => encodeURI(folder.slice('/out/'.length)),
    machine: '2 cores',
  });

describe('the page of a sweep', () => {
  it('sets implementations side by side, each beside the first, with links to the runs', () => {
    const page = render(sweepOf(1, 2, 1));
    expect(page).toContain('<h1>3 implementations side by side</h1>');
    expect(page).toContain('Beside reference: memberlist is slower in ');
    expect(page).toMatch(
      /<td>[^<]*<br><span class="beside">2×[^<]*<\/span><br><span class="beside bad">slower/,
    );
    expect(page).toContain('memberlist: Absent since it reports no hops: hops.');
    expect(page).toContain('href="node-memberlist/run%200"');
    expect(page).toContain('&lt;b&gt;mine&lt;/b&gt;');
    expect(page).not.toContain('<b>mine');
  });

  it('shows no difference where there is none, and is the same for the same sweep', () => {
    const same = sweepOf(1, 1);
    expect(render(same)).toBe(render(same));
    expect(render(same)).toContain('<p>No difference shown.</p>');
  });

  it('compares nothing that did not run in turns', () => {
    const { comparisons: _, ...sequence } = sweepOf(1, 2);
    expect(render(sequence)).not.toContain('id="beside"');
  });
});

it('compares cells of one size alone, and adjusts p over all of them', () => {
  const sized = (nodes: number, fanout: number, factor: number) => ({
    cell: { setting: { nodes, fanout }, spec: { ...spec, cluster: { ...spec.cluster, nodes } } },
    metrics: runs(factor),
  });
  const found = sweepComparisons([sized(10, 1, 1), sized(10, 2, 2), sized(20, 1, 1), sized(20, 2, 1)]);
  expect(found.map(({ base, subject }) => [base.nodes, base.fanout, subject.nodes, subject.fanout])).toEqual([
    [10, 1, 10, 2],
    [20, 1, 20, 2],
  ]);
  const alone = sweepComparisons([sized(10, 1, 1), sized(10, 2, 2)]);
  const p = (one: (typeof found)[number]) =>
    one.figures.find(({ path }) => path === 'propagationLatencyMs.p50')!.adjustedP!;
  expect(p(found[0]!)).toBeGreaterThan(p(alone[0]!));
});
