/**
 * Frames of the control tunnel: kind (1 byte), channel (4, big endian), length (4), payload. A channel is one TCP
 * connection carried through; channel 0 belongs to the gateway itself.
 */
export const frameKinds = {
  /** Payload `host:port`: dial it, and join it to this channel. */
  open: 1,
  bytes: 2,
  /** The sender's half is finished. */
  end: 3,
  reset: 4,
  /** The payload's 4 bytes: so many more bytes may be sent on this channel. */
  credit: 5,
  /** Channel 0; payload JSON: a report of the gateway. */
  notice: 6,
} as const;

export type FrameKind = (typeof frameKinds)[keyof typeof frameKinds];

export const headerBytes = 9;
/** Frames other than `bytes` are small; a longer one means that the stream is out of step. */
export const maxControlPayloadBytes = 65_536;

export function encodeHeader(kind: FrameKind, channel: number, length: number): Buffer {
  const header = Buffer.allocUnsafe(headerBytes);
  header[0] = kind;
  header.writeUInt32BE(channel, 1);
  header.writeUInt32BE(length, 5);
  return header;
}

export function isFrameKind(value: number): value is FrameKind {
  return value >= frameKinds.open && value <= frameKinds.notice;
}
