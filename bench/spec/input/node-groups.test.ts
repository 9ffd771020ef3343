import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { CodedError } from '../../../nodes/coded-error.js';
import type { Spec } from '../spec.js';
import { parseSpecYaml } from './document.js';
import { resolveSpec, resolveStoredSpec, type SpecOverride } from './resolve.js';
import { toSpecInput } from './to-input.js';

const resolve = (text: string, overrides: SpecOverride[] = []): Spec =>
  resolveSpec(parseSpecYaml(text, 'spec.yaml'), overrides);
const complaint = (text: string, overrides: SpecOverride[] = []): string => {
  try {
    resolve(text, overrides);
  } catch (error) {
    return (error as CodedError).message;
  }
  throw new Error('it was taken');
};
const flag = (path: string, value: unknown, label: string): SpecOverride => ({
  path: path.split('.'),
  value,
  label,
});

const mixed = `runtime: process
seed: 1
cluster:
  nodes:
    - { use: memberlist@0.6, count: 3, parameters: { gossipNodes: 4 } }
    - { use: memberlist, count: 2 }
`;
const step = (fault: string): string =>
  `chaos:\n  window: 5s\n  steps:\n    - { at: 1s, for: 1s, targets: n0, fault: ${fault} }\n`;

describe('a list of implementations', () => {
  it('counts the nodes, and names each group with its version and all of its parameters', () => {
    const { node, cluster } = resolve(mixed);
    expect(node).toBeUndefined();
    expect(cluster.nodes).toBe(5);
    expect(cluster.implementations).toMatchObject([
      { use: 'memberlist@0.6.0', count: 3, parameters: { gossipNodes: 4, retransmitMult: 4 } },
      { use: 'memberlist@0.7.0', count: 2, parameters: { gossipNodes: 3, retransmitMult: 4 } },
    ]);
  });

  it('takes standard parameters for all of them', () => {
    const { cluster } = resolve(`${mixed}protocol: { interval: 50ms }\n`);
    expect(cluster.implementations?.map(({ parameters }) => parameters.gossipInterval)).toEqual([50, 50]);
  });

  it('is written as it is read, and is read again where its nodes are not on this machine', () => {
    const spec = resolve(
      `${mixed}${step('{ kind: replace, with: memberlist, parameters: { gossipNodes: 5 } }')}`,
    );
    const written = stringify(toSpecInput(spec));
    expect(resolve(written)).toEqual(spec);
    const elsewhere = written.replaceAll('memberlist@', '/no/such/node@');
    const stored = resolveStoredSpec(parseSpecYaml(elsewhere, 'spec.yaml'));
    expect(stored.cluster.implementations?.map(({ use }) => use)).toEqual([
      '/no/such/node@0.6.0',
      '/no/such/node@0.7.0',
    ]);
  });

  it.each<[string, string, SpecOverride[], string]>([
    ['an empty list', 'cluster: { nodes: [] }', [], 'cluster.nodes: expected at least 1'],
    [
      'a single node',
      'cluster: { nodes: [{ use: flood, count: 1 }] }',
      [],
      'spec.yaml:1:12: cluster.nodes: expected at least 2 nodes in all',
    ],
    [
      'no count',
      'cluster: { nodes: [{ use: flood }] }',
      [],
      'spec.yaml:1:20: cluster.nodes.0.count: expected a number, got nothing',
    ],
    [
      'an unknown field',
      'cluster: { nodes: [{ use: flood, count: 2, colour: red }] }',
      [],
      'cluster.nodes.0.colour: unknown field',
    ],
    [
      'a name that nobody bears',
      mixed.replace('memberlist,', 'memberlst,'),
      [],
      "spec.yaml:6:9: cluster.nodes.1.use: there is no node 'memberlst'",
    ],
    [
      'a parameter that it has not',
      mixed.replace('gossipNodes', 'gossipNods'),
      [],
      'cluster.nodes.0.parameters.gossipNods: memberlist has no such parameter',
    ],
    [
      'the reference',
      mixed.replace('memberlist,', 'reference,'),
      [],
      'spec.yaml:6:9: cluster.nodes.1.use: nodes of the reference cannot be mixed with others',
    ],
    [
      'another node',
      `node: flood\n${mixed}`,
      [],
      'node.use: cluster.nodes lists the implementations of this spec',
    ],
    [
      '--node',
      mixed,
      [flag('node.use', 'flood', '--node')],
      '--node: cluster.nodes lists the implementations',
    ],
    [
      '--nodes',
      mixed,
      [flag('cluster.nodes', 20, '--nodes')],
      '--nodes: this spec lists its nodes by implementation; change the counts in that list',
    ],
    [
      'a simulation',
      mixed.replace('process', 'sim'),
      [],
      'cluster.nodes: 3 memberlist@0.6.0 and 2 memberlist@0.7.0 are programs and cannot be simulated',
    ],
  ])('refuses %s', (_, text, overrides, message) => {
    expect(complaint(`${text}\n`, overrides)).toContain(message);
  });
});

describe('a step that replaces', () => {
  const upgrade = `runtime: process\nnode: memberlist@0.6\ncluster: { nodes: 4 }\n`;
  const faultOf = (spec: Spec) => spec.chaos?.steps[0]?.fault;

  it('has the exact version, all parameters, and the standard ones of the spec', () => {
    const text = `${upgrade}protocol: { interval: 50ms }\n${step('{ kind: replace, with: memberlist, parameters: { gossipNodes: 5 } }')}`;
    expect(faultOf(resolve(text))).toMatchObject({
      with: 'memberlist@0.7.0',
      parameters: { gossipInterval: 50, gossipNodes: 5, retransmitMult: 4 },
      graceful: true,
    });
  });

  it('raises the memory to what its program needs', () => {
    const { cluster } = resolve(`${upgrade}${step('{ kind: replace, with: scalecube-cluster }')}`);
    expect(cluster.memoryMiB).toBeGreaterThan(128);
  });

  it.each([
    [
      'a name that nobody bears',
      upgrade,
      '{ kind: replace, with: memberlst }',
      "fault.with: there is no node 'memberlst'",
    ],
    ['nothing', upgrade, 'replace', 'chaos.steps.0.fault.with: expected text'],
    [
      'the reference',
      upgrade,
      '{ kind: replace, with: reference }',
      'fault.with: a node of the reference cannot take the place of another',
    ],
    [
      'a parameter that it has not',
      upgrade,
      '{ kind: replace, with: flood, parameters: { gossipNodes: 3 } }',
      'fault.parameters.gossipNodes: flood has no such parameter',
    ],
    [
      'nodes of the reference',
      'runtime: process\n',
      '{ kind: replace, with: memberlist }',
      'chaos.steps.0.fault: memberlist@0.7.0 cannot take the place of the reference',
    ],
    [
      'anything in a simulation',
      'runtime: sim\n',
      '{ kind: replace, with: memberlist }',
      'replace starts memberlist@0.7.0, a program, and a simulation runs none; use runtime process or docker',
    ],
  ])('refuses %s', (_, head, fault, message) => {
    expect(complaint(`${head}${step(fault)}`)).toContain(message);
  });
});
