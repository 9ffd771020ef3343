import type { NodeId } from '../../types.js';
import type { MembershipHost } from '../membership.js';
import { rosterOf } from '../roster.js';
import { sampleDistinct } from '../sample.js';
import type { Beliefs } from './beliefs.js';
import { syncScale } from './suspicion-timeouts.js';

/** Times log2 n: what push-pull needs to reach everybody, and some more. */
const ticksBeyondLog = 4;
/** Join ticks are this much shorter than the probe interval. */
const hurry = 10;
/** Of those that begin together each learns of the others with its second call of one and the same node. */
const callsOfEldest = 2;

/** With whom this node exchanges all that is believed of members, and when: while it joins, now and then, and to find the missing. */
export class SyncSchedule {
  readonly #host: MembershipHost;
  readonly #beliefs: Beliefs;
  readonly #spreadTicks: number;
  #ticks = 0;
  /** A peer has answered, so this node is known. */
  #answered = false;
  /** It came to a cluster that was there: whoever answered first knew everybody else. */
  #isLate = false;
  #joinDueMs = Number.POSITIVE_INFINITY;
  #syncedMs = 0;
  #rejoinedMs = 0;
  /** Share of the interval that the next wait takes. */
  #syncShare = 1;
  #rejoinShare = 1;

  constructor(host: MembershipHost, beliefs: Beliefs) {
    this.#host = host;
    this.#beliefs = beliefs;
    this.#spreadTicks = Math.ceil(Math.log2(host.peers.length + 1)) + ticksBeyondLog;
  }

  start(nowMs: number): void {
    if (this.#host.joined) this.#endJoining(nowMs);
    else this.#joinDueMs = nowMs + this.#host.rng.float() * this.#joinTickMs();
  }

  /**
   * A peer's table has been taken in. The first answer begins the count of ticks anew: those before it reached nobody, since links or peers
   * were not up yet.
   */
  answered(): void {
    if (this.#answered) return;
    this.#answered = true;
    this.#isLate = this.#missing().length === 0;
    this.#ticks = 1;
  }

  get dueMs(): number {
    if (this.#beliefs.joining) return this.#joinDueMs;
    const { rejoinIntervalMs } = this.#host.activeConfig;
    return Math.min(this.#syncDueMs, nextMs(this.#rejoinedMs, rejoinIntervalMs, this.#rejoinShare));
  }

  /** Whom to sync with now. */
  onDue(nowMs: number): NodeId[] {
    if (this.#beliefs.joining) return this.#join(nowMs);
    return [...this.#syncPeers(nowMs), ...this.#rejoinPeers(nowMs)];
  }

  /**
   * A cluster is joined through the eldest, the first of the roster, twice: when all begin together, each then knows all. Then random
   * peers are called, as many as let knowledge spread from all to all, and then, one after the other, those still not heard of, for as
   * many ticks again. It ends as soon as nobody is missing; but who comes late makes itself known by all the random calls. Until somebody
   * answers, each wait is twice the one before, up to the probe interval.
   */
  #join(nowMs: number): NodeId[] {
    this.#ticks++;
    if (this.#hasJoined()) {
      this.#endJoining(nowMs);
      return [];
    }
    this.#joinDueMs = nowMs + this.#joinTickMs() * this.#jitter();
    const candidates = this.#notGone();
    const [eldest] = this.#host.peers;
    if (this.#ticks <= callsOfEldest && candidates.includes(eldest!)) return [eldest!];
    return this.#draw(this.#ticks <= this.#spreadTicks || !this.#answered ? candidates : this.#missing());
  }

  #hasJoined(): boolean {
    if (this.#host.peers.length < 2) return true;
    if (!this.#answered) return false;
    if (this.#ticks > 2 * this.#spreadTicks) return true;
    const isKnown = !this.#isLate || this.#ticks > this.#spreadTicks;
    return isKnown && this.#missing().length === 0;
  }

  #endJoining(nowMs: number): void {
    this.#beliefs.joining = false;
    this.#syncedMs = nowMs;
    this.#rejoinedMs = nowMs;
    this.#syncShare = this.#host.rng.float();
    this.#rejoinShare = this.#host.rng.float();
  }

  get #syncDueMs(): number {
    const intervalMs =
      this.#host.activeConfig.memberSyncIntervalMs * syncScale(this.#beliefs.members.activeCount + 1);
    return nextMs(this.#syncedMs, intervalMs, this.#syncShare);
  }

  /** Gossip may have missed somebody. */
  #syncPeers(nowMs: number): NodeId[] {
    if (nowMs < this.#syncDueMs) return [];
    this.#syncedMs = nowMs;
    this.#syncShare = this.#jitter();
    const { id, rng } = this.#host;
    return this.#beliefs.members.sampleActive(1, id, rng);
  }

  /**
   * One of the missing (failed, forgotten or never heard of), with the probability missing / active, as Serf reconnects: all nodes
   * together try each of the missing about once an interval, and two halves of a partition try each other every time.
   */
  #rejoinPeers(nowMs: number): NodeId[] {
    const { rejoinIntervalMs } = this.#host.activeConfig;
    if (nowMs < nextMs(this.#rejoinedMs, rejoinIntervalMs, this.#rejoinShare)) return [];
    this.#rejoinedMs = nowMs;
    this.#rejoinShare = this.#jitter();
    const missing = this.#missing();
    const active = this.#beliefs.members.activeCount + 1;
    return this.#host.rng.float() * active < missing.length ? this.#draw(missing) : [];
  }

  #notGone(): NodeId[] {
    const { members } = this.#beliefs;
    return this.#others((id) => members.get(id) === undefined || members.isActive(id));
  }

  #missing(): NodeId[] {
    const { members } = this.#beliefs;
    // As it mostly is; the roster has this node in it, or not.
    if (members.activeCount >= this.#host.peers.length) return [];
    if (members.activeCount === this.#host.peers.length - 1 && rosterOf(this.#host.peers).has(this.#host.id))
      return [];
    return this.#others((id) => !members.isActive(id) && members.get(id)?.status !== 'left');
  }

  #others(qualifies: (id: NodeId) => boolean): NodeId[] {
    const { id: self, peers } = this.#host;
    return peers.filter((id) => id !== self && qualifies(id));
  }

  #draw(candidates: readonly NodeId[]): NodeId[] {
    return sampleDistinct(candidates, 1, this.#host.id, this.#host.rng);
  }

  /** Doubles with each call that reaches nobody new. */
  #joinTickMs(): number {
    const { probeIntervalMs } = this.#host.activeConfig;
    const vain = this.#answered ? Math.max(0, this.#ticks - this.#spreadTicks) : this.#ticks - 1;
    return Math.min(probeIntervalMs, (probeIntervalMs / hurry) * 2 ** vain);
  }

  #jitter(): number {
    return 1 + this.#host.activeConfig.intervalJitter * (2 * this.#host.rng.float() - 1);
  }
}

/** When the next is due; never where the interval is 0. */
function nextMs(lastMs: number, intervalMs: number, share: number): number {
  return intervalMs > 0 ? lastMs + intervalMs * share : Number.POSITIVE_INFINITY;
}
