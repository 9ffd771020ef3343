import type { PhaseWindow } from '../../../../bench/analysis/series/report-series.js';
import { type Placed, placeNames } from './place-names.js';

export const phaseNames: Readonly<Record<PhaseWindow['phase'], string>> = {
  up: 'up',
  warmUp: 'warm-up',
  rampUp: 'ramp-up',
  spread: 'spread',
  steady: 'steady',
  fault: 'fault',
  recovery: 'recovery',
  drain: 'drain',
  idle: 'idle',
  down: 'down',
};

export type PlacedPhase = Placed<PhaseWindow>;

export const labelRows = 2;

/** Puts each phase's name centred above its window. */
export const placePhases = (phases: readonly PhaseWindow[], pxPerMs: number): PlacedPhase[] =>
  placeNames(phases, ({ phase }) => phaseNames[phase], { pxPerMs, rows: labelRows });
