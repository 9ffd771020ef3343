import { expect, test } from 'vitest';
import { coreEpidemic } from './core-epidemic.js';

const epidemic = (mode: 'push' | 'pull', stopRule: 'feedback-counter' | 'blind-coin', k: number, nodes = 2) =>
  coreEpidemic({ nodes, seed: 11, mode, stopRule, k });

test.each([1, 2, 5])('two nodes that pull: one copy in need, then k each way for nothing (k = %d)', (k) => {
  expect(epidemic('pull', 'feedback-counter', k)).toEqual({
    residue: 0,
    traffic: (1 + 2 * k) / 2,
    tAve: 0.5,
    tLast: 1,
  });
});

test('two nodes that push blindly with k = 1: one copy, and none back to where it came from', () => {
  expect(epidemic('push', 'blind-coin', 1)).toEqual({ residue: 0, traffic: 0.5, tAve: 0.5, tLast: 1 });
});

test('a blind push with k = 1 walks from node to node: as many copies as receipts, and one that was in vain', () => {
  const nodes = 200;
  const { residue, traffic, tLast } = epidemic('push', 'blind-coin', 1, nodes);
  const reached = Math.round((1 - residue) * nodes);
  expect(Math.round(traffic * nodes)).toBe(reached);
  expect(tLast).toBe(reached - 1);
});
