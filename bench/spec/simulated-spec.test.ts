import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { RunEvent } from '../journal/journal-event.js';
import { simulate } from '../run/simulate.js';
import { parseSpecYaml } from './input/document.js';
import { resolveSpec } from './input/resolve.js';
import { toSpecInput } from './input/to-input.js';
import type { Spec } from './spec.js';

const resolve = (yaml: string): Spec => resolveSpec(parseSpecYaml(yaml, 'spec.yaml'));
const small = (sim: string, more = ''): Spec =>
  resolve(
    `runtime: sim\nseed: 7\ncluster: { nodes: 8 }\nworkload: { rate: 0 }\nphases: { idle: 0ms }\n${more}${sim}`,
  );
const lines = (events: readonly RunEvent[]): string =>
  events.map((event) => JSON.stringify(event)).join('\n');

const rough = `sim:
  links:
    latency: { distribution: lognormal, median: 20ms, sigma: 0.5 }
    loss: { model: gilbert-elliott, goodToBad: 1%, badToGood: 20% }
    duplication: 1%
    reordering: { share: 5%, delay: 10ms }
  regions:
    names: [eu, us]
    latency: { eu: { us: 40ms } }
  processing: 0.2ms
`;

describe('the section sim of a spec', () => {
  it('without fields runs as if it were not there, to the last byte of the journal', async () => {
    const [without, empty] = [await simulate(small('')), await simulate(small('sim: {}\n'))];
    expect(lines(empty.events).replace(/"sim":"[0-9a-f]{16}",/, '')).toBe(lines(without.events));
  });

  it('has one journal for one seed, also when it is run from its own resolved spec', async () => {
    const spec = small(rough);
    const again = resolve(stringify(toSpecInput(spec)));
    expect(again).toEqual(spec);
    const [first, second] = [await simulate(spec), await simulate(again)];
    expect(lines(second.events)).toBe(lines(first.events));
    expect(first.analysis.metrics.reach).toBe(1);
    const other = await simulate({ ...spec, seed: 8 });
    expect(lines(other.events)).not.toBe(lines(first.events));
  });

  it('brings its latency into the figures: pushes in step arrive one latency after their round', async () => {
    const spec = small(
      'sim: { clock: rounds, links: { latency: 30ms } }\n',
      'protocol: { mode: push, interval: 1s, repairInterval: 0ms }\n',
    );
    const { events } = await simulate(spec);
    const delays = events.flatMap((line) =>
      line.type === 'event' && line.event.type === 'receive' ? [line.event.tMs % 1_000] : [],
    );
    expect(delays.length).toBeGreaterThan(20);
    for (const delayMs of delays) expect(delayMs).toBeCloseTo(30, 6);
  });

  it('lets faults be confirmed over links with a latency and a loss of their own', async () => {
    const spec = small(
      rough,
      'chaos: { window: 5s, steps: [{ at: 1s, for: 3s, fault: { kind: linkQuality, latency: 50ms, loss: 10% } }] }\n',
    );
    const { faults } = (await simulate(spec)).analysis;
    expect(faults.map(({ confirmed }) => confirmed)).toEqual(faults.map(() => true));
    expect(faults.length).toBeGreaterThan(0);
  });
});
