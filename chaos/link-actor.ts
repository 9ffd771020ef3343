import type { Acted } from './acted.js';
import { linkLedger } from './ledger.js';
import type { LinkControl, Lookout } from './link-control.js';
import type { LinkFault } from './link-state.js';
import type { ScheduledAction } from './schedule.js';

/** Carries out the actions of a schedule that act on links. */
export class LinkActor {
  readonly #links: LinkControl;
  readonly #answers: Lookout['answers'];
  readonly #ledger = linkLedger();

  constructor(links: LinkControl, answers: Lookout['answers']) {
    this.#links = links;
    this.#answers = answers;
  }

  /** Begins at once; resolves when the change was looked at. @throws CodedError TOXIPROXY_LOST */
  async act({ action, occurrence, fault, links, sides }: ScheduledAction): Promise<Acted> {
    const changes =
      action === 'apply'
        ? this.#ledger.begin(occurrence, fault as LinkFault, links)
        : this.#ledger.end(occurrence);
    const changed = await this.#links.set(
      changes.map(({ subject, after }) => ({ link: subject, state: after })),
    );
    return { ...changed, ...(await this.#links.confirm(links, { sides, answers: this.#answers })) };
  }
}
