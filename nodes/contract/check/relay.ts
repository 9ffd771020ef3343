import { connect, createServer, type Server, type Socket } from 'node:net';

/** One directed link of a checked cluster: what a node dials, carried to its peer; it can be cut, and counts. */
export class Relay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  /** Connections that the node opened, and bytes that it sent over them. */
  connections = 0;
  bytes = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** On a free port of loopback, to `target` (host:port). */
  static open(target: string): Promise<{ relay: Relay; address: string }> {
    const [host = '', port = ''] = target.split(':');
    return new Promise((resolve, reject) => {
      const server = createServer((from) => relay.#carry(from, host, Number(port)));
      const relay = new Relay(server);
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const { port: own } = server.address() as { port: number };
        resolve({ relay, address: `127.0.0.1:${own}` });
      });
    });
  }

  cut(isCut: boolean): void {
    this.#isCut = isCut;
    if (isCut) for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.cut(true);
    this.#server.close();
  }

  #carry(from: Socket, host: string, port: number): void {
    this.connections += 1;
    if (this.#isCut) {
      from.destroy();
      return;
    }
    const to = connect(port, host);
    for (const [socket, other] of [
      [from, to],
      [to, from],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    from.on('data', (chunk) => {
      this.bytes += chunk.length;
    });
    from.pipe(to);
    to.pipe(from);
  }
}
