import { createSocket, type Socket } from 'node:dgram';

/**
 * The UDP side of one directed link of a checked cluster, on the address that a node dials. What it receives goes on from the socket of the opposite
 * link, so that who answers to the source of a datagram stays on the links.
 */
export class DatagramLink {
  readonly #socket: Socket;
  readonly #target: readonly [host: string, port: number];
  #isCut = false;
  #opposite: DatagramLink | undefined;
  /** Datagrams that the node sent to it, and their bytes. */
  datagrams = 0;
  bytes = 0;

  private constructor(socket: Socket, target: string) {
    this.#socket = socket;
    this.#target = split(target);
    socket.on('message', (payload) => this.#carry(payload));
    socket.on('error', () => undefined);
  }

  /** At `address`, to `target` (both host:port). Rejects where the port is taken. */
  static open(address: string, target: string): Promise<DatagramLink> {
    const [host, port] = split(address);
    return new Promise((resolve, reject) => {
      const socket = createSocket('udp4');
      socket.once('error', reject);
      socket.bind(port, host, () => {
        socket.off('error', reject);
        resolve(new DatagramLink(socket, target));
      });
    });
  }

  /** Both directions of a link belong together. */
  static pair(one: DatagramLink, other: DatagramLink): void {
    one.#opposite = other;
    other.#opposite = one;
  }

  cut(isCut: boolean): void {
    this.#isCut = isCut;
  }

  close(): void {
    this.#socket.close();
  }

  #carry(payload: Buffer): void {
    this.datagrams += 1;
    this.bytes += payload.length;
    const [host, port] = this.#target;
    // What cannot be sent is lost, as datagrams are.
    if (this.#isCut || !this.#opposite) return;
    this.#opposite.#socket.send(payload, port, host, () => undefined);
  }
}

const split = (address: string): [host: string, port: number] => {
  const [host = '', port = ''] = address.split(':');
  return [host, Number(port)];
};
