import type { PhaseWindow } from '../../../../bench/analysis/report-series.js';

export const phaseNames: Readonly<Record<PhaseWindow['phase'], string>> = {
  up: 'up',
  warmUp: 'warm-up',
  spread: 'spread',
  steady: 'steady',
  fault: 'fault',
  recovery: 'recovery',
  drain: 'drain',
  idle: 'idle',
  down: 'down',
};

export interface PlacedPhase {
  window: PhaseWindow;
  /** Row of its name above the plot, from 0; undefined where no row has room for it. */
  row: number | undefined;
}

const signPx = 6.5;
const gapPx = 6;
export const labelRows = 2;

/** Puts each phase's name centred above its window, in the lowest row in which it covers no other name. */
export function placePhases(phases: readonly PhaseWindow[], pxPerMs: number): PlacedPhase[] {
  const usedUntilPx = new Array<number>(labelRows).fill(Number.NEGATIVE_INFINITY);
  return phases
    .filter(({ startMs, endMs }) => endMs > startMs)
    .map((window) => {
      const centrePx = ((window.startMs + window.endMs) / 2) * pxPerMs;
      const halfPx = (phaseNames[window.phase].length * signPx) / 2;
      const row = usedUntilPx.findIndex((used) => used + gapPx <= centrePx - halfPx);
      if (row < 0) return { window, row: undefined };
      usedUntilPx[row] = centrePx + halfPx;
      return { window, row };
    });
}
