import type { Dissemination } from '../dissemination/dissemination.js';
import type { GossipCore } from '../dissemination/gossip-core.js';
import { disseminations } from '../dissemination/table.js';
import type { Membership } from '../membership/membership.js';
import type { NodeId, Outputs, TimerToken } from '../types.js';
import type { Message } from '../wire/messages.js';

/** No timer is current. */
export const noTimer: TimerToken = 0;

/** The contacts of a round: all at once, or spread over it. */
export class RoundContacts {
  readonly #core: GossipCore;
  readonly #setTimer: (delayMs: number, outputs: Outputs<Message>) => TimerToken;
  /** Those of the present round that are still to come. */
  #later: NodeId[] = [];
  #token: TimerToken = noTimer;

  constructor(core: GossipCore, setTimer: (delayMs: number, outputs: Outputs<Message>) => TimerToken) {
    this.#core = core;
    this.#setTimer = setTimer;
  }

  /** Some are still to come. */
  get areOpen(): boolean {
    return this.#later.length > 0;
  }

  /** Begins those of a round; what was left of the one before is left out. */
  begin(
    membership: Membership,
    dissemination: Dissemination,
    count: number,
    outputs: Outputs<Message>,
  ): void {
    this.end();
    const peers = peersFor(membership, dissemination, this.#core.nowMs, count);
    if (peers.length > 1 && dissemination.spreads?.(this.#core)) {
      this.#later = [...peers].reverse();
      this.next(outputs, true);
      return;
    }
    for (let i = 0; i < peers.length; i++) dissemination.contact(this.#core, peers[i]!, outputs);
  }

  /** One at once, beside those of the round. */
  single(membership: Membership, dissemination: Dissemination, outputs: Outputs<Message>): void {
    const peers = peersFor(membership, dissemination, this.#core.nowMs, 1);
    if (peers.length > 0) dissemination.contact(this.#core, peers[0]!, outputs);
  }

  /** This timer is that of the next one. */
  isDue(token: TimerToken): boolean {
    return token === this.#token;
  }

  /** The next contact of a round whose contacts are spread over it, and the wait for the one after. */
  next(outputs: Outputs<Message>, isFirst = false): void {
    const peer = this.#later.pop();
    if (peer === undefined) return;
    const { config, openRepairs } = this.#core;
    // One that is slow to be answered brings what another would bring meanwhile: only a new round does not wait for it.
    if (isFirst || openRepairs.hot === 0) disseminations[config.mode].contact(this.#core, peer, outputs);
    if (this.#later.length === 0) return;
    const shortestRoundMs = config.intervalMs * (1 - config.intervalJitter);
    this.#token = this.#setTimer(shortestRoundMs / config.fanout, outputs);
  }

  end(): void {
    if (this.areOpen) this.#later = [];
    this.#token = noTimer;
  }
}

function peersFor(
  membership: Membership,
  { answered }: Dissemination,
  nowMs: number,
  count: number,
): readonly NodeId[] {
  return answered ? membership.answeringPeers(nowMs, count) : membership.samplePeers(count);
}
