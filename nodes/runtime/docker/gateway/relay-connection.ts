import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RelayDoor, RelayLines, relayLost } from '../../relay-door.js';

const limitMs = 30_000;
const askAgainMs = 50;

/** The control of the relays, which are about to start, at an address of this machine. @throws CodedError RELAY_LOST; the signal's reason */
export async function connectRelay(
  address: string,
  token: string,
  signal: AbortSignal,
): Promise<{ readonly door: RelayDoor; close(): void }> {
  const deadlineMs = performance.now() + limitMs;
  for (;;) {
    signal.throwIfAborted();
    const { door, socket } = opened(address, token);
    try {
      await door.ask({ ask: 'read' });
      return { door, close: () => void socket.destroy() };
    } catch (error) {
      // It does not listen yet.
      socket.destroy();
      if (performance.now() > deadlineMs)
        throw relayLost(`no answer from the gateway: ${(error as Error).message}`);
    }
    await sleep(askAgainMs);
  }
}

/** The first line is the token: nobody else is obeyed. */
function opened(address: string, token: string): { readonly door: RelayLines; readonly socket: Socket } {
  const [host = '', port = ''] = address.split(':');
  const socket = connect({ host, port: Number(port), noDelay: true });
  const door = new RelayLines((line) => void socket.write(`${line}\n`));
  socket.write(`${token}\n`);
  const lines = createInterface({ input: socket });
  lines.on('line', (line) => door.take(line));
  // What went wrong is told with the end. The reader of lines passes it on.
  for (const part of [socket, lines]) part.on('error', () => undefined);
  socket.on('close', () => door.end('the connection to them is closed'));
  return { door, socket };
}
