/** First and last moment at which something was noted; when it was made, while nothing was. */
export class Span {
  readonly #clock: () => number;
  #noted = false;
  firstMs: number;
  lastMs: number;

  constructor(clock: () => number) {
    this.#clock = clock;
    this.firstMs = clock();
    this.lastMs = this.firstMs;
  }

  note(): void {
    this.lastMs = this.#clock();
    if (!this.#noted) this.firstMs = this.lastMs;
    this.#noted = true;
  }
}
