import type { Socket } from 'node:net';
import { FrameReader, FrameRefused } from './frame.js';

export type CloseReason = 'timeout' | 'refused' | 'reset' | 'oversize' | 'ended';

export interface FramedSocketEvents {
  payload(payload: Buffer): void;
  /** Called once, last. */
  closed(reason: CloseReason): void;
}

/** A TCP connection as frames: it survives whatever the other side does, and tells in one word how it ended. */
export class FramedSocket {
  readonly #socket: Socket;
  #reason: CloseReason = 'ended';
  #deadline: NodeJS.Timeout | undefined;

  constructor(socket: Socket, maxFrameBytes: () => number, events: FramedSocketEvents) {
    this.#socket = socket;
    const reader = new FrameReader(maxFrameBytes);
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#read(reader, chunk, events));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (this.#reason === 'ended') this.#reason = error.code === 'ECONNREFUSED' ? 'refused' : 'reset';
    });
    socket.on('close', () => {
      this.setDeadline(undefined);
      events.closed(this.#reason);
    });
  }

  get writable(): boolean {
    return this.#socket.writable;
  }

  /** Bytes that the kernel has not taken yet. */
  get backlogBytes(): number {
    return this.#socket.writableLength;
  }

  write(frame: Buffer, flushed?: () => void): void {
    this.#socket.write(frame, flushed && ((error) => (error ? undefined : flushed())));
  }

  /** Half-closes behind what was written; the other side then closes too, or the deadline does. */
  end(): void {
    this.#socket.end();
  }

  destroy(reason: CloseReason): void {
    if (this.#reason === 'ended') this.#reason = reason;
    this.#socket.destroy();
  }

  /** Destroys the connection after so long; undefined takes the deadline away. */
  setDeadline(ms: number | undefined): void {
    clearTimeout(this.#deadline);
    this.#deadline = ms === undefined ? undefined : setTimeout(() => this.destroy('timeout'), ms);
  }

  #read(reader: FrameReader, chunk: Buffer, events: FramedSocketEvents): void {
    try {
      for (const payload of reader.push(chunk)) {
        if (this.#socket.destroyed) return;
        events.payload(payload);
      }
    } catch (error) {
      if (!(error instanceof FrameRefused)) throw error;
      this.destroy('oversize');
    }
  }
}
