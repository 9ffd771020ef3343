import type { Rejection } from '../auth/authenticator.js';
import { NodeRow, timesPerRow, wholesPerRow } from '../rows/node-row.js';

/** Monotonic since the node's creation; frames, bytes and probes are the host's to count. */
export interface ProtocolCounters {
  /** Copies of updates in messages handed out, and in messages received. */
  readonly copiesSent: number;
  readonly copiesReceived: number;
  /** First receipts that changed the view; own writes apart. */
  readonly updatesApplied: number;
  /** Updates that newer writes to their keys had superseded before they could arrive. */
  readonly updatesSuperseded: number;
  /** Copies of what was already held. */
  readonly duplicates: number;
  readonly updatesWritten: number;
  /** Writes that `canWrite` would have refused. */
  readonly writesRefused: number;
  /** Writes that were not taken since too much was still to be spread. */
  readonly writesPushedBack: number;
  readonly roundsStarted: number;
  readonly exchangesStarted: number;
  readonly exchangesFailed: number;
  /** Frames that did not decode, by reason. */
  readonly malformed: ReadonlyMap<string, number>;
  /** Copies of updates, and superseded ranges, that were dropped unseen, by reason; see auth/. */
  readonly rejected: ReadonlyMap<Rejection, number>;
}

const noneMalformed: ReadonlyMap<string, number> = new Map();
const noneRejected: ReadonlyMap<Rejection, number> = new Map();

/** The counters of one node among its other plain numbers, and what it counts by reason. */
export class CounterStore extends NodeRow implements ProtocolCounters {
  /** For a node that keeps to itself: its whole numbers are as great as numbers can be. */
  static ofOneNode(): CounterStore {
    const wholes = Array.from({ length: wholesPerRow }, () => 0);
    return new CounterStore(wholes, new Float64Array(timesPerRow));
  }

  #malformed: Map<string, number> | undefined;
  #rejected: Map<Rejection, number> | undefined;

  get malformed(): ReadonlyMap<string, number> {
    return this.#malformed ?? noneMalformed;
  }

  get rejected(): ReadonlyMap<Rejection, number> {
    return this.#rejected ?? noneRejected;
  }

  /** What was dropped was counted by reason: more than a row has room for. */
  get hasReasons(): boolean {
    return this.#malformed !== undefined || this.#rejected !== undefined;
  }

  countMalformed(reason: string): void {
    this.#malformed ??= new Map();
    this.#malformed.set(reason, (this.#malformed.get(reason) ?? 0) + 1);
  }

  countRejected(reason: Rejection): void {
    this.#rejected ??= new Map();
    this.#rejected.set(reason, (this.#rejected.get(reason) ?? 0) + 1);
  }
}
