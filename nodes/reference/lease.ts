/**
 * A node whose harness has stopped renewing its lease ends by itself, so that a harness killed with SIGKILL leaves
 * nothing behind. Renewal only notes a time; one timer looks whether it is long ago.
 */
export class Lease {
  readonly #leaseMs: number;
  readonly #nowMs: () => number;
  readonly #timer: NodeJS.Timeout;
  #renewedMs: number;

  constructor(leaseMs: number, nowMs: () => number, expired: () => void) {
    this.#leaseMs = leaseMs;
    this.#nowMs = nowMs;
    this.#renewedMs = nowMs();
    this.#timer = setInterval(() => {
      if (this.remainingMs() <= 0) {
        clearInterval(this.#timer);
        expired();
      }
    }, leaseMs / 10);
  }

  renew(): void {
    this.#renewedMs = this.#nowMs();
  }

  remainingMs(): number {
    return this.#renewedMs + this.#leaseMs - this.#nowMs();
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
