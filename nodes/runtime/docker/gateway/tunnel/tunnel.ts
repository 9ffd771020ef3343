import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { Channel } from './channel.js';
import { type FrameKind, frameKinds } from './frame.js';
import { FrameReader } from './frame-reader.js';
import { FrameWriter } from './frame-writer.js';

export interface TunnelListener {
  /** The other end asks for a connection to `address` (`host:port`); it may still be connecting when returned. */
  readonly dial?: (address: string) => Socket;
  readonly onNotice?: (json: string) => void;
}

/**
 * One end of the control tunnel: many TCP connections over one stream. The owner feeds `receive` with what arrives
 * from the other end; sockets must be half-open capable (`allowHalfOpen`).
 */
export class Tunnel {
  readonly #wire: FrameWriter;
  readonly #reader: FrameReader;
  readonly #listener: TunnelListener;
  readonly #channels = new Map<number, Channel>();
  #lastChannel = 0;

  constructor(output: Writable, listener: TunnelListener = {}) {
    this.#listener = listener;
    this.#wire = new FrameWriter(output, () => {
      for (const channel of this.#channels.values()) channel.resume();
    });
    this.#reader = new FrameReader((kind, channel, payload) => this.#handle(kind, channel, payload));
  }

  /** @throws Error where the stream is out of step. */
  receive(chunk: Buffer): void {
    this.#reader.push(chunk);
  }

  /** Joins `socket` to a connection that the other end makes to `address`. Only one end of a tunnel opens. */
  open(address: string, socket: Socket): void {
    this.#lastChannel += 1;
    this.#wire.send(frameKinds.open, this.#lastChannel, Buffer.from(address));
    this.#join(this.#lastChannel, socket);
  }

  notify(notice: object): void {
    this.#wire.send(frameKinds.notice, 0, Buffer.from(JSON.stringify(notice)));
  }

  /** Resets every connection; for when the other end is gone. */
  close(): void {
    for (const channel of this.#channels.values()) channel.reset();
    this.#channels.clear();
  }

  #join(id: number, socket: Socket): void {
    this.#channels.set(id, new Channel(id, socket, this.#wire, () => this.#channels.delete(id)));
  }

  #handle(kind: FrameKind, id: number, payload: Buffer): void {
    if (kind === frameKinds.open) {
      if (this.#listener.dial) this.#join(id, this.#listener.dial(payload.toString()));
      return;
    }
    if (kind === frameKinds.notice) {
      this.#listener.onNotice?.(payload.toString());
      return;
    }
    // A channel that this end has closed already: the rest of what was under way is of no interest.
    const channel = this.#channels.get(id);
    if (channel === undefined) return;
    if (kind === frameKinds.bytes) channel.receive(payload);
    else if (kind === frameKinds.credit) channel.receiveCredit(payload);
    else if (kind === frameKinds.end) channel.receiveEnd();
    else channel.reset();
  }
}
