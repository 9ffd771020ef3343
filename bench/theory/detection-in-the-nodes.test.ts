import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as nodes from '../../nodes/protocol/membership/swim/suspicion-timeouts.js';
import * as theory from './detection.js';

const anyNodes = fc.integer({ min: 1, max: 100_000 });
const anyMultiplier = fc.integer({ min: 1, max: 12 });

it('passes news on as often in the nodes as in theory', () => {
  fc.assert(
    fc.property(anyMultiplier, anyNodes, (multiplier, count) => {
      expect(nodes.retransmitLimit(multiplier, count)).toBe(theory.retransmitLimit(multiplier, count));
    }),
  );
});

it('keeps a suspicion for as long in the nodes as in theory, whatever the confirmations', () => {
  const anyInterval = fc.integer({ min: 10, max: 10_000 });
  fc.assert(
    fc.property(
      anyNodes,
      anyInterval,
      anyMultiplier,
      anyMultiplier,
      fc.nat({ max: 15 }),
      (count, probeIntervalMs, suspicionMultiplier, maxSuspicionMultiplier, heard) => {
        const bounds = nodes.suspicionBounds(
          { probeIntervalMs, suspicionMultiplier, maxSuspicionMultiplier },
          count,
        );
        const minMs = theory.suspicionTimeoutMs(suspicionMultiplier, count, probeIntervalMs);
        expect(bounds.minMs).toBe(minMs);
        expect(nodes.suspicionTimeoutMs(bounds, heard)).toBe(
          theory.lifeguardTimeoutMs(minMs, maxSuspicionMultiplier * minMs, heard, bounds.confirmations),
        );
      },
    ),
  );
});
