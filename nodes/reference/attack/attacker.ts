import { type AttackKind, maxAttackFramesPerSecond, type PlannedAttack } from '../../contract/attack-plan.js';
import type { NodeId } from '../../protocol/types.js';
import { encodeMessage } from '../../protocol/wire/codec.js';
import type { Message } from '../../protocol/wire/messages.js';
import { monotonicMs } from '../clock.js';
import type { Address } from '../transport/address.js';
import { frameOf } from '../transport/frame.js';
import { FramedSocket } from '../transport/framed-socket.js';
import { Forger, type ForgerOptions } from './forgery.js';
import { HeardFrames } from './heard-frames.js';
import { malformedSorts } from './malformed.js';

/** At once; an attack for which none is free waits for one, for so long. */
const maxConnections = 64;
const maxLatenessMs = 5_000;
const retryMs = 10;
const connectionLimitMs = 2_000;
const maxAnswerBytes = 65_536;

/** Valid frames that make a peer work, or answer. */
const floods: readonly Message[] = [
  { kind: 'pullRequest' },
  { kind: 'pushPullRequest', updates: [], wantFeedback: false },
  { kind: 'digest', complete: true, hot: false, summaries: [] },
  { kind: 'rumors', updates: [], wantFeedback: true },
];

export interface AttackerOptions extends Omit<ForgerOptions, 'peers'> {
  readonly peers: ReadonlyMap<NodeId, Address>;
}

/** The malicious part of a node: attacks its peers over its own links to them, at the times that it is given. */
export class Attacker {
  readonly heard = new HeardFrames();
  readonly framesSent = new Map<AttackKind, number>();
  readonly #options: AttackerOptions;
  readonly #forger: Forger;
  readonly #open = new Set<FramedSocket>();
  readonly #malformed = Object.values(malformedSorts);
  #due: readonly PlannedAttack[] = [];
  #startMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #malformedSent = 0;
  /** Frames that may be sent now: refilled by time, so that the rate has a bound. */
  #allowance = maxAttackFramesPerSecond;
  #refilledMs = 0;

  constructor(options: AttackerOptions) {
    this.#options = options;
    this.#forger = new Forger({ ...options, peers: [...options.peers.keys()] });
  }

  /** In place of what was planned before. */
  begin(attacks: readonly PlannedAttack[]): void {
    this.#startMs = monotonicMs();
    this.#due = [...attacks].sort((a, b) => a.atMs - b.atMs);
    this.#arm(0);
  }

  end(): void {
    clearTimeout(this.#timer);
    for (const connection of this.#open) connection.destroy('ended');
  }

  /** Attacks from `index` on are still to come. */
  #arm(index: number): void {
    clearTimeout(this.#timer);
    const next = this.#due[index];
    if (next === undefined) return;
    const waitMs = Math.max(this.#isBusy ? retryMs : 0, this.#startMs + next.atMs - monotonicMs());
    this.#timer = setTimeout(() => this.#attackFrom(index), waitMs);
  }

  get #isBusy(): boolean {
    return this.#open.size >= maxConnections;
  }

  #attackFrom(index: number): void {
    const elapsedMs = monotonicMs() - this.#startMs;
    let at = index;
    for (let next = this.#due[at]; next !== undefined && next.atMs <= elapsedMs; next = this.#due[at]) {
      const isStale = elapsedMs - next.atMs > maxLatenessMs;
      if (this.#isBusy && !isStale) break;
      if (!isStale) this.#attack(next);
      at += 1;
    }
    this.#arm(at);
  }

  #attack({ attack, frames }: PlannedAttack): void {
    const { peers, rng } = this.#options;
    const address = [...peers.values()][rng.below(Math.max(1, peers.size))];
    if (address === undefined) return;
    const bytes = this.#framesOf(attack, this.#allowed(frames));
    if (bytes.length === 0) return;
    const connection = new FramedSocket(address, () => maxAnswerBytes, {
      payload: () => undefined,
      closed: () => this.#open.delete(connection),
    });
    this.#open.add(connection);
    connection.setDeadline(connectionLimitMs);
    connection.onConnect(() => {
      for (const frame of bytes) connection.write(frame);
      connection.end();
      this.framesSent.set(attack, (this.framesSent.get(attack) ?? 0) + bytes.length);
    });
  }

  #allowed(frames: number): number {
    const nowMs = monotonicMs();
    const refill = ((nowMs - this.#refilledMs) * maxAttackFramesPerSecond) / 1000;
    this.#refilledMs = nowMs;
    this.#allowance = Math.min(maxAttackFramesPerSecond, this.#allowance + refill);
    const allowed = Math.min(frames, Math.floor(this.#allowance));
    this.#allowance -= allowed;
    return allowed;
  }

  #framesOf(attack: AttackKind, count: number): Buffer[] {
    const frames = Array.from({ length: count }, () => this.#frameOf(attack));
    return frames.filter((frame) => frame !== undefined);
  }

  #frameOf(attack: AttackKind): Buffer | undefined {
    const { rng, node } = this.#options;
    switch (attack) {
      case 'malformed':
        this.#malformedSent += 1;
        return this.#malformed[this.#malformedSent % this.#malformed.length]!(node.id, rng);
      case 'replay': {
        const payload = this.heard.draw(rng);
        return payload && frameOf(payload);
      }
      case 'forge': {
        const forgery = this.#forger.next();
        return forgery && frameOf(encodeMessage(forgery.from, forgery.message));
      }
      case 'flood':
        return frameOf(encodeMessage(node.id, floods[rng.below(floods.length)]!));
    }
  }
}
