import type { FaultObserver, LinkControl } from '../link-control/link-control.js';
import type { LinkFault } from '../link-control/link-state.js';
import type { ScheduledAction } from '../schedule/schedule.js';
import type { ActionOutcome } from './action-outcome.js';

/** Carries out the actions of a schedule that act on links. */
export class LinkActor {
  readonly #links: LinkControl;
  readonly #answers: FaultObserver['answers'];

  constructor(links: LinkControl, answers: FaultObserver['answers']) {
    this.#links = links;
    this.#answers = answers;
  }

  /** Begins at once; resolves when the change was looked at. @throws CodedError TOXIPROXY_LOST */
  async act({ action, occurrence, fault, links, sides }: ScheduledAction): Promise<ActionOutcome> {
    const changed =
      action === 'apply'
        ? await this.#links.begin(occurrence, fault as LinkFault, links)
        : await this.#links.end(occurrence);
    return { ...changed, ...(await this.#links.confirm(links, { sides, answers: this.#answers })) };
  }
}
