import { describe, expect, it } from 'vitest';
import { simulate } from '../../run/simulate.js';
import { parseSpecYaml } from '../../spec/input/document.js';
import { resolveSpec } from '../../spec/input/resolve.js';
import { JournalBuilder } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { judge } from '../../verdict/verdict.js';
import { analyze } from '../analyze.js';

describe('a run under a fault', () => {
  it.each([
    ['{ kind: partition, shape: halves }', '', '1ms'],
    ['{ kind: linkQuality, loss: 50% }', '', '1ms'],
  ])('%s %s of %s, which was over before a message was due, is unknown', async (fault, more, time) => {
    const { status, reasons } = await verdictOf(fault, more, time);
    expect(status).toBe('unknown');
    expect(reasons).toContainEqual(
      expect.stringMatching(
        /^Step .* held for 1 ms, in which less than one message was due .*: it tested nothing\.$/,
      ),
    );
  });

  it.each([
    ['{ kind: partition, shape: halves }', '', '2s'],
    // It takes 400 ms until a pause is seen, and for so long the node stands still.
    ['pause', ', targets: n1', '1ms'],
    // What a node held is gone, however soon it is back.
    ['kill', ', targets: n1', '1ms'],
  ])('%s %s of %s is a test', async (fault, more, time) => {
    const { reasons } = await verdictOf(fault, more, time);
    expect(reasons.filter((reason) => reason.includes('tested nothing'))).toEqual([]);
  });
});

async function verdictOf(fault: string, more: string, time: string) {
  const text = `
runtime: sim
seed: 5
cluster: { nodes: 5 }
workload: { updates: 3, rate: 5/s }
phases: { duration: 1s, idle: 0s }
chaos: { window: 4s, recovery: 5s, steps: [{ at: 1s, for: ${time}, fault: ${fault}${more} }] }
`;
  const spec = resolveSpec(parseSpecYaml(text, 'test'));
  const { events } = await simulate(spec);
  return judge(spec, analyze(spec, events), []);
}

/** A cut of 100 ms of three nodes, each of which sent so many messages in the second around it. */
function untestedOf(messages: number | undefined, spec = resolvedSpec({ cluster: { nodes: 3 } })): string[] {
  const journal = new JournalBuilder(3).phase(1_000, 'fault');
  for (const node of messages === undefined ? [] : [0, 1, 2]) {
    journal.counters(1_000, node, { messagesSent: 0 }).counters(2_000, node, { messagesSent: messages! });
  }
  const { events } = journal
    .partition(1_400, 1_500, [[0, 1], [2]])
    .phase(3_000, 'drain')
    .phase(3_100, 'down')
    .end(3_200);
  return analyze(spec, events)
    .disturbances.filter(({ kind }) => kind === 'faultUntested')
    .map(({ text }) => text);
}

it('counts what the nodes sent around it, by the time and the links that it held', () => {
  // 130 ms from the first link to the last, and 4 of 6 links: of three messages a second, 0.26.
  expect(untestedOf(1)).toEqual([expect.stringContaining('(about 0.3)')]);
  expect(untestedOf(100)).toEqual([]);
});

it('takes one message an interval where nobody counts', () => {
  expect(
    untestedOf(undefined, resolvedSpec({ cluster: { nodes: 3 }, protocol: { intervalMs: 100 } })),
  ).toEqual([]);
  expect(
    untestedOf(undefined, resolvedSpec({ cluster: { nodes: 3 }, protocol: { intervalMs: 10_000 } })),
  ).toHaveLength(1);
});
