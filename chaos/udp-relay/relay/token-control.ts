import { timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { endpointOf } from './direction.js';

/** A token is shorter, and who has none is not listened to for long. */
const longestTokenBytes = 256;
const tokenLimitMs = 5_000;

/** Serves those who say the token as their first line; whoever says anything else, or nothing, is hung up on. */
export function takeControl(
  listen: string,
  token: string,
  serve: (input: Readable, output: Writable) => void,
): Server {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => undefined);
    socket.setTimeout(tokenLimitMs, () => socket.destroy());
    admit(socket, token, () => {
      socket.setTimeout(0);
      serve(socket, socket);
    });
  });
  const { host, port } = endpointOf(listen);
  return server.listen(port, host);
}

function admit(socket: Socket, token: string, admitted: () => void): void {
  let said = Buffer.alloc(0);
  const hear = (piece: Buffer): void => {
    said = Buffer.concat([said, piece]);
    const end = said.indexOf(10);
    if (end < 0 && said.length <= longestTokenBytes) return;
    socket.off('data', hear);
    if (end < 0 || !isEqual(said.subarray(0, end), Buffer.from(token))) {
      socket.destroy();
      return;
    }
    socket.pause();
    socket.unshift(said.subarray(end + 1));
    admitted();
  };
  socket.on('data', hear);
}

const isEqual = (one: Buffer, other: Buffer): boolean =>
  other.length > 0 && one.length === other.length && timingSafeEqual(one, other);
