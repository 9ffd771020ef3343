import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { Tunnel } from './tunnel.js';

/**
 * Gives addresses beyond the tunnel an address on this machine: one listener on loopback a target, so that every HTTP
 * client reaches it by an ordinary URL.
 */
export class TunnelListeners {
  readonly #tunnel: Tunnel;
  readonly #servers = new Map<string, Promise<Server>>();

  constructor(tunnel: Tunnel) {
    this.#tunnel = tunnel;
  }

  /** `host:port` beyond the tunnel → `127.0.0.1:port` here; the same again when asked again. */
  async localAddress(target: string): Promise<string> {
    let server = this.#servers.get(target);
    if (server === undefined) {
      server = this.#listen(target);
      this.#servers.set(target, server);
    }
    return `127.0.0.1:${((await server).address() as AddressInfo).port}`;
  }

  async #listen(target: string): Promise<Server> {
    const options = { allowHalfOpen: true, noDelay: true };
    const server = createServer(options, (socket) => this.#tunnel.open(target, socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }

  /** Accepts nothing any more, and resets what is open. */
  async close(): Promise<void> {
    for (const server of await Promise.all(this.#servers.values())) server.close();
    this.#tunnel.close();
  }
}
