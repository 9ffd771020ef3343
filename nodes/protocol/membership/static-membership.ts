import type { Member, NodeId } from '../types.js';
import type { Membership, MembershipHost } from './membership.js';
import { sampleDistinct } from './sample.js';

/** The incarnation of a member that is assumed, not heard of. */
const unknownIncarnation = 0;

/** No failure detection: the whole roster counts as alive, always, and nothing is sent, counted or copied for it. */
export class StaticMembership implements Membership {
  readonly #host: MembershipHost;

  constructor(host: MembershipHost) {
    this.#host = host;
  }

  start(): void {}

  onTimer(): void {}

  onMessage(): void {}

  piggyback(): void {}

  onExchangeFailed(): void {}

  leave(): void {}

  samplePeers(count: number): readonly NodeId[] {
    const { peers, id, rng } = this.#host;
    return sampleDistinct(peers, count, id, rng);
  }

  answeringPeers(_nowMs: number, count: number): readonly NodeId[] {
    return this.samplePeers(count);
  }

  members(): readonly Member[] {
    const { id, incarnation, peers } = this.#host;
    const others = peers.filter((peer) => peer !== id);
    return [
      { id, incarnation, status: 'alive' },
      ...others.map((peer) => ({ id: peer, incarnation: unknownIncarnation, status: 'alive' as const })),
    ];
  }
}
