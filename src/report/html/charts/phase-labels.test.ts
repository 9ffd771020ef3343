import { describe, expect, it } from 'vitest';
import { placePhases } from './phase-labels.js';

const phases = [
  { phase: 'up', startMs: 0, endMs: 1000 },
  { phase: 'warmUp', startMs: 1000, endMs: 2000 },
  { phase: 'spread', startMs: 2000, endMs: 2000 },
  { phase: 'steady', startMs: 2000, endMs: 30_000 },
] as const;

const rows = (pxPerMs: number) => placePhases(phases, pxPerMs).map(({ window, row }) => [window.phase, row]);

describe('placePhases', () => {
  it('puts all names in one row where there is room, and drops phases without length', () => {
    expect(rows(0.1)).toEqual([
      ['up', 0],
      ['warmUp', 0],
      ['steady', 0],
    ]);
  });

  it('takes the next row where names would cover each other, and no row where all are taken', () => {
    const crowded = Array.from({ length: 4 }, (_, index) => ({
      phase: 'steady' as const,
      startMs: index,
      endMs: index + 1,
    }));
    expect(placePhases(crowded, 1).map(({ row }) => row)).toEqual([0, 1, undefined, undefined]);
  });
});
