import type { Rejection } from './auth/authenticator.js';
import type { NodeRows } from './rows/node-rows.js';

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

export class CounterStore implements ProtocolCounters {
  copiesSent = 0;
  copiesReceived = 0;
  updatesApplied = 0;
  updatesSuperseded = 0;
  duplicates = 0;
  updatesWritten = 0;
  writesRefused = 0;
  writesPushedBack = 0;
  roundsStarted = 0;
  exchangesStarted = 0;
  exchangesFailed = 0;
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

  /** In the order of `counterNames` (rows/). */
  saveTo(rows: NodeRows): void {
    rows.put(this.copiesSent);
    rows.put(this.copiesReceived);
    rows.put(this.updatesApplied);
    rows.put(this.updatesSuperseded);
    rows.put(this.duplicates);
    rows.put(this.updatesWritten);
    rows.put(this.writesRefused);
    rows.put(this.writesPushedBack);
    rows.put(this.roundsStarted);
    rows.put(this.exchangesStarted);
    rows.put(this.exchangesFailed);
  }

  loadFrom(rows: NodeRows): void {
    this.copiesSent = rows.get();
    this.copiesReceived = rows.get();
    this.updatesApplied = rows.get();
    this.updatesSuperseded = rows.get();
    this.duplicates = rows.get();
    this.updatesWritten = rows.get();
    this.writesRefused = rows.get();
    this.writesPushedBack = rows.get();
    this.roundsStarted = rows.get();
    this.exchangesStarted = rows.get();
    this.exchangesFailed = rows.get();
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
