import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkKey } from '../links/directed-links.js';
import { type ParsedChaos, parseChaos } from '../spec/chaos-input.js';
import type { ChaosSpec } from '../spec/chaos-spec.js';
import { expandSchedule, type Schedule } from './schedule.js';

const cluster = { nodes: 10, seed: 1 };

function chaosOf(steps: object[], more: object = {}): ChaosSpec {
  const parsed: ParsedChaos = parseChaos({ window: '10s', steps, ...more }, cluster);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.chaos;
}

const scheduleOf = (steps: object[], more: object = {}): Schedule =>
  expandSchedule(chaosOf(steps, more), cluster);

const shown = ({ actions }: Schedule): string[] =>
  actions.map(({ atMs, action, stepName, nodes }) => `${atMs} ${action} ${stepName} ${nodes.join(',')}`);

describe('a schedule', () => {
  it('applies a step at its time and heals it when it has lasted', () => {
    expect(shown(scheduleOf([{ name: 'crash', at: '2s', for: '3s', fault: 'kill', targets: 'n4' }]))).toEqual(
      ['2000 apply crash 4', '5000 heal crash 4'],
    );
  });

  it('heals a step without an end when the window ends', () => {
    expect(shown(scheduleOf([{ at: '9s', fault: 'pause', targets: ['n1', 'n2'] }]))).toEqual([
      '9000 apply pause-1 1,2',
      '10000 heal pause-1 1,2',
    ]);
  });

  it('repeats a step until its end, each time with the next in turn, and heals before it applies', () => {
    const step = { name: 'roll', at: '1s', for: '2s', every: '2s', until: '7s' };
    expect(shown(scheduleOf([{ ...step, fault: 'restart', targets: 'all in turn' }]))).toEqual([
      '1000 apply roll 0',
      '3000 heal roll 0',
      '3000 apply roll 1',
      '5000 heal roll 1',
      '5000 apply roll 2',
      '7000 heal roll 2',
    ]);
  });

  it('cuts off a last repetition at the window’s end', () => {
    const step = { name: 'nap', at: '0s', for: '3s', every: '4s', fault: 'pause', targets: 'n0' };
    expect(shown(scheduleOf([step])).at(-1)).toBe('10000 heal nap 0');
  });

  it('flaps: the same cut comes and goes in turns', () => {
    const fault = { kind: 'partition', shape: 'halves' };
    const flapping = { period: '2s', duty: '25%' };
    const { actions } = scheduleOf([{ name: 'flap', at: '1s', for: '5s', flapping, fault }]);
    expect(actions.map(({ atMs, action }) => `${atMs} ${action}`)).toEqual([
      '1000 apply',
      '1500 heal',
      '3000 apply',
      '3500 heal',
      '5000 apply',
      '5500 heal',
    ]);
    expect(new Set(actions.map(({ sides }) => JSON.stringify(sides))).size).toBe(1);
  });

  it('turns a preset into link qualities and churn into absences', () => {
    const { actions } = scheduleOf([
      { at: '0s', fault: { kind: 'latencyPreset', preset: 'regions', regions: ['europe', 'naEast'] } },
      { at: '1s', fault: { kind: 'churn', rate: '1/s', down: '1s' } },
    ]);
    const kinds = new Set(actions.map(({ fault }) => fault.kind));
    expect(kinds).toEqual(new Set(['linkQuality', 'stop']));
    expect(actions.filter(({ atMs, action }) => atMs === 0 && action === 'apply')).toHaveLength(2);
  });

  it.each([
    ['halves of the whole cluster', { shape: 'halves' }, 'all', true, 50],
    ['halves of a part of it', { shape: 'halves' }, ['n0', 'n1', 'n2', 'n3'], false, 8],
    ['a bridge', { shape: { kind: 'bridge', node: 'n5' } }, 'all', false, 40],
    ['named links', { shape: 'links' }, 'n0 -> n1', false, 1],
  ])('tells whether the sides are separated: %s', (_, shape, targets, separated, cut) => {
    const [action] = scheduleOf([{ at: '0s', fault: { kind: 'partition', ...shape }, targets }]).actions;
    expect(action).toMatchObject({ separated, action: 'apply' });
    expect(action!.links).toHaveLength(cut);
  });

  it('degrades the links that touch its nodes, or those that it names', () => {
    const fault = { kind: 'linkQuality', loss: '10%' };
    const links = (targets: string): string[] =>
      [...scheduleOf([{ at: '0s', fault, targets }]).actions[0]!.links].map(linkKey);
    expect(links('n3')).toHaveLength(18);
    expect(links('all')).toHaveLength(90);
    expect(links('n3 -> n4')).toEqual(['3>4']);
  });

  it('draws alike for one seed, whatever other steps there are', () => {
    const step = { name: 'crash', at: '2s', fault: 'kill', targets: '3 random' };
    const alone = scheduleOf([step]).actions[0]!.nodes;
    const slow = { at: '0s', for: '1s', fault: { kind: 'cpuLimit', cpus: 0.5 }, targets: 'random' };
    const later = scheduleOf([slow, step]).actions.find(({ stepName }) => stepName === 'crash');
    expect(later?.nodes).toEqual(alone);
  });
});

describe('every schedule', () => {
  const step = fc.record({
    atMs: fc.integer({ min: 0, max: 9_000 }),
    forMs: fc.integer({ min: 1, max: 1_000 }),
    everyMs: fc.option(fc.integer({ min: 100, max: 3_000 }), { nil: undefined }),
    fault: fc.constantFrom<object>(
      { kind: 'partition', shape: { kind: 'random' } },
      { kind: 'partition', shape: { kind: 'ring' } },
      { kind: 'linkQuality', loss: 0.1 },
      { kind: 'pause' },
      { kind: 'cpuLimit', cpus: 0.5 },
    ),
    targets: fc.constantFrom('all', '5 random', '60%', 'some', 'all in turn'),
  });
  const usable = fc
    .array(step, { minLength: 1, maxLength: 4 })
    .map((steps) =>
      steps.map((one) =>
        (one.fault as { kind: string }).kind === 'partition' && one.targets === 'all in turn'
          ? { ...one, targets: 'all' }
          : one,
      ),
    );

  it('is in order, heals once whatever it applies, ends healed, and is the same for its seed', () => {
    fc.assert(
      fc.property(usable, (steps) => {
        const chaos = chaosOf(steps, { groups: { some: ['50%'] } });
        const { actions } = expandSchedule(chaos, cluster);
        const open = new Set<number>();
        let lastMs = 0;
        for (const { atMs, action, occurrence } of actions) {
          expect(atMs).toBeGreaterThanOrEqual(lastMs);
          expect(atMs).toBeLessThanOrEqual(10_000);
          lastMs = atMs;
          expect(open.has(occurrence)).toBe(action === 'heal');
          if (action === 'apply') open.add(occurrence);
          else open.delete(occurrence);
        }
        expect(open.size).toBe(0);
        expect(expandSchedule(chaos, cluster).actions).toEqual(actions);
      }),
      { numRuns: 40 },
    );
  });
});
