/** Every frame on the wire: its length as a 4-byte big-endian number, then so many bytes. */
export const prefixBytes = 4;

export function frameOf(payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(prefixBytes + payload.length);
  frame.writeUInt32BE(payload.length, 0);
  frame.set(payload, prefixBytes);
  return frame;
}

/** A length prefix that is refused; nothing more of its stream can be understood. */
export class FrameRefused extends Error {
  override readonly name = 'FrameRefused';
}

/** Cuts one stream into frames. A length over the limit is refused before a byte of its frame is kept. */
export class FrameReader {
  readonly #maxBytes: () => number;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(maxBytes: () => number) {
    this.#maxBytes = maxBytes;
  }

  /** Whether a frame has begun and is not complete. */
  get unfinished(): boolean {
    return this.#bytes > 0;
  }

  /** The payloads that this chunk completes. @throws FrameRefused */
  *push(chunk: Buffer): Generator<Buffer, void> {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    for (let length = this.#length(); length !== undefined; length = this.#length()) {
      if (length < 1 || length > this.#maxBytes()) {
        throw new FrameRefused(`frame of ${length} bytes; 1 to ${this.#maxBytes()} are accepted`);
      }
      if (this.#bytes < prefixBytes + length) return;
      const all = this.#joined();
      const end = prefixBytes + length;
      this.#chunks = all.length > end ? [all.subarray(end)] : [];
      this.#bytes = all.length - end;
      yield all.subarray(prefixBytes, end);
    }
  }

  #length(): number | undefined {
    if (this.#bytes < prefixBytes) return undefined;
    const first = this.#chunks[0] as Buffer;
    return (first.length >= prefixBytes ? first : this.#joined()).readUInt32BE(0);
  }

  #joined(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks, this.#bytes)];
    return this.#chunks[0] as Buffer;
  }
}
