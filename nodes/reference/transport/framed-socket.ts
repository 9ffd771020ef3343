import { connect, Socket } from 'node:net';
import type { Address } from './address.js';
import { FrameReader, FrameRefused } from './frame.js';

export type CloseReason = 'timeout' | 'refused' | 'reset' | 'oversize' | 'ended';

export interface FramedSocketEvents {
  payload(payload: Buffer): void;
  /** Called once, last. */
  closed(reason: CloseReason): void;
}

/** A TCP connection as frames: it survives whatever the other side does, and reports in one word how it ended. */
export class FramedSocket {
  readonly #socket: Socket;
  #reason: CloseReason = 'ended';
  #deadline: NodeJS.Timeout | undefined;

  /** An accepted socket, or the address to which one is opened. */
  constructor(given: Socket | Address, maxFrameBytes: () => number, events: FramedSocketEvents) {
    const reader = new FrameReader(maxFrameBytes);
    const read = (chunk: Buffer) => this.#read(reader, chunk, events);
    const socket = given instanceof Socket ? given.on('data', read) : dial(given, read);
    this.#socket = socket;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (this.#reason === 'ended') this.#reason = error.code === 'ECONNREFUSED' ? 'refused' : 'reset';
    });
    socket.on('end', () => this.destroy('ended'));
    socket.on('close', () => {
      this.setDeadline(undefined);
      events.closed(this.#reason);
    });
  }

  /** Calls back when the connection stands. */
  onConnect(connected: () => void): void {
    this.#socket.once('connect', connected);
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
      reader.push(chunk, (payload) => {
        if (!this.#socket.destroyed) events.payload(payload);
      });
    } catch (error) {
      if (!(error instanceof FrameRefused)) throw error;
      this.destroy('oversize');
    }
  }
}

/** All connections that this process opens read into it: what comes is dealt with before the next read. */
const readBuffer = Buffer.allocUnsafeSlow(65_536);

function dial(address: Address, read: (chunk: Buffer) => void): Socket {
  return connect({
    ...address,
    noDelay: true,
    // Spares the stream machinery, and a fresh buffer of 64 KiB for each read.
    onread: {
      buffer: readBuffer,
      callback: (bytes) => {
        read(readBuffer.subarray(0, bytes));
        return true;
      },
    },
  });
}
