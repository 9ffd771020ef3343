import { CodedError } from '../../nodes/coded-error.js';
import type { LinkSet } from '../links/link-set.js';
import type { FaultObserver, LinkControl, LinksChanged, LinksSeen } from './link-control.js';
import type { LinkFault } from './link-state.js';

/** Links that carry connections and no datagrams: what acts on datagrams alone is refused, and so never believed. */
export class ConnectionsAlone implements LinkControl {
  readonly #tcp: LinkControl;

  constructor(tcp: LinkControl) {
    this.#tcp = tcp;
  }

  prepare(): Promise<void> {
    return this.#tcp.prepare();
  }

  /** @throws CodedError USAGE for a fault of datagrams */
  async begin(occurrence: number, fault: LinkFault, links: LinkSet): Promise<LinksChanged> {
    if (fault.kind === 'datagrams') {
      throw new CodedError('USAGE', 'the fault datagrams acts on datagrams, and no node here sends any', {
        remedy: 'Leave the step out, or measure nodes that gossip over UDP (`transport: udp`).',
      });
    }
    return this.#tcp.begin(occurrence, fault, links);
  }

  end(occurrence: number): Promise<LinksChanged> {
    return this.#tcp.end(occurrence);
  }

  confirm(links: LinkSet, lookout: FaultObserver): Promise<LinksSeen> {
    return this.#tcp.confirm(links, lookout);
  }

  healAll(): Promise<void> {
    return this.#tcp.healAll();
  }
}
