import type { NodeControl } from '../../contract/client.js';
import type { NodeId } from '../../protocol/types.js';

/** So often within a lease it is renewed. */
const renewals = 4;

/**
 * Renews the leases of a cluster's nodes for as long as its harness lives. Other calls renew them, too, but the first
 * nodes of a large cluster wait long for the last, and no phase of a run is to depend on how often it asks.
 */
export class LeaseKeeper {
  readonly #controls = new Map<NodeId, NodeControl>();
  readonly #timer: NodeJS.Timeout;

  constructor(leaseMs: number) {
    this.#timer = setInterval(() => this.#renew(), leaseMs / renewals).unref();
  }

  keep(node: NodeId, control: NodeControl): void {
    this.#controls.set(node, control);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #renew(): void {
    // A node that is down or paused does not answer, which is no news here.
    for (const control of this.#controls.values()) control.health().catch(() => undefined);
  }
}
