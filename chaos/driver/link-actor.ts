import type { LinkControl, Lookout } from '../link-control/link-control.js';
import type { LinkFault } from '../link-control/link-state.js';
import type { ScheduledAction } from '../schedule/schedule.js';
import type { Acted } from './acted.js';

/** Carries out the actions of a schedule that act on links. */
export class LinkActor {
  readonly #links: LinkControl;
  readonly #answers: Lookout['answers'];

  constructor(links: LinkControl, answers: Lookout['answers']) {
    this.#links = links;
    this.#answers = answers;
  }

  /** Begins at once; resolves when the change was looked at. @throws CodedError TOXIPROXY_LOST */
  async act({ action, occurrence, fault, links, sides }: ScheduledAction): Promise<Acted> {
    const changed =
      action === 'apply'
        ? await this.#links.begin(occurrence, fault as LinkFault, links)
        : await this.#links.end(occurrence);
    return { ...changed, ...(await this.#links.confirm(links, { sides, answers: this.#answers })) };
  }
}
