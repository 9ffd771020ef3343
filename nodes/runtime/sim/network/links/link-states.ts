import type { NodeId } from '../../../../protocol/types.js';
import type { LinkState } from './link-state.js';

/** What faults make of a directed link; undefined where none is on it. */
export type ChangedLinks = (from: NodeId, to: NodeId) => LinkState | undefined;

interface Held {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly releases: (() => void)[];
}

/** The state of every directed link: that of the cluster's base links, but for those that a fault has changed. */
export class LinkStates {
  readonly #nodes: number;
  readonly #base: LinkState | undefined;
  #changed: ChangedLinks | undefined;
  readonly #held = new Map<number, Held>();

  /** `base`: undefined where the links are sound. */
  constructor(nodes: number, base: LinkState | undefined) {
    this.#nodes = nodes;
    this.#base = base;
  }

  /** Undefined for a sound link. */
  of(from: NodeId, to: NodeId): LinkState | undefined {
    return this.#changed?.(from, to) ?? this.#base;
  }

  /** In place of what was set before; its states are all that holds on their links. What had stalled goes on where it no longer does. */
  set(changed: ChangedLinks | undefined): void {
    this.#changed = changed;
    for (const [key, { from, to, releases }] of [...this.#held]) {
      if (this.of(from, to)?.cut === 'stall') continue;
      this.#held.delete(key);
      for (const release of releases) release();
    }
  }

  /** Keeps what is sent over a link that stalls until it no longer does. */
  hold(from: NodeId, to: NodeId, release: () => void): void {
    const key = from * this.#nodes + to;
    const held = this.#held.get(key);
    if (held) held.releases.push(release);
    else this.#held.set(key, { from, to, releases: [release] });
  }
}
