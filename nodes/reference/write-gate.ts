/** Beyond that their bodies, and the answers to them, would fill the memory of a node that is slower than its clients. */
const mostUnderWay = 256;

/** Bounds the writes that are being read and applied at once. */
export class WriteGate {
  readonly #most: number;
  #underWay = 0;
  /** Writes turned away because so many were under way. */
  refused = 0;

  constructor(most = mostUnderWay) {
    this.#most = most;
  }

  /** The outcome of `act`; undefined, at once, where too many are under way. */
  async pass<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (this.#underWay >= this.#most) {
      this.refused += 1;
      return undefined;
    }
    this.#underWay += 1;
    try {
      return await act();
    } finally {
      this.#underWay -= 1;
    }
  }
}
