import type { NodeId } from '../../nodes/protocol/types.js';
import type { Clock } from '../../nodes/runtime/clock.js';
import type { SimulatedLinks } from '../../nodes/runtime/sim/network/simulated-links.js';
import type { LinkControl, LinksChanged, LinksSeen } from '../link-control/link-control.js';
import {
  combined,
  effectiveLinkState,
  type LinkFault,
  type LinkState,
  soundLink,
} from '../link-control/link-state.js';
import type { LinkSet } from '../links/link-set.js';
import { confirmSimulated } from './confirm-simulated.js';

interface ActiveFault {
  readonly fault: LinkFault;
  readonly links: LinkSet;
}

/** Links of a simulated cluster: all of a change happens at one virtual moment, so there is no skew. */
export class SimLinkControl implements LinkControl {
  readonly #links: SimulatedLinks;
  readonly #clock: Clock;
  readonly #active = new Map<number, ActiveFault>();
  /** By the occurrences that are on a link: what they make of it together. */
  readonly #states = new Map<string, LinkState>();

  constructor(links: SimulatedLinks, clock: Clock) {
    this.#links = links;
    this.#clock = clock;
  }

  async prepare(): Promise<void> {}

  async begin(occurrence: number, fault: LinkFault, links: LinkSet): Promise<LinksChanged> {
    this.#active.set(occurrence, { fault, links });
    return this.#change();
  }

  async end(occurrence: number): Promise<LinksChanged> {
    this.#active.delete(occurrence);
    return this.#change();
  }

  async confirm(links: LinkSet): Promise<LinksSeen> {
    return confirmSimulated(
      links,
      this.#links,
      ({ from, to }) => this.#stateOf(from, to) ?? this.#links.base ?? soundLink,
    );
  }

  async healAll(): Promise<void> {
    this.#active.clear();
    this.#change();
  }

  #change(): LinksChanged {
    this.#links.set(this.#active.size > 0 ? this.#stateOf : undefined);
    const nowMs = this.#clock.nowMs();
    return { firstMs: nowMs, lastMs: nowMs };
  }

  readonly #stateOf = (from: NodeId, to: NodeId): LinkState | undefined => {
    let key = '';
    for (const [occurrence, { links }] of this.#active) if (links.has(from, to)) key += `${occurrence} `;
    return key === '' ? undefined : (this.#states.get(key) ?? this.#compose(key, from, to));
  };

  #compose(key: string, from: NodeId, to: NodeId): LinkState {
    const { base } = this.#links;
    const faults = [...this.#active.values()].filter(({ links }) => links.has(from, to));
    const effective = effectiveLinkState(faults.map(({ fault }) => fault));
    const state = base === undefined ? effective : combined(base, effective);
    this.#states.set(key, state);
    return state;
  }
}
