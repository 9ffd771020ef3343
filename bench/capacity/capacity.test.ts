import { describe, expect, test } from 'vitest';
import { parseSpecYaml } from '../spec/input/document.js';
import { resolveSpec } from '../spec/input/resolve.js';
import { capacityFor, capacityText } from './capacity.js';
import { keptCosts } from './costs.js';
import { measureMachineMs } from './machine-speed.js';

const kept = {
  machineMs: 1,
  costs: {
    'reference udp': { idleMsPerSecond: 5, perExchangeMs: 1, perReceiptMs: 0.25 },
    'reference tcp': { idleMsPerSecond: 5, perExchangeMs: 5, perReceiptMs: 0.25 },
    memberlist: { idleMsPerSecond: 8, perExchangeMs: 0, perReceiptMs: 0.1 },
  },
};
const machine = { cores: 2, machineMs: 1 };
const specOf = (text: string) => resolveSpec(parseSpecYaml(text, 'test'));
const load = 'protocol: { fanout: 3, interval: 200ms }\nworkload: { rate: 20/s }\n';

describe('what a machine carries', () => {
  test('is its idle nodes, their exchanges and their updates, over its cores', () => {
    // 5 + 15 + 5 ms/s a node.
    const capacity = capacityFor(specOf(`${load}cluster: { nodes: 40 }`), kept, machine);
    expect(capacity).toEqual({ busyShare: 0.5, nodes: 56 });
  });

  test('is less on a slower machine, and with a dearer transport', () => {
    const spec = specOf(`${load}cluster: { nodes: 40 }`);
    expect(capacityFor(spec, kept, { cores: 2, machineMs: 2 })).toEqual({ busyShare: 1, nodes: 28 });
    const tcp = specOf(
      'protocol: { fanout: 3, interval: 200ms, transport: tcp-pooled }\ncluster: { nodes: 40 }',
    );
    expect(capacityFor(tcp, kept, machine)).toMatchObject({ nodes: 16 });
  });

  test('counts the nodes of others by their own costs, whatever their version', () => {
    const spec = specOf('node: { use: memberlist@0.7.0 }\ncluster: { nodes: 40 }\nworkload: { rate: 20/s }');
    expect(capacityFor(spec, kept, machine)?.busyShare).toBeCloseTo(0.2, 9);
  });

  test('is not known of an implementation that was never measured', () => {
    const { 'reference udp': _, ...others } = kept.costs;
    expect(capacityFor(specOf(load), { ...kept, costs: others }, machine)).toBeUndefined();
  });
});

describe('its text', () => {
  test('says how many, and how full', () => {
    expect(capacityText({ busyShare: 0.5, nodes: 56 }, 40)).toBe(
      'This machine carries about 56 such nodes; 40 will fill some 50 % of it.',
    );
  });

  test('warns where that is too much, and says what to do', () => {
    expect(capacityText({ busyShare: 0.95, nodes: 29 }, 40)).toMatch(
      /40 will fill some 95 % .*fewer --nodes/,
    );
  });
});

test('costs are kept of the reference over both transports, and of memberlist', () => {
  expect(Object.keys(keptCosts().costs).toSorted()).toEqual(['memberlist', 'reference tcp', 'reference udp']);
});

test('the speed of a machine is a time', () => {
  expect(measureMachineMs()).toBeGreaterThan(0);
});
