import type { NodeId } from '../../../protocol/types.js';
import type { LinkState } from './link-state.js';

/** The state of every directed link: that of the cluster's base links, but for those that a fault has changed. */
export class LinkStates {
  readonly #nodes: number;
  readonly #base: LinkState | undefined;
  readonly #changed = new Map<number, LinkState>();
  readonly #held = new Map<number, (() => void)[]>();

  /** `base`: undefined where the links are sound. */
  constructor(nodes: number, base: LinkState | undefined) {
    this.#nodes = nodes;
    this.#base = base;
  }

  /** Undefined for a sound link. */
  of(from: NodeId, to: NodeId): LinkState | undefined {
    if (this.#changed.size === 0) return this.#base;
    return this.#changed.get(from * this.#nodes + to) ?? this.#base;
  }

  /** On top of nothing: `state` is all that holds on the link; undefined is the base. What had stalled goes on when it no longer does. */
  set(from: NodeId, to: NodeId, state: LinkState | undefined): void {
    const key = from * this.#nodes + to;
    if (state === undefined) this.#changed.delete(key);
    else this.#changed.set(key, state);
    if (state?.cut === 'stall') return;
    const held = this.#held.get(key) ?? [];
    this.#held.delete(key);
    for (const release of held) release();
  }

  /** Keeps what is sent over a link that stalls until it no longer does. */
  hold(from: NodeId, to: NodeId, release: () => void): void {
    const key = from * this.#nodes + to;
    const held = this.#held.get(key);
    if (held) held.push(release);
    else this.#held.set(key, [release]);
  }
}
