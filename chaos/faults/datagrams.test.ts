import { describe, expect, it } from 'vitest';
import { meanLoss } from '../../nodes/runtime/sim/network/links/gilbert-elliott-loss.js';
import { datagramFlaws, datagramsSchema } from './datagrams.js';

const parsed = (fields: object) => datagramsSchema.parse({ kind: 'datagrams', ...fields });

describe('the fault datagrams', () => {
  it.each([
    [0.05, 10],
    [0.3, 4],
    [0.5, 1],
  ])('loses %d of the datagrams in bursts of %d on average', (burstLoss, burstLength) => {
    const { bursts } = datagramFlaws(parsed({ burstLoss, burstLength }));
    expect(meanLoss(bursts!)).toBeCloseTo(burstLoss, 9);
    expect(1 / bursts!.badToGood).toBe(burstLength);
  });

  it('has no bursts where none are asked for', () => {
    expect(datagramFlaws(parsed({ duplication: 0.1, reordering: true }))).toEqual({
      reorders: true,
      duplication: 0.1,
      corruption: 0,
    });
  });

  it.each([
    {},
    { burstLength: 5 },
    { burstLoss: 0.95 },
    { corruption: 2 },
    { burstLoss: 0.1, burstLength: 0 },
  ])('refuses %o', (fields) => {
    expect(datagramsSchema.safeParse({ kind: 'datagrams', ...fields }).success).toBe(false);
  });
});
