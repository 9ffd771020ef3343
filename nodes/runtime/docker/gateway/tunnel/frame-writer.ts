import type { Writable } from 'node:stream';
import { encodeHeader, type FrameKind } from './frame.js';

/** So much may wait in the shared stream before its sources are held up. */
const congestedBytes = 262_144;

/**
 * Sends frames over a stream that many channels share. What is sent within one turn of the event loop leaves in one
 * gathered write: many small requests cost one system call, and no byte is copied.
 */
export class FrameWriter {
  readonly #stream: Writable;
  #corked = false;
  readonly #flush = () => {
    this.#corked = false;
    this.#stream.uncork();
  };

  constructor(stream: Writable, onDrain: () => void) {
    this.#stream = stream;
    stream.on('drain', onDrain);
  }

  /** More is queued than the stream wants to hold: stop reading what would be sent, until it drains. */
  get congested(): boolean {
    return this.#stream.writableNeedDrain && this.#stream.writableLength > congestedBytes;
  }

  send(kind: FrameKind, channel: number, payload?: Buffer): void {
    if (!this.#stream.writable) return;
    if (!this.#corked) {
      this.#corked = true;
      this.#stream.cork();
      setImmediate(this.#flush);
    }
    this.#stream.write(encodeHeader(kind, channel, payload?.length ?? 0));
    if (payload !== undefined && payload.length > 0) this.#stream.write(payload);
  }
}
