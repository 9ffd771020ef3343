import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { CodedError } from '../../../nodes/coded-error.js';
import type { Spec } from '../spec.js';
import { parseSpecYaml } from './document.js';
import { resolveSpec } from './resolve.js';
import { toSpecInput } from './to-input.js';

const resolve = (yaml: string): Spec => resolveSpec(parseSpecYaml(yaml, 'spec.yaml'));

/** The lines of the USAGE error that `act` ends with. */
function complaint(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof CodedError && error.code === 'USAGE') return error.message.split('\n');
    throw error;
  }
  return [];
}

const override = (path: string, value: unknown) => ({
  path: path.split('.'),
  value,
  label: `--${path.split('.').at(-1)}`,
});

describe('a spec', () => {
  it('has the defaults of the demonstration where nothing is given', () => {
    const spec = resolveSpec(undefined);
    expect(spec).toMatchObject({
      name: 'default',
      runtime: 'auto',
      repeat: 1,
      cluster: { nodes: 10, links: 'proxy', quality: { latencyMs: 0, jitterMs: 0, loss: 0, rateKBps: 0 } },
      protocol: { mode: 'push-pull', fanout: 3, intervalMs: 500, repairIntervalMs: 2_000 },
      workload: { updates: 10, ratePerSecond: 20, payloadBytes: 128 },
      phases: { durationMs: 10_000, idleMs: 5_000, deadlineMs: 10_000 },
      thresholds: [],
    });
    expect(resolveSpec(undefined).seed).not.toBe(spec.seed);
  });

  it('converts units, and takes a section without fields as left out', () => {
    const spec = resolve(
      'cluster:\n  latency: 20ms\n  loss: 5%\n  bandwidth: 1MB/s\nworkload:\n  payload: 1KiB\nphases:\n',
    );
    expect(spec.cluster.quality).toMatchObject({ latencyMs: 20, loss: 0.05, rateKBps: 1_000 });
    expect(spec.workload.payloadBytes).toBe(1_024);
  });

  it('lets overrides win over the file', () => {
    const document = parseSpecYaml('cluster:\n  nodes: 5\n  latency: 9ms\n', 'spec.yaml');
    const spec = resolveSpec(document, [override('cluster.nodes', 7), override('protocol.mode', 'push')]);
    expect(spec.cluster).toMatchObject({ nodes: 7, quality: { latencyMs: 9 } });
    expect(spec.protocol.mode).toBe('push');
  });

  it('fits defaults to what is given: fanout to few nodes, exchange timeout to slow links, messages to payloads', () => {
    expect(resolve('cluster:\n  nodes: 3\n').protocol.fanout).toBe(2);
    expect(resolve('cluster:\n  latency: 2s\n').protocol.exchangeTimeoutMs).toBe(8_000);
    expect(resolve('workload:\n  payload: 64KiB\n').protocol.maxMessageBytes).toBe(131_072);
  });

  it.each([
    ['protocol:\n  fanuot: 3\n', 'spec.yaml:2:3: protocol.fanuot: unknown field (did you mean fanout?)'],
    [
      'cluster:\n  fanuot: 3\n',
      'spec.yaml:2:3: cluster.fanuot: unknown field (did you mean protocol.fanout?)',
    ],
    ['clutser:\n  nodes: 3\n', 'spec.yaml:1:1: clutser: unknown field (did you mean cluster?)'],
    ['qqqqqq: 1\n', 'spec.yaml:1:1: qqqqqq: unknown field'],
    ['cluster:\n  nodes: 0\n', 'spec.yaml:2:3: cluster.nodes: expected at least 2, got 0'],
    ['cluster:\n  nodes: 2.5\n', 'spec.yaml:2:3: cluster.nodes: expected a whole number, got 2.5'],
    ['cluster:\n  nodes:\n', 'spec.yaml:2:3: cluster.nodes: expected a number, got nothing'],
    ['cluster: 7\n', 'spec.yaml:1:1: cluster: expected fields, one a line, got 7'],
    [
      'protocol:\n  mode: shove\n',
      'spec.yaml:2:3: protocol.mode: expected one of push, pull, push-pull, anti-entropy, got "shove"',
    ],
    [
      'protocol:\n  interval: 200\n',
      'spec.yaml:2:3: protocol.interval: expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got 200',
    ],
    ['cluster:\n  loss: 150%\n', 'spec.yaml:2:3: cluster.loss: expected at most 100%, got 150%'],
    ['name: Not A Name\n', 'spec.yaml:1:1: name: expected lower-case letters, digits and dashes, at most 63'],
    ['seed: -1\n', 'spec.yaml:1:1: seed: expected at least 0, got -1'],
    [
      'cluster:\n  nodes: 4\nprotocol:\n  fanout: 4\n',
      'spec.yaml:4:3: protocol.fanout: a fanout of 4 needs more than 4 nodes, got 4',
    ],
    [
      'cluster:\n  latency: 5ms\n  jitter: 9ms\n',
      'spec.yaml:3:3: cluster.jitter: a jitter of 9ms exceeds the latency of 5ms: a delay cannot be negative',
    ],
    [
      'cluster:\n  links: direct\n  loss: 5%\n',
      'spec.yaml:3:3: cluster.loss: a loss of 5% is impossible with direct links: it needs a proxy; use links proxy',
    ],
    [
      'runtime: process\ncluster:\n  links: transparent\n',
      'spec.yaml:3:3: cluster.links: transparent links need a network namespace for each node, which runtime process has not; use runtime docker, or other links',
    ],
    [
      'workload:\n  payload: 1MiB\nprotocol:\n  maxMessage: 64KiB\n',
      'spec.yaml:2:3: workload.payload: a payload of 1MiB does not fit a message of 64KiB: at most 65280B, or raise protocol.maxMessage',
    ],
    [
      'workload:\n  payload: 16MiB\n',
      'spec.yaml:2:3: workload.payload: a payload of 16MiB does not fit a message of 16MiB: at most 16776960B, or raise protocol.maxMessage',
    ],
    [
      'workload:\n  payloadSizes: uniform\n  payloadSpread: 1.5\n',
      'spec.yaml:3:3: workload.payloadSpread: a spread of 1.5 gives uniform sizes below 0: at most 1',
    ],
    [
      'workload:\n  arrivals: poison\n',
      'spec.yaml:2:3: workload.arrivals: expected one of poisson, steady, bursts, ramp, got "poison" (did you mean poisson?)',
    ],
    ['workload:\n  deletions: 120%\n', 'spec.yaml:2:3: workload.deletions: expected at most 100%, got 120%'],
    [
      'runtime: sim\nworkload:\n  generator: autocannon\n',
      'spec.yaml:3:3: workload.generator: autocannon needs HTTP, and a simulation has none; use generator harness',
    ],
    [
      'workload:\n  generator: autocannon\nchaos:\n  window: 10s\n  steps: [{ at: 1s, fault: kill }]\n',
      'spec.yaml:2:3: workload.generator: a run with faults must write to live nodes only, and only the harness knows them; use generator harness',
    ],
    ['workload:\n  keyCount: 0\n', 'spec.yaml:2:3: workload.keyCount: expected at least 1, got 0'],
    [
      'cluster:\n  latency: 1s\nprotocol:\n  exchangeTimeout: 2s\n',
      'spec.yaml:4:3: protocol.exchangeTimeout: an exchange timeout of 2s does not exceed the links’ round trip of 2s',
    ],
    [
      'workload:\n  updates: 0\n  rate: 0\n',
      'spec.yaml:2:3: workload.updates: no updates and no steady load: nothing to measure',
    ],
  ])('%j is refused with place and expectation', (yaml, line) => {
    expect(complaint(() => resolve(yaml))).toEqual([line]);
  });

  it('tells all problems at once, one a line', () => {
    const lines = complaint(() => resolve('cluster:\n  nodes: 1\n  lnks: proxy\nprotocol:\n  stopK: 0\n'));
    expect(lines).toHaveLength(3);
  });

  it('refuses a threshold that is none, at its place in the list', () => {
    const [line] = complaint(() => resolve('thresholds:\n  - reach>=1\n  - nonsense\n'));
    expect(line).toMatch(/^spec\.yaml:3:5: thresholds\.1: /);
  });

  it('names the flag where a flag is wrong', () => {
    const document = parseSpecYaml('cluster:\n  nodes: 5\n', 'spec.yaml');
    expect(complaint(() => resolveSpec(document, [override('cluster.nodes', 0)]))).toEqual([
      '--nodes: expected at least 2, got 0',
    ]);
  });

  it('written in the form of the user and read again is the same spec', () => {
    const inputs = fc.record({
      seed: fc.integer({ min: 0, max: 0xffff_ffff }),
      loss: fc.integer({ min: 0, max: 1_000 }).map((n) => n / 1_000),
      latency: fc.integer({ min: 0, max: 60_000 }),
      interval: fc.integer({ min: 1, max: 3_600_000 }),
      rate: fc.integer({ min: 1, max: 40_000 }).map((n) => n / 8),
      payload: fc.integer({ min: 1, max: 60_000 }),
      mode: fc.constantFrom('push', 'pull', 'push-pull', 'anti-entropy'),
      arrivals: fc.constantFrom('poisson', 'steady', 'bursts', 'ramp'),
      deletions: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
    });
    fc.assert(
      fc.property(inputs, ({ seed, loss, latency, interval, rate, payload, mode, arrivals, deletions }) => {
        const spec = resolveSpec(undefined, [
          override('seed', seed),
          override('cluster.loss', loss),
          override('cluster.latency', `${latency}ms`),
          override('protocol.interval', `${interval}ms`),
          override('protocol.mode', mode),
          override('workload.rate', rate),
          override('workload.payload', payload),
          override('workload.arrivals', arrivals),
          override('workload.deletions', deletions),
        ]);
        expect(resolve(stringify(toSpecInput(spec)))).toEqual(spec);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a section sim', () => {
  const sim = (fields: string): string => `runtime: sim\nsim:\n${fields}`;

  it('is absent where it is not given, so that a spec without it is what it was', () => {
    expect(resolve('runtime: sim\n')).not.toHaveProperty('sim');
  });

  it('has the defaults of a link that does nothing to messages', () => {
    expect(resolve(sim('  clock: phases\n')).sim).toEqual({
      clock: 'phases',
      links: {
        latency: { distribution: 'constant', delayMs: 0.5 },
        loss: { model: 'independent', share: 0 },
        duplication: 0,
      },
    });
  });

  it.each([
    ['constant', '{ distribution: constant, delay: 20ms }', { delayMs: 20 }],
    ['constant', '20ms', { delayMs: 20 }],
    ['uniform', '{ distribution: uniform, min: 1ms, max: 1s }', { minMs: 1, maxMs: 1_000 }],
    ['normal', '{ distribution: normal, mean: 20ms, deviation: 0.5ms }', { meanMs: 20, deviationMs: 0.5 }],
    ['lognormal', '{ distribution: lognormal, median: 20ms, sigma: 0.5 }', { medianMs: 20, sigma: 0.5 }],
    ['exponential', '{ distribution: exponential, mean: 20ms }', { meanMs: 20, minMs: 0 }],
  ])('takes a %s time, as in %s', (distribution, written, parameters) => {
    const spec = resolve(sim(`  links: { latency: ${written} }\n  processing: ${written}\n`));
    expect(spec.sim?.links.latency).toEqual({ distribution, ...parameters });
    expect(spec.sim?.processing).toEqual({ distribution, ...parameters });
    expect(resolve(stringify(toSpecInput(spec)))).toEqual(spec);
  });

  it('takes loss, duplication, reordering and regions, and reads them again as they were', () => {
    const spec = resolve(
      sim(
        '  links:\n    loss: { model: gilbert-elliott, goodToBad: 1%, badToGood: 0.2, lossInBad: 80% }\n    duplication: 1%\n    reordering: { share: 5%, delay: 10ms }\n  regions:\n    names: [eu, us]\n    shares: [40%, 60%]\n    latency: { eu: { us: 40ms, eu: 1ms } }\n',
      ),
    );
    expect(spec.sim).toMatchObject({
      links: {
        loss: { model: 'gilbert-elliott', goodToBad: 0.01, badToGood: 0.2, lossInGood: 0, lossInBad: 0.8 },
        duplication: 0.01,
        reordering: { share: 0.05, delayMs: 10 },
      },
      regions: { names: ['eu', 'us'], shares: [0.4, 0.6], latencyMs: { eu: { us: 40, eu: 1 } } },
    });
    expect(resolve(stringify(toSpecInput(spec)))).toEqual(spec);
    expect(resolve(sim('  links: { loss: 2% }\n')).sim?.links.loss).toEqual({
      model: 'independent',
      share: 0.02,
    });
  });

  it('fits defaults to it: the exchange timeout to slow links, no jitter to rounds in step', () => {
    const slow = resolve(
      sim(
        '  links: { latency: 300ms }\n  regions: { names: [a, b], latency: { a: { b: 200ms } } }\n  processing: 100ms\n',
      ),
    );
    expect(slow.protocol.exchangeTimeoutMs).toBe(2_400);
    expect(resolve(sim('  clock: rounds\n')).protocol.intervalJitter).toBe(0);
    expect(resolve(sim('  clock: phases\n')).protocol.intervalJitter).toBe(0.1);
  });

  it.each([
    ['', 'auto'],
    ['runtime: process\n', 'process'],
    ['runtime: docker\n', 'docker'],
  ])('is refused at its place with %jruntime %s', (runtime, name) => {
    const line = runtime === '' ? 1 : 2;
    expect(complaint(() => resolve(`${runtime}sim:\n  clock: phases\n`))).toEqual([
      `spec.yaml:${line}:1: sim: only runtime sim supports this, and the runtime is ${name}; use runtime sim, or remove it`,
    ]);
  });

  it('is refused at its flag where a flag alone asks for it', () => {
    expect(complaint(() => resolveSpec(undefined, [override('sim.processing', '1ms')]))).toEqual([
      '--processing: only runtime sim supports this, and the runtime is auto; use runtime sim, or remove it',
    ]);
  });

  it.each([
    [
      '  clock: round\n',
      '3:3: sim.clock: expected one of phases, rounds, got "round" (did you mean rounds?)',
    ],
    [
      '  links: { latency: { distribution: gauss, mean: 3ms } }\n',
      '3:23: sim.links.latency.distribution: expected one of constant, uniform, normal, lognormal, exponential, got "gauss"',
    ],
    [
      '  links: { latency: { distribution: lognormal, median: 20, sigma: 0.5 } }\n',
      '3:48: sim.links.latency.median: expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got 20',
    ],
    [
      '  links: { latency: { distribution: lognormal, median: 20ms, sigma: 5 } }\n',
      '3:62: sim.links.latency.sigma: expected at most 3, got 5',
    ],
    [
      '  links: { latency: { distribution: normal, mean: 20ms } }\n',
      '3:12: sim.links.latency.deviation: expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got nothing',
    ],
    [
      '  links: { latency: fast }\n',
      '3:12: sim.links.latency: expected a duration of at most 60s such as 20ms, or a distribution such as { distribution: lognormal, median: 20ms, sigma: 0.5 }, got "fast"',
    ],
    [
      '  links: { latency: { distribution: uniform, min: 30ms, max: 10ms } }\n',
      '3:46: sim.links.latency.min: a shortest time of 30ms exceeds the longest of 10ms',
    ],
    [
      '  links: { loss: { model: gilbert-elliott, goodToBad: 1% } }\n',
      '3:12: sim.links.loss.badToGood: expected a share such as 5% or 0.05, got nothing',
    ],
    [
      '  links: { loss: { model: independent, share: 130% } }\n',
      '3:40: sim.links.loss.share: expected at most 100%, got 130%',
    ],
    ['  links: { duplication: 130% }\n', '3:12: sim.links.duplication: expected at most 100%, got 130%'],
    [
      '  links: { reordering: { share: 5% } }\n',
      '3:12: sim.links.reordering.delay: expected a duration such as 200ms or 2s (units: ms, s, m, min, h), got nothing',
    ],
    [
      '  regions: { names: [eu, us, ap], latency: { eu: { us: 40ms } } }\n',
      '3:35: sim.regions.latency: there is no latency between eu and ap, us and ap',
    ],
    [
      '  regions: { names: [eu, us], latency: { eu: { us: 40ms, ap: 3ms } } }\n',
      '3:31: sim.regions.latency: unknown region ap; the regions are eu, us',
    ],
    ['  regions: { names: [eu, eu], latency: {} }\n', '3:14: sim.regions.names: eu is named twice'],
    [
      '  regions: { names: [eu, us], shares: [50%, 40%], latency: { eu: { us: 40ms } } }\n',
      '3:31: sim.regions.shares: the shares add up to 90%: they must add up to 100%',
    ],
    [
      '  regions: { names: [eu, us], shares: [100%], latency: { eu: { us: 40ms } } }\n',
      '3:31: sim.regions.shares: 1 shares for 2 regions: give one for each',
    ],
    [
      '  regions: { names: [eu, us], shares: [99%, 1%], latency: { eu: { us: 40ms } } }\n',
      '3:31: sim.regions.shares: none of the 10 nodes is in region us',
    ],
    [
      '  regions: { names: [eu, us] }\n',
      '3:3: sim.regions.latency: expected fields, one a line, got nothing',
    ],
    [
      '  clock: rounds\nprotocol:\n  intervalJitter: 5%\n',
      '5:3: protocol.intervalJitter: an interval jitter of 5% lets rounds drift apart, and sim.clock rounds keeps them in step: remove it',
    ],
    [
      '  links: { latency: 600ms }\nprotocol:\n  exchangeTimeout: 1s\n',
      '5:3: protocol.exchangeTimeout: an exchange timeout of 1s does not exceed the links’ round trip of 1200ms',
    ],
  ])('%j is refused with place and expectation', (fields, line) => {
    expect(complaint(() => resolve(sim(fields)))).toEqual([`spec.yaml:${line}`]);
  });
});

describe('a chaos section', () => {
  const section = (steps: string, more = ''): string =>
    `cluster:\n  nodes: 4\nchaos:\n  window: 10s\n  steps:\n${steps}${more}`;

  it('resolves with its units, and its resolved form resolves to the same again', () => {
    const steps = '    - { at: 1s, for: 8s, fault: { kind: partition, shape: halves } }\n';
    const spec = resolve(`seed: 7\n${section(steps, '  expectations: [reach==1]\n')}`);
    expect(spec.chaos).toMatchObject({
      windowMs: 10_000,
      recoveryMs: 10_000,
      steps: [{ atMs: 1_000, forMs: 8_000, fault: { kind: 'partition', mode: 'drop' } }],
    });
    expect(resolve(stringify(toSpecInput(spec)))).toEqual(spec);
  });

  it.each([
    [
      'a node that does not exist',
      '    - { at: 1s, fault: kill, targets: n9 }\n',
      ':6:30: chaos.steps.0.targets: unknown node n9',
    ],
    [
      'a step after the end',
      '    - at: 11s\n      fault: kill\n',
      ':6:7: chaos.steps.0.at: the step starts at',
    ],
    [
      'a percentage over 100',
      '    - { at: 1s, fault: { kind: linkQuality, loss: 150% } }\n',
      'chaos.steps.0.fault.loss: expected at most 100%, got "150%"',
    ],
    [
      'partitions that contradict',
      '    - { at: 1s, fault: { kind: partition, shape: halves, mode: drop } }\n    - at: 2s\n      fault: { kind: partition, shape: halves, mode: stall }\n',
      ':8:48: chaos.steps.1.fault.mode: contradicts step',
    ],
    [
      'an expectation that names no figure',
      '    - { at: 1s, fault: kill }\n  expectations: [raech==1]\n',
      "chaos.expectations.0: Threshold 'raech==1', column 1: unknown figure 'raech'; did you mean reach?",
    ],
  ])('with %s is refused at its place', (_, steps, expected) => {
    const lines = complaint(() => resolve(section(steps)));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('spec.yaml:');
    expect(lines[0]).toContain(expected);
  });

  it('tells its problems together with those of other sections', () => {
    const text = `${section('    - { at: 99s, fault: kill }\n')}protocol:\n  fanout: 0\nseed: -1\n`;
    expect(complaint(() => resolve(text)).map((line) => line.split(': ')[1])).toEqual([
      'seed',
      'protocol.fanout',
      'chaos.steps.0.at',
    ]);
  });

  it('may cut transparent links, which have proxies', () => {
    const text = section('    - { at: 1s, fault: { kind: partition, shape: halves } }\n').replace(
      '  nodes: 4',
      '  nodes: 4\n  links: transparent\n  loss: 5%',
    );
    expect(resolve(text).cluster).toMatchObject({ links: 'transparent', quality: { loss: 0.05 } });
  });

  it('may crash nodes with direct links, but not cut them', () => {
    const direct = (fault: string) =>
      section(`    - { at: 1s, fault: ${fault} }\n`).replace('  nodes: 4', '  nodes: 4\n  links: direct');
    expect(resolve(direct('kill')).cluster.links).toBe('direct');
    expect(complaint(() => resolve(direct('{ kind: partition, shape: halves }')))).toEqual([
      expect.stringContaining('the fault partition is impossible with direct links'),
    ]);
  });
});
