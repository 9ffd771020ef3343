import { type FrameKind, frameKinds, headerBytes, isFrameKind, maxControlPayloadBytes } from './frame.js';

export type FrameListener = (kind: FrameKind, channel: number, payload: Buffer) => void;

const nothing = Buffer.alloc(0);

/**
 * Cuts a byte stream into frames wherever its chunks happen to end. The payload of a `bytes` frame is handed on in
 * the pieces in which it arrives, uncopied, as a view into the chunk; other payloads are handed on whole.
 */
export class FrameReader {
  readonly #listener: FrameListener;
  readonly #header = Buffer.alloc(headerBytes);
  #headerFill = 0;
  #kind: FrameKind = frameKinds.bytes;
  #channel = 0;
  /** Payload bytes of the current frame that are still to come. */
  #missing = 0;
  #pieces: Buffer[] = [];

  constructor(listener: FrameListener) {
    this.#listener = listener;
  }

  /** @throws Error where the stream does not consist of frames; it cannot be read further. */
  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      at = this.#headerFill < headerBytes ? this.#readHeader(chunk, at) : this.#readPayload(chunk, at);
    }
  }

  #readHeader(chunk: Buffer, from: number): number {
    const taken = Math.min(headerBytes - this.#headerFill, chunk.length - from);
    chunk.copy(this.#header, this.#headerFill, from, from + taken);
    this.#headerFill += taken;
    if (this.#headerFill === headerBytes) this.#begin();
    return from + taken;
  }

  #begin(): void {
    const kind = this.#header[0] ?? 0;
    this.#channel = this.#header.readUInt32BE(1);
    this.#missing = this.#header.readUInt32BE(5);
    if (!isFrameKind(kind)) throw new Error(`unknown frame kind ${kind} in the control tunnel`);
    if (kind !== frameKinds.bytes && this.#missing > maxControlPayloadBytes) {
      throw new Error(`frame of kind ${kind} with ${this.#missing} bytes in the control tunnel`);
    }
    this.#kind = kind;
    if (this.#missing === 0) this.#finish(nothing);
  }

  #readPayload(chunk: Buffer, from: number): number {
    const piece = chunk.subarray(from, from + this.#missing);
    this.#missing -= piece.length;
    if (this.#kind === frameKinds.bytes) {
      if (this.#missing === 0) this.#headerFill = 0;
      this.#listener(this.#kind, this.#channel, piece);
    } else {
      this.#pieces.push(piece);
      if (this.#missing === 0) this.#finish(Buffer.concat(this.#pieces));
    }
    return from + piece.length;
  }

  #finish(payload: Buffer): void {
    this.#headerFill = 0;
    this.#pieces = [];
    this.#listener(this.#kind, this.#channel, payload);
  }
}
