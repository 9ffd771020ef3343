import { median } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { modes } from '../../../nodes/protocol/node/config.js';
import { simulate } from '../../run/simulate.js';
import { parseSpecYaml } from '../../spec/input/document.js';
import { resolveSpec } from '../../spec/input/resolve.js';
import type { Spec } from '../../spec/spec.js';
import { parseThreshold } from '../../spec/thresholds.js';
import { isRuledOut } from './theory-bounds.js';

const specOf = (protocol: string, nodes = 50, seed = 3): Spec =>
  resolveSpec(
    parseSpecYaml(
      `
seed: ${seed}
runtime: sim
cluster: { nodes: ${nodes}, links: direct }
protocol: { detector: none, ${protocol} }
workload: { updates: 20, rate: 0 }
phases: { idle: 0s }
`,
      'test',
    ),
  );
const promise = (text: string) => [{ threshold: parseThreshold(text), reserve: 0 }];

describe('theory', () => {
  it.each(
    modes.flatMap((mode) =>
      [1, 3, 8].flatMap((fanout) => [10, 50, 200].map((nodes) => [mode, fanout, nodes] as const)),
    ),
  )('does not rule out what %s with fanout %d does among %d nodes', async (mode, fanout, nodes) => {
    const protocol = `mode: ${mode}, fanout: ${fanout}, idleFanout: ${fanout}`;
    const found: number[] = [];
    for (const seed of [1, 2, 3, 4, 5]) {
      const { metrics } = (await simulate(specOf(protocol, nodes, seed))).analysis;
      found.push(metrics.fullDisseminationMs!.p50 as number);
    }
    // What it mostly does: a run of twenty updates, told of by their luck, may be faster.
    expect(isRuledOut(specOf(protocol, nodes), promise(`fullDisseminationMs.p50<=${median(found)}`))).toBe(
      false,
    );
  });

  it.each([
    ['interval: 2s, fanout: 1', 'fullDisseminationMs.p99<1s', true],
    ['interval: 200ms, fanout: 1', 'fullDisseminationMs.p99<1s', false],
    ['interval: 2s, fanout: 1', 'fullDisseminationMs.p99>1s', false],
    ['interval: 2s, fanout: 1', 'reach==1', false],
  ])('of %s: rules out %s: %s', (protocol, text, expected) => {
    expect(isRuledOut(specOf(protocol), promise(text))).toBe(expected);
  });

  it('rules out a detection that is faster than the shortest suspicion', () => {
    const spec = {
      ...specOf('fanout: 3'),
      protocol: { ...specOf('fanout: 3').protocol, detector: 'swim' as const },
    };
    // 4 × log10 50 × 1 s.
    expect(isRuledOut(spec, promise('detection.firstDetectionMs.p50<6s'))).toBe(true);
    expect(isRuledOut(spec, promise('detection.firstDetectionMs.p50<7s'))).toBe(false);
  });
});
