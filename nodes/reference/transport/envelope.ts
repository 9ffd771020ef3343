/**
 * A message that travels by itself, as a datagram or, where it is too large for one, on a TCP connection of its own: one byte of kind, the number of
 * its exchange as 4 bytes big-endian, then the message, which begins with the version of the wire format: neither kind is one.
 */
export const envelopeBytes = 5;

const kinds = { question: 0xf1, answer: 0xf2 } as const;

export interface Envelope {
  /** From who began the exchange, or back to it. */
  readonly kind: keyof typeof kinds;
  /** Of the exchange, by who began it. */
  readonly number: number;
  readonly payload: Buffer;
}

export function envelopeOf(kind: Envelope['kind'], number: number, payload: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(envelopeBytes + payload.length);
  bytes[0] = kinds[kind];
  bytes.writeUInt32BE(number, 1);
  bytes.set(payload, envelopeBytes);
  return bytes;
}

/** Undefined where it is none. */
export function openEnvelope(bytes: Buffer): Envelope | undefined {
  const kind = bytes[0] === kinds.question ? 'question' : bytes[0] === kinds.answer ? 'answer' : undefined;
  if (kind === undefined || bytes.length <= envelopeBytes) return undefined;
  return { kind, number: bytes.readUInt32BE(1), payload: bytes.subarray(envelopeBytes) };
}
