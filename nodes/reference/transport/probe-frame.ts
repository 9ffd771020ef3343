import type { NodeId } from '../../protocol/types.js';

/**
 * Canary frames, which travel the gossip links and are no gossip. Their first byte is none that a gossip message has
 * as its version.
 */
const kinds = { probe: 0xf0, probeAck: 0xf1 } as const;

export type ProbeFrame =
  | { readonly kind: 'probe'; readonly from: NodeId }
  /** When the probe was received, on the clock of the node that answers, ms. */
  | { readonly kind: 'probeAck'; readonly receivedMs: number };

export function encodeProbe(frame: ProbeFrame): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = kinds[frame.kind];
  bytes.writeDoubleBE(frame.kind === 'probe' ? frame.from : frame.receivedMs, 1);
  return bytes;
}

/** Undefined for any other frame. */
export function decodeProbe(payload: Buffer): ProbeFrame | undefined {
  if (payload.length !== 9) return undefined;
  const number = payload.readDoubleBE(1);
  if (payload[0] === kinds.probe && Number.isSafeInteger(number)) return { kind: 'probe', from: number };
  if (payload[0] === kinds.probeAck && Number.isFinite(number))
    return { kind: 'probeAck', receivedMs: number };
  return undefined;
}
