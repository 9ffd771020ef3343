import type { Rejection } from '../auth/admission.js';

/** What a node counts since its creation, each a plain number; frames, bytes and probes are the host's to count. */
export class PlainCounters {
  /** Copies of updates in messages handed out, and in messages received. */
  copiesSent = 0;
  copiesReceived = 0;
  /** First receipts that changed the view; own writes apart. */
  updatesApplied = 0;
  /** Updates that newer writes to their keys had superseded before they could arrive. */
  updatesSuperseded = 0;
  /** Copies of what was already held. */
  duplicates = 0;
  updatesWritten = 0;
  /** Writes that `canWrite` would have refused. */
  writesRefused = 0;
  /** Writes that were not taken since too much was still to be spread. */
  writesPushedBack = 0;
  roundsStarted = 0;
  exchangesStarted = 0;
  exchangesFailed = 0;
}

export interface ProtocolCounters extends Readonly<PlainCounters> {
  /** Frames that did not decode, by reason. */
  readonly malformed: ReadonlyMap<string, number>;
  /** Copies of updates, and superseded ranges, that were dropped unseen, by reason; see auth/admission.ts. */
  readonly rejected: ReadonlyMap<Rejection, number>;
}

export const counterNames = Object.keys(new PlainCounters()) as readonly (keyof PlainCounters)[];

export class Counters extends PlainCounters implements ProtocolCounters {
  readonly malformed = new Map<string, number>();
  readonly rejected = new Map<Rejection, number>();
}

export function countReason<R>(reasons: Map<R, number>, reason: R): void {
  reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
}

/** Counts of reasons apart. */
export function copyCounts(from: Readonly<PlainCounters>, to: PlainCounters): void {
  to.copiesSent = from.copiesSent;
  to.copiesReceived = from.copiesReceived;
  to.updatesApplied = from.updatesApplied;
  to.updatesSuperseded = from.updatesSuperseded;
  to.duplicates = from.duplicates;
  to.updatesWritten = from.updatesWritten;
  to.writesRefused = from.writesRefused;
  to.writesPushedBack = from.writesPushedBack;
  to.roundsStarted = from.roundsStarted;
  to.exchangesStarted = from.exchangesStarted;
  to.exchangesFailed = from.exchangesFailed;
}
