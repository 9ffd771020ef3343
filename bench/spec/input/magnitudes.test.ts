import { describe, expect, it } from 'vitest';
import { parseSpecYaml } from './document.js';
import { resolveSpec } from './resolve.js';

const resolve = (text: string) => resolveSpec(parseSpecYaml(text, 'spec.yaml'));

describe('a spec that asks for more than a run can hold is refused before anything starts', () => {
  it.each([
    [
      'workload: { rate: 2000/s }\nphases: { duration: 24h }\n',
      'spec.yaml:1:13: workload.rate: 10 updates and 2000/s over 24h are 172,800,010 writes, and a run holds at most 5,000,000',
    ],
    [
      'cluster: { nodes: 500 }\nworkload: { rate: 2000/s }\nphases: { duration: 10min }\n',
      'spec.yaml:2:13: workload.rate: 10 updates and 2000/s over 10min to 500 nodes are 600,005,000 receipts, and a run holds at most 100,000,000',
    ],
    ['workload: { updates: 6000000 }\n', 'spec.yaml:1:13: workload.updates: 6,000,000 updates'],
    ['workload: { updates: 1e12 }\n', 'spec.yaml:1:13: workload.updates: expected at most 1000000000'],
    ['workload: { rate: 1e9 }\n', 'spec.yaml:1:13: workload.rate: expected at most 1000000/s'],
    ['phases: { duration: 25h }\n', 'spec.yaml:1:11: phases.duration: expected at most 24h, got 25h'],
    ['phases: { deadline: 1000h }\n', 'spec.yaml:1:11: phases.deadline: expected at most 24h'],
    [
      'workload: { payload: 10MB, rate: 200/s }\nprotocol: { maxMessage: 16MiB }\n',
      'spec.yaml:1:13: workload.payload: payloads of 10MB at 200/s are 2,000,000,000 B/s, and one machine writes at most 1,000,000,000 B/s',
    ],
    [
      'workload: { payload: 1MB, rate: 100/s }\nprotocol: { maxMessage: 16MiB }\nphases: { duration: 10min }\n',
      'spec.yaml:1:13: workload.payload: every node would keep 60,010,000,000 B of values of 1MB',
    ],
    [
      'runtime: sim\ncluster: { nodes: 100000 }\nprotocol: { detector: swim }\n',
      'spec.yaml:3:13: protocol.detector: with detector swim each of the 100,000 nodes remembers others',
    ],
    [
      'runtime: sim\ncluster: { nodes: 1000 }\nprotocol: { interval: 1ms }\nworkload: { rate: 0 }\nphases: { duration: 1h }\n',
      'spec.yaml:3:13: protocol.interval: 1,000 nodes with 1ms between rounds over 3605s are 3,605,000,000 rounds, and a simulation runs at most 1,000,000,000',
    ],
    ['repeat: 1e9\n', 'spec.yaml:1:1: repeat: expected at most 1000, got 1000000000'],
    [
      'chaos: { window: 1h, steps: [{ at: 0ms, for: 1ms, every: 1ms, fault: kill, targets: n1 }] }\n',
      'chaos.steps.0.every: the steps put on 3,600,000 faults in a window of 3600000 ms, this one 3,600,000; a run of 10 nodes takes at most 10,000',
    ],
    [
      'chaos: { window: 1h, steps: [{ at: 0ms, flapping: { period: 2ms }, fault: { kind: partition, shape: halves } }] }\n',
      'chaos.steps.0.flapping.period: the steps put on 1,800,000 faults',
    ],
    [
      'chaos: { window: 24h, steps: [{ at: 0ms, fault: { kind: churn, rate: 100/s, down: 1s } }] }\n',
      'chaos.steps.0.fault.rate: the steps put on 8,640,000 faults',
    ],
  ])('%j', (text, message) => {
    expect(() => resolve(text)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(message) }),
    );
  });

  it.each([
    'runtime: sim\ncluster: { nodes: 1000000 }\n',
    'workload: { rate: 20000/s }\nphases: { duration: 2min }\n',
    'runtime: sim\ncluster: { nodes: 1000 }\nphases: { duration: 10min }\n',
    'chaos: { window: 1min, steps: [{ at: 0ms, for: 1s, every: 2s, fault: kill, targets: n1 }] }\n',
  ])('but %j is not', (text) => expect(() => resolve(text)).not.toThrow());
});
