import type { Phase } from '../../journal/phase.js';
import type { JournalIndex } from '../index/journal-index.js';

/** A stretch of the run, ms on the nodes' clock. */
export interface Window {
  readonly startMs: number;
  readonly endMs: number;
}

export interface PhaseSpan extends Window {
  readonly phase: Phase;
  /** False where the run ended in this phase. */
  readonly closed: boolean;
}

/** The phases in order; each lasts until the next begins, the last until the journal's end. */
export function phaseSpans({ phases, lastMs }: JournalIndex): PhaseSpan[] {
  return phases.map(({ phase, tMs }, position) => {
    const next = phases[position + 1];
    return { phase, startMs: tMs, endMs: next?.tMs ?? lastMs, closed: next !== undefined };
  });
}

export const spanOf = (spans: readonly PhaseSpan[], phase: Phase): PhaseSpan | undefined =>
  spans.find((span) => span.phase === phase);

export const contains = ({ startMs, endMs }: Window, ms: number): boolean => ms >= startMs && ms < endMs;

/**
 * What the cost of the updates is taken over: from the first measured phase to the end of the drain, or of the last measured
 * phase where faults follow it, or are what is measured: what they cost is another figure.
 */
export function costWindow(spans: readonly PhaseSpan[], measured: ReadonlySet<Phase>): Window | undefined {
  const loaded = spans.filter(({ phase }) => measured.has(phase));
  const last = (spanOf(spans, 'fault') ? undefined : spanOf(spans, 'drain')) ?? loaded.at(-1);
  return loaded[0] && last && { startMs: loaded[0].startMs, endMs: last.endMs };
}

/** The end of what was observed of the nodes, ms: from `down` on they are being stopped. */
export const observationEnd = (spans: readonly PhaseSpan[], lastMs: number): number =>
  spanOf(spans, 'down')?.startMs ?? lastMs;
