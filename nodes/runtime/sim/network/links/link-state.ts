import { type DatagramFlaws, either } from './datagram-flaws.js';
import { meanLoss } from './gilbert-elliott-loss.js';

/**
 * What all faults on one directed link mean together, as Toxiproxy carries them out on connections, and the relay on datagrams. An absent field is
 * not degraded.
 */
export interface LinkState {
  /** Nothing passes, whatever the rest says. drop: what is sent vanishes; stall: it waits for the heal; refuse: connections are turned away. */
  readonly cut?: 'drop' | 'stall' | 'refuse';
  /** Uniform in latency ± jitter, for each message. */
  readonly latencyMs: number;
  readonly jitterMs: number;
  /** Probability that one direction of one exchange carries nothing. */
  readonly loss: number;
  /** Of each direction of each exchange, 1,000 bytes/s. */
  readonly rateKBps?: number;
  /** How much later the end of a connection is noticed; no message waits for it. */
  readonly slowCloseMs: number;
  /** The exchange breaks off so long after its begin, with this probability. */
  readonly reset?: { readonly afterMs: number; readonly probability: number };
  /** A message goes in slices of so many bytes, each a pause after the one before. */
  readonly slicer?: {
    readonly averageBytes: number;
    readonly variationBytes: number;
    readonly pauseUs: number;
  };
  /** The exchange breaks off once it has carried so many bytes in this direction. */
  readonly limitBytes?: number;
  /** What is met by datagrams alone. */
  readonly datagrams?: DatagramFlaws;
}

/** How much longer than on a sound link this message of an exchange takes, ms. `uniform` is in [0, 1). */
export function addedDelayMs(state: LinkState, bytes: number, uniform: number): number {
  const { latencyMs, jitterMs, rateKBps, slicer } = state;
  const delayMs = latencyMs + jitterMs * (2 * uniform - 1);
  // Bytes over thousands of bytes a second are milliseconds.
  const sendingMs = rateKBps === undefined ? 0 : bytes / rateKBps;
  const slices = slicer === undefined ? 0 : Math.ceil(bytes / slicer.averageBytes);
  return delayMs + sendingMs + (slices * (slicer?.pauseUs ?? 0)) / 1000;
}

/** Probability that the first message of a connection does not arrive. A reset without delay takes it along, a later one comes too late. */
export function canaryLoss({ cut, loss, reset, datagrams }: LinkState): number {
  if (cut !== undefined) return 1;
  const resetAtOnce = reset?.afterMs === 0 ? reset.probability : 0;
  return either(1 - (1 - loss) * (1 - resetAtOnce), datagrams?.bursts ? meanLoss(datagrams.bursts) : 0);
}
