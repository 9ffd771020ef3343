import { connect, type Socket } from 'node:net';
import {
  PassThrough,
  type Transform,
  type TransformCallback,
  Transform as TransformStream,
} from 'node:stream';
import { TunnelListeners } from '../gateway/tunnel/listener.js';
import { Tunnel, type TunnelListener } from '../gateway/tunnel/tunnel.js';

export interface TunnelPair {
  readonly near: Tunnel;
  readonly far: Tunnel;
  readonly listeners: TunnelListeners;
}

/** Two ends of a tunnel joined by plain streams; the far end dials as the gateway does. */
export function tunnelPair(cutBytes?: number, near: TunnelListener = {}): TunnelPair {
  const there = carrier(cutBytes);
  const back = carrier(cutBytes);
  const nearEnd = new Tunnel(there, near);
  const farEnd = new Tunnel(back, { dial });
  there.on('data', (chunk: Buffer) => farEnd.receive(chunk));
  back.on('data', (chunk: Buffer) => nearEnd.receive(chunk));
  return { near: nearEnd, far: farEnd, listeners: new TunnelListeners(nearEnd) };
}

function dial(address: string): Socket {
  const [host, port] = address.split(':');
  return connect({ host: host ?? '', port: Number(port), allowHalfOpen: true });
}

/** Carries bytes in pieces of at most `cutBytes`. */
function carrier(cutBytes: number | undefined): PassThrough | Transform {
  if (cutBytes === undefined) return new PassThrough();
  return new TransformStream({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      for (let at = 0; at < chunk.length; at += cutBytes) this.push(chunk.subarray(at, at + cutBytes));
      done();
    },
  });
}
