import type { RemoteInfo, Socket } from 'node:dgram';
import type { Link } from '../../../nodes/runtime/cluster.js';
import { allLinks } from '../../../nodes/runtime/links.js';
import { boundSocket, closed } from '../../../nodes/udp-socket.js';

export interface Heard {
  readonly text: string;
  readonly from: string;
}

/** Peers that are a UDP socket each, and the links between them, whose ports are free. */
export interface DatagramNodes {
  readonly links: readonly Link[];
  /** What each node has heard, in order. */
  readonly heard: readonly (readonly Heard[])[];
  /** From a node over its link. */
  send(from: number, to: number, payload: string | Buffer): void;
  /** To the source of a datagram, as programs do that know no other address. */
  answer(from: number, to: Heard, payload: string): void;
  link(from: number, to: number): Link;
  stop(): Promise<void>;
}

export async function startDatagramNodes(count: number): Promise<DatagramNodes> {
  const sockets = await Promise.all(
    Array.from({ length: count }, () => boundSocket({ host: '127.0.0.1', port: 0 })),
  );
  const heard: Heard[][] = sockets.map(() => []);
  sockets.forEach((socket, node) => {
    socket.on('message', (payload, from) =>
      heard[node]!.push({ text: payload.toString('latin1'), from: addressOf(from) }),
    );
    socket.on('error', () => undefined);
  });
  const free = await freeUdpPorts(count * count);
  const nodes = sockets.map((_, node) => node);
  const links = allLinks(
    nodes,
    (from, to) => `127.0.0.1:${free[from * count + to]}`,
    (to) => addressOf(sockets[to]!.address()),
  );
  const link = (from: number, to: number): Link =>
    links.find((one) => one.from === from && one.to === to) ?? links[0]!;
  return {
    links,
    heard,
    link,
    send: (from, to, payload) => sendTo(sockets[from]!, link(from, to).listen, payload),
    answer: (from, to, payload) => sendTo(sockets[from]!, to.from, payload),
    stop: async () => void (await Promise.all(sockets.map(closed))),
  };
}

async function freeUdpPorts(count: number): Promise<number[]> {
  const sockets = await Promise.all(
    Array.from({ length: count }, () => boundSocket({ host: '127.0.0.1', port: 0 })),
  );
  const ports = sockets.map((socket) => socket.address().port);
  await Promise.all(sockets.map(closed));
  return ports;
}

const addressOf = ({ address, port }: Pick<RemoteInfo, 'address' | 'port'>): string => `${address}:${port}`;

function sendTo(socket: Socket, address: string, payload: string | Buffer): void {
  const [host, port] = address.split(':');
  socket.send(payload, Number(port), host);
}
