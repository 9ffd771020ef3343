const headerBytes = 8;
const standardError = 2;

export interface AttachListener {
  readonly stdout: (piece: Buffer) => void;
  readonly stderr: (piece: Buffer) => void;
}

/**
 * Takes apart the engine's stream of a container without a terminal: header (1 byte: which stream, 3 unused, 4:
 * length, big endian), then so many bytes. Pieces are handed on as they arrive, as views into the chunk.
 */
export class AttachReader {
  readonly #listener: AttachListener;
  readonly #header = Buffer.alloc(headerBytes);
  #headerFill = 0;
  #missing = 0;

  constructor(listener: AttachListener) {
    this.#listener = listener;
  }

  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      at = this.#missing === 0 ? this.#readHeader(chunk, at) : this.#readPayload(chunk, at);
    }
  }

  #readHeader(chunk: Buffer, from: number): number {
    const taken = Math.min(headerBytes - this.#headerFill, chunk.length - from);
    chunk.copy(this.#header, this.#headerFill, from, from + taken);
    this.#headerFill += taken;
    if (this.#headerFill === headerBytes) {
      this.#headerFill = 0;
      this.#missing = this.#header.readUInt32BE(4);
    }
    return from + taken;
  }

  #readPayload(chunk: Buffer, from: number): number {
    const piece = chunk.subarray(from, from + this.#missing);
    this.#missing -= piece.length;
    if (this.#header[0] === standardError) this.#listener.stderr(piece);
    else this.#listener.stdout(piece);
    return from + piece.length;
  }
}
