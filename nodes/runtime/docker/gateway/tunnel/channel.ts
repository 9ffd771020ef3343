import type { Socket } from 'node:net';
import { frameKinds } from './frame.js';
import type { FrameWriter } from './frame-writer.js';

/** So much may be under way in one direction of a channel before its receiver has taken it off the tunnel. */
export const windowBytes = 262_144;

/**
 * One TCP connection carried through the tunnel: joins a local socket to the other end. A receiver that stalls holds
 * up its own channel alone: the sender stops at the end of the window, and the shared stream stays free.
 */
export class Channel {
  readonly #id: number;
  readonly #socket: Socket;
  readonly #wire: FrameWriter;
  #mayBeSent = windowBytes;
  #taken = 0;
  #finished = { here: false, there: false };

  constructor(id: number, socket: Socket, wire: FrameWriter, onClosed: () => void) {
    this.#id = id;
    this.#socket = socket;
    this.#wire = wire;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#forward(chunk));
    socket.on('end', () => {
      this.#finished.here = true;
      wire.send(frameKinds.end, id);
    });
    // The reason is of no use to the other end; 'close' follows, and resets the channel.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (!this.#finished.here || !this.#finished.there) wire.send(frameKinds.reset, id);
      onClosed();
    });
  }

  #forward(chunk: Buffer): void {
    this.#wire.send(frameKinds.bytes, this.#id, chunk);
    this.#mayBeSent -= chunk.length;
    if (this.#mayBeSent <= 0 || this.#wire.congested) this.#socket.pause();
  }

  /** Reads on from the local socket where window and shared stream permit it. */
  resume(): void {
    if (this.#mayBeSent > 0 && !this.#wire.congested && this.#socket.isPaused()) this.#socket.resume();
  }

  receive(piece: Buffer): void {
    this.#socket.write(piece, (error) => {
      if (!error) this.#took(piece.length);
    });
  }

  #took(bytes: number): void {
    this.#taken += bytes;
    if (this.#taken < windowBytes / 2 || this.#socket.destroyed) return;
    const payload = Buffer.allocUnsafe(4);
    payload.writeUInt32BE(this.#taken);
    this.#taken = 0;
    this.#wire.send(frameKinds.credit, this.#id, payload);
  }

  receiveCredit(payload: Buffer): void {
    this.#mayBeSent += payload.readUInt32BE(0);
    this.resume();
  }

  receiveEnd(): void {
    this.#finished.there = true;
    this.#socket.end();
  }

  /** The other end is gone: the local peer sees a reset, too. */
  reset(): void {
    this.#finished = { here: true, there: true };
    this.#socket.resetAndDestroy();
  }
}
