import { PlainCounters } from '../node/counters.js';
import { RumorState } from '../rumors/rumor.js';
import type { ExchangeId, NodeId, Update } from '../types.js';

/** The feedback on a push of the rumor, for which a node at rest waits. */
export interface AwaitedPush {
  readonly exchange: ExchangeId;
  readonly peer: NodeId;
}

/** A comparison that a node at rest has begun: nothing was superseded in its view then, and it is in no rumors' place. */
export interface RestingRepair {
  readonly exchange: ExchangeId;
  readonly complete: boolean;
  readonly untilMs: number;
}

/** What a node at rest holds and spreads, waits for and has counted; as made, that of a node that has done nothing yet. */
export class RestingCore {
  clock = 0;
  lastSeq = 0;
  /** The one update that it holds; undefined where it holds none. */
  update: Update | undefined;
  /** It spreads the update: `rumor` is meant then, and only then. */
  isHot = false;
  readonly rumor = new RumorState();
  readonly awaited: AwaitedPush[] = [];
  openRepair: RestingRepair | undefined;
  readonly counters = new PlainCounters();
}
