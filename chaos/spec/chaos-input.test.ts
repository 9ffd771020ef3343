import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseChaos } from './chaos-input.js';

const cluster = { nodes: 5, seed: 1 };

/** `path: text` of every problem of a section whose steps are given in YAML flow style. */
function problems(steps: string, more = ''): string[] {
  const parsed = parseChaos(parse(`{window: 10s, ${more} steps: [${steps}]}`), cluster);
  return parsed.ok ? [] : parsed.problems.map(({ path, text }) => `${path.join('.')}: ${text}`);
}

describe('a chaos section', () => {
  it('is read with units, short forms and defaults', () => {
    const parsed = parseChaos(
      parse(
        `
        window: 12s
        groups: { edge: [n1, 2 random] }
        steps:
          - { at: 500ms, for: 2s, fault: { kind: partition, shape: { kind: majority, share: 20% }, mode: stall } }
          - { at: 1s, fault: { kind: linkQuality, latency: 20ms, loss: 5%, bandwidth: 1MB/s }, targets: edge }
          - { at: 0s, for: 1s, every: 2s, fault: { kind: slicer, average: 1KiB, pause: 2ms }, targets: n1 <-> n2 }
          - { at: 1min, fault: kill }
        `.replace('1min', '0.1min'),
      ),
      cluster,
    );
    expect(parsed).toMatchObject({
      ok: true,
      chaos: {
        windowMs: 12_000,
        recoveryMs: 10_000,
        steps: [
          {
            atMs: 500,
            forMs: 2_000,
            targets: 'all',
            fault: { shape: { kind: 'majority', share: 0.2 }, mode: 'stall' },
          },
          { fault: { latencyMs: 20, jitterMs: 0, loss: 0.05, rateKBps: 1_000 }, targets: 'edge' },
          { everyMs: 2_000, fault: { averageBytes: 1_024, variationBytes: 0, pauseUs: 2_000 } },
          { atMs: 6_000, fault: { kind: 'kill' } },
        ],
      },
    });
  });

  it('is read again from its resolved form', () => {
    const first = parseChaos(
      parse('{window: 3s, steps: [{at: 1s, for: 1s, fault: pause, targets: n1}]}'),
      cluster,
    );
    expect(first.ok && parseChaos(first.chaos, cluster)).toEqual(first);
  });
});

describe('what is wrong with a chaos section is said with its place', () => {
  it.each<[string, string]>([
    ['{at: 1s, fault: kill, targets: n7}', 'steps.0.targets: unknown node n7; the nodes are n0 to n4'],
    [
      '{at: 1s, fault: kill, targets: [n1, n9]}',
      'steps.0.targets.1: unknown node n9; the nodes are n0 to n4',
    ],
    [
      '{at: 12s, fault: kill}',
      'steps.0.at: the step starts at 12000 ms, not before the end of the chaos window at 10000 ms',
    ],
    [
      '{at: 8s, for: 4s, fault: kill}',
      'steps.0.for: the step ends at 12000 ms, after the end of the chaos window at 10000 ms',
    ],
    ['{at: 1s, every: 2s, fault: kill}', 'steps.0.every: every needs for: a repeated step needs'],
    ['{at: 1s, for: 1s, every: 2s, until: 1s, fault: kill}', 'steps.0.until: expected a time after'],
    ['{at: 1s, until: 2s, fault: kill}', 'steps.0.until: until needs every: it ends the repetitions'],
    [
      '{at: 1s, fault: kill, targets: 130%}',
      'steps.0.targets: expected a share above 0% and up to 100%, got 130%',
    ],
    [
      '{at: 1s, fault: {kind: linkQuality, loss: 150%}}',
      'steps.0.fault.loss: expected at most 100%, got "150%"',
    ],
    [
      '{at: 1s, fault: {kind: linkQuality, latency: 5ms, jitter: 9ms}}',
      'steps.0.fault.jitter: a jitter of 9 ms',
    ],
    ['{at: 1s, fault: {kind: linkQuality}}', 'steps.0.fault: the fault changes nothing'],
    [
      '{at: soon, fault: kill}',
      'steps.0.at: expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got "soon"',
    ],
    ['{at: 5, fault: kill}', 'steps.0.at: expected a duration'],
    ['{fault: kill}', 'steps.0.at: '],
    ['{at: 1s, fault: {kind: churn, rate: 0, down: 1s}}', 'steps.0.fault.rate: '],
    ['{at: 1s, fault: kil}', 'steps.0.fault.kind: '],
    ['{at: 1s, fault: kill, tagets: n1}', 'steps.0.tagets: unknown field'],
    ['{at: 1s, fault: kill, targets: n1 -> n2}', 'steps.0.targets: the fault kill needs nodes as targets'],
    [
      '{at: 1s, fault: {kind: partition, shape: links}, targets: n1}',
      'steps.0.targets: the shape links needs links',
    ],
    [
      '{at: 1s, fault: {kind: partition, shape: halves}, targets: n1 -> n2}',
      'steps.0.targets: the shape halves needs nodes',
    ],
    [
      '{at: 1s, fault: {kind: partition, shape: halves}, targets: n1}',
      'steps.0.fault.shape: the shape halves needs 2 nodes, got 1',
    ],
    [
      '{at: 1s, fault: {kind: partition, shape: {kind: isolate, node: n8}}}',
      'steps.0.fault.shape.node: unknown node n8',
    ],
    [
      '{at: 1s, fault: {kind: partition, shape: {kind: isolate, node: n4}}, targets: [n1, n2]}',
      'steps.0.fault.shape.node: the node n4 is not among',
    ],
    [
      '{at: 1s, fault: {kind: linkQuality, loss: 5%}, targets: n1 -> n1}',
      'steps.0.targets: the fault has no effect',
    ],
    [
      '{at: 1s, for: 1s, flapping: {period: 2s}, fault: {kind: partition, shape: halves}}',
      'steps.0.flapping.period: ',
    ],
    [
      '{name: a, at: 1s, for: 1s, fault: kill}, {name: a, at: 3s, fault: kill}',
      'steps.1.name: an earlier step has the name a',
    ],
  ])('%s', (steps, expected) => {
    const found = problems(steps);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  it.each<[string, string]>([
    [
      'expectations: [reach==1], expectFail: [reach==0],',
      'expectFail.0: "reach==0" is not among the expectations',
    ],
    ['expectations: [reach],', 'expectations.0: expected a comparison such as reach==1'],
    ['groups: {edge: [n1, n8]},', 'groups.edge.1: unknown node n8'],
  ])('%s', (more, expected) => {
    expect(problems('{at: 1s, fault: kill}', more).join()).toContain(expected);
  });
});

describe('overlaps that contradict', () => {
  const halves = (mode: string) => `fault: {kind: partition, shape: halves, mode: ${mode}}`;

  it.each<[string, string]>([
    [
      `{name: a, at: 0s, for: 4s, ${halves('drop')}}, {at: 3s, ${halves('stall')}}`,
      'steps.1.fault.mode: contradicts step a: the link',
    ],
    [
      '{name: a, at: 0s, for: 4s, fault: kill, targets: n1}, {at: 3s, fault: pause, targets: all}',
      'steps.1.targets: contradicts step a: n1 cannot have kill and pause at once (from 3000 to 4000 ms)',
    ],
    [
      '{name: a, at: 0s, fault: restart, targets: n1}, {at: 3s, fault: {kind: restart, keepState: true}, targets: n1}',
      'two faults restart that differ',
    ],
  ])('are refused: %s', (steps, expected) => {
    expect(problems(steps).join()).toContain(expected);
  });

  it.each([
    ['modes one after the other', `{at: 0s, for: 3s, ${halves('drop')}}, {at: 3s, ${halves('stall')}}`],
    ['the same mode twice', `{at: 0s, for: 4s, ${halves('drop')}}, {at: 3s, ${halves('drop')}}`],
    ['different nodes', '{at: 0s, fault: kill, targets: n1}, {at: 3s, fault: pause, targets: n2}'],
    ['the same crash twice', '{at: 0s, fault: kill, targets: n1}, {at: 3s, fault: kill, targets: n1}'],
    [
      'a slow and paused node',
      '{at: 0s, fault: {kind: cpuLimit, cpus: 0.1}, targets: n1}, {at: 3s, fault: pause, targets: n1}',
    ],
  ])('are not seen in %s', (_, steps) => {
    expect(problems(steps)).toEqual([]);
  });
});
