import { describe, expect, it } from 'vitest';
import { parseSpecYaml } from '../../spec/input/document.js';
import { resolveSpec } from '../../spec/input/resolve.js';
import { JournalBuilder } from '../../testing/journal-builder.js';
import { indexJournal } from '../index/journal-index.js';
import { missingFaults } from './missing-faults.js';

const spec = resolveSpec(
  parseSpecYaml(
    `
runtime: sim
cluster: { nodes: 4, loss: 5% }
chaos:
  window: 10s
  steps:
    - { name: nap, at: 1s, for: 1s, every: 3s, until: 7s, fault: pause, targets: n1 }
    - { name: split, at: 2s, for: 2s, fault: { kind: partition, shape: halves } }
`,
    'test',
  ),
);

const links = { name: 'links', asked: {}, links: 12, confirmed: true };
const journal = () =>
  new JournalBuilder(4).add({
    type: 'fault',
    tMs: 10,
    ...links,
    stage: 'applied',
    reasons: [],
    firstMs: 5,
    lastMs: 10,
    measured: { probes: 0 },
  });
const nap = (from: JournalBuilder, atMs: number) =>
  from.fault(atMs, atMs + 1_000, { name: 'nap', asked: { kind: 'pause' }, nodes: [1] });
const split = (from: JournalBuilder) =>
  from.partition(2_000, 4_000, [
    [0, 1],
    [2, 3],
  ]);
const missing = (from: JournalBuilder) => missingFaults(spec, indexJournal(from.events).faults);

describe('faults that the schedule holds and the journal does not show', () => {
  it('are none where every occurrence was applied and healed', () => {
    expect(missing(split(nap(nap(journal(), 1_000), 4_000)))).toEqual([]);
  });

  it('are named by their step, with how often it was applied', () => {
    expect(missing(nap(journal(), 1_000))).toEqual([
      'Step nap was applied 1 of 2 times.',
      'Step split was never applied.',
    ]);
  });

  it('are those whose heal is missing', () => {
    const whole = split(nap(nap(journal(), 1_000), 4_000)).events;
    const healless = whole.filter((event) => !(event.type === 'fault' && event.stage === 'healed'));
    expect(missingFaults(spec, indexJournal(healless).faults)).toEqual([
      'Step nap was healed 0 of 2 times.',
      'Step split was healed 0 of 1 times.',
    ]);
  });

  it('are those that were healed long before their time', () => {
    const short = nap(nap(journal(), 1_000), 4_000).partition(2_000, 2_300, [
      [0, 1],
      [2, 3],
    ]);
    expect(missing(short)).toEqual(['Step split held for 0.3 s of 2 s.']);
  });

  it('are the links that the spec makes worse', () => {
    expect(missing(split(nap(nap(new JournalBuilder(4), 1_000), 4_000)))).toEqual([
      'The quality of the links that the spec asks for was never confirmed.',
    ]);
  });
});
