/** Copies of updates so far, over all live nodes. */
export interface Spreading {
  readonly copiesSent: number;
  /** Of nodes that are read in bulk: copies received, and updates that are hot on some node. Others need not report what is hot. */
  readonly copiesReceived?: number;
  readonly hotUpdates?: number;
}

/** Tells, look by look, when nothing is spread any more. */
export class Standstill {
  readonly #provenMs: number;
  #before: Spreading | undefined;
  #sinceMs = 0;

  /** @param provenMs so long no copy is sent where an update is hot and yet none is to be sent any more. */
  constructor(provenMs: number) {
    this.#provenMs = provenMs;
  }

  /**
   * Whether it stands still: no copy was sent or received since the look before, and no update is hot; or some stays hot, with nodes that have
   * ended their rounds, and none was sent for `provenMs`. Where no node reports what is hot, readings must be that far apart.
   */
  look(nowMs: number, now: Spreading): boolean {
    const before = this.#before;
    this.#before = now;
    if (before?.copiesSent !== now.copiesSent || before.copiesReceived !== now.copiesReceived) {
      this.#sinceMs = nowMs;
      return false;
    }
    return !now.hotUpdates || nowMs - this.#sinceMs >= this.#provenMs;
  }
}
