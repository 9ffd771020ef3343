const ticksPerLease = 10;

/**
 * A node whose harness has stopped renewing its lease ends by itself, so that a harness killed with SIGKILL leaves
 * nothing behind. Time is counted in ticks of a timer, not read from a clock: a node that was paused for longer than its
 * lease has missed the ticks, and gets the chance to be asked before it ends.
 */
export class Lease {
  readonly #timer: NodeJS.Timeout;
  #ticksLeft = ticksPerLease;

  constructor(leaseMs: number, expired: () => void) {
    this.#timer = setInterval(() => {
      this.#ticksLeft -= 1;
      if (this.#ticksLeft > 0) return;
      this.end();
      expired();
    }, leaseMs / ticksPerLease);
  }

  renew(): void {
    this.#ticksLeft = ticksPerLease;
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
