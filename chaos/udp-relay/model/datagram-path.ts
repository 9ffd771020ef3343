import type { Rng } from '../../../nodes/protocol/types.js';
import { gilbertElliottLoss } from '../../../nodes/runtime/sim/network/links/gilbert-elliott-loss.js';
import type { Loss } from '../../../nodes/runtime/sim/network/links/loss.js';
import { type DatagramFaults, soundDatagrams } from './datagram-faults.js';

/** One copy of a datagram: when it leaves the link, ms, and the bit that is flipped in it. */
export interface Copy {
  readonly atMs: number;
  readonly flip?: { readonly byte: number; readonly mask: number };
}

/** Why no copy leaves: it was lost by chance, or the queue before the narrow line was full. */
export type Failure = 'lost' | 'overflow';

/** How much waits at most before a line of limited rate, as the time that the line takes for it, ms. */
const longestQueueMs = 1_000;

/**
 * What one direction of a link does to datagrams, without I/O: time is given, chance comes from a seeded stream. They meet loss first, then the
 * line of limited rate, then the delay, as the streams of Toxiproxy do (chaos/FAULTS.md). A cut is not its concern.
 */
export class DatagramPath {
  readonly #rng: Rng;
  #faults: DatagramFaults = soundDatagrams;
  #bursts: Loss | undefined;
  /** When the line has sent all that it was given. */
  #lineFreeMs = 0;
  /** When the last copy that keeps its place leaves. */
  #lastMs = 0;

  constructor(rng: Rng) {
    this.#rng = rng;
  }

  become(faults: DatagramFaults): void {
    const { bursts } = faults;
    if (JSON.stringify(bursts) !== JSON.stringify(this.#faults.bursts))
      this.#bursts = bursts && gilbertElliottLoss(bursts);
    this.#faults = faults;
  }

  /** The copies that leave of a datagram of so many bytes that came at `nowMs`. One `aside` passes those that queue by: it meets chance and delay alone. */
  admit(nowMs: number, bytes: number, aside = false): readonly Copy[] | Failure {
    const { loss, duplication } = this.#faults;
    // Both are drawn, so that bursts go on whatever else is lost.
    const isLost = this.#happens(loss);
    const isInBurst = this.#bursts?.loses(0, 1, this.#rng) ?? false;
    if (isLost || isInBurst) return 'lost';
    const sentMs = aside ? nowMs : this.#send(nowMs, bytes);
    if (sentMs === undefined) return 'overflow';
    const first = this.#copy(sentMs, bytes, aside);
    return this.#happens(duplication) ? [first, this.#copy(sentMs, bytes, aside)] : [first];
  }

  /** When the line has sent it. Kilobytes a second are bytes a millisecond. */
  #send(nowMs: number, bytes: number): number | undefined {
    const { rateKBps } = this.#faults;
    if (rateKBps === undefined) return nowMs;
    const beginsMs = Math.max(nowMs, this.#lineFreeMs);
    if (beginsMs - nowMs > longestQueueMs) return undefined;
    this.#lineFreeMs = beginsMs + bytes / rateKBps;
    return this.#lineFreeMs;
  }

  #copy(sentMs: number, bytes: number, aside: boolean): Copy {
    const { latencyMs, jitterMs, reorders, corruption } = this.#faults;
    const jitter = jitterMs > 0 ? jitterMs * (2 * this.#rng.float() - 1) : 0;
    let atMs = sentMs + Math.max(0, latencyMs + jitter);
    if (!reorders && !aside) {
      atMs = Math.max(atMs, this.#lastMs);
      this.#lastMs = atMs;
    }
    if (bytes === 0 || !this.#happens(corruption)) return { atMs };
    return { atMs, flip: { byte: this.#rng.below(bytes), mask: 1 << this.#rng.below(8) } };
  }

  /** Nothing is drawn for what cannot happen. */
  #happens(probability: number): boolean {
    return probability > 0 && this.#rng.float() < probability;
  }
}
