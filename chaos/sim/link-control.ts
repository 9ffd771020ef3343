import type { Clock } from '../../nodes/runtime/clock.js';
import type { SimulatedLinks } from '../../nodes/runtime/sim/simulated-links.js';
import type { DirectedLink } from '../directed-link.js';
import { linkKey } from '../directed-links.js';
import type { LinkChange, LinkControl, LinksChanged, LinksSeen } from '../link-control.js';
import { both, type LinkState, soundLink } from '../link-state.js';
import { confirmSimulated } from './confirm-simulated.js';

/** Links of a simulated cluster: all of a change happens at one virtual moment, so there is no skew. */
export class SimLinkControl implements LinkControl {
  readonly #links: SimulatedLinks;
  readonly #clock: Clock;
  readonly #changed = new Map<string, LinkChange>();

  constructor(links: SimulatedLinks, clock: Clock) {
    this.#links = links;
    this.#clock = clock;
  }

  async prepare(): Promise<void> {}

  async set(changes: readonly LinkChange[]): Promise<LinksChanged> {
    for (const change of changes) {
      const { link, state } = change;
      const isSound = state === soundLink;
      if (isSound) this.#changed.delete(linkKey(link));
      else this.#changed.set(linkKey(link), change);
      this.#links.set(link.from, link.to, isSound ? undefined : this.#onBase(state));
    }
    const nowMs = this.#clock.nowMs();
    return { firstMs: nowMs, lastMs: nowMs };
  }

  async confirm(links: readonly DirectedLink[]): Promise<LinksSeen> {
    return confirmSimulated(links, this.#links, (link) =>
      this.#onBase(this.#changed.get(linkKey(link))?.state ?? soundLink),
    );
  }

  async healAll(): Promise<void> {
    await this.set([...this.#changed.values()].map(({ link }) => ({ link, state: soundLink })));
  }

  #onBase(state: LinkState): LinkState {
    const { base } = this.#links;
    return base === undefined ? state : both(base, state);
  }
}
