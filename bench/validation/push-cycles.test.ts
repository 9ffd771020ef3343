import { describe, expect, test } from 'vitest';
import { createRng } from '../../nodes/protocol/rng.js';
import { stopRules } from '../../nodes/protocol/rumors/stop-rules.js';
import { pushCycles } from './push-cycles.js';

const counter = stopRules['feedback-counter'];

describe('push in synchronous cycles', () => {
  test('between two sites: the first call is useful, then each is hot for k useless calls', () => {
    // Cycle 1 informs the other; from cycle 2 on both call each other k times for nothing.
    for (const k of [1, 3]) {
      const outcome = pushCycles(2, k, counter, createRng(1));
      expect(outcome).toEqual({ residue: 0, traffic: (1 + 2 * k) / 2, tAve: 0.5, tLast: 1 });
    }
  });

  test('sends at least (k + 1) m − 1 copies to reach m sites: k useless ones of each, and m − 1 useful ones', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const k = 1 + (seed % 4);
      const { residue, traffic } = pushCycles(500, k, counter, createRng(seed));
      const reached = Math.round((1 - residue) * 500);
      expect(reached).toBeGreaterThan(300);
      expect(Math.round(traffic * 500)).toBeGreaterThanOrEqual((k + 1) * reached - 1);
    }
  });
});
