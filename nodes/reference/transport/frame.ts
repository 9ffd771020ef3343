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
  /** What has come of a frame that is not complete; a copy, since the caller may use its buffer again. */
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(maxBytes: () => number) {
    this.#maxBytes = maxBytes;
  }

  /** Hands on each payload that this chunk completes; it is valid only during the call. @throws FrameRefused */
  push(chunk: Buffer, payload: (payload: Buffer) => void): void {
    // Almost every chunk is one whole frame.
    let rest = this.#bytes === 0 ? this.#take(chunk, payload) : chunk;
    if (rest.length === 0) return;
    this.#chunks.push(Buffer.from(rest));
    this.#bytes += rest.length;
    if (rest === chunk && this.#complete()) {
      rest = this.#take(Buffer.concat(this.#chunks, this.#bytes), payload);
      this.#chunks = rest.length > 0 ? [rest] : [];
      this.#bytes = rest.length;
    }
  }

  /** Hands on the frames at the beginning of `bytes`; the answer is what follows them. */
  #take(bytes: Buffer, payload: (payload: Buffer) => void): Buffer {
    let from = 0;
    while (bytes.length - from >= prefixBytes) {
      const end = from + prefixBytes + this.#checked(bytes.readUInt32BE(from));
      if (end > bytes.length) break;
      payload(bytes.subarray(from + prefixBytes, end));
      from = end;
    }
    return bytes.subarray(from);
  }

  #complete(): boolean {
    if (this.#bytes < prefixBytes) return false;
    const first = this.#chunks[0] as Buffer;
    if (first.length < prefixBytes) this.#chunks = [Buffer.concat(this.#chunks, this.#bytes)];
    return this.#bytes >= prefixBytes + this.#checked((this.#chunks[0] as Buffer).readUInt32BE(0));
  }

  #checked(length: number): number {
    const most = this.#maxBytes();
    if (length >= 1 && length <= most) return length;
    throw new FrameRefused(`frame of ${length} bytes; 1 to ${most} are accepted`);
  }
}
