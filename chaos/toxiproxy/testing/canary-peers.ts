import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { freePorts } from '../../../nodes/contract/testing/free-ports.js';
import type { NodeId } from '../../../nodes/protocol/types.js';
import { decodeMessage, encodeMessage } from '../../../nodes/protocol/wire/codec.js';
import { monotonicMs } from '../../../nodes/reference/clock.js';
import { Probes } from '../../../nodes/reference/probes.js';
import { frameOf } from '../../../nodes/reference/transport/frame.js';
import { FramedSocket } from '../../../nodes/reference/transport/framed-socket.js';
import type { Link } from '../../../nodes/runtime/cluster.js';
import { allLinks } from '../../../nodes/runtime/links.js';
import type { CanaryControl } from '../confirm/canaries.js';

/** Peers that do nothing but send and answer canaries, by the reference node's own code, over links to be proxied. */
export interface CanaryPeers {
  readonly links: readonly Link[];
  readonly control: (node: NodeId) => CanaryControl;
  stop(): Promise<void>;
}

const answeredWithinMs = 10_000;

export async function startCanaryPeers(count: number): Promise<CanaryPeers> {
  const nodes = Array.from({ length: count }, (_, node) => node);
  const ports = await freePorts(count * count);
  const listen = (from: NodeId, to: NodeId): number => ports[from * count + to] ?? 0;
  const probes = nodes.map((node) => {
    const peers = nodes.filter((peer) => peer !== node);
    return new Probes(
      node,
      new Map(peers.map((peer) => [peer, { host: '127.0.0.1', port: listen(node, peer) }])),
    );
  });
  const sockets = new Set<Socket>();
  const servers = await Promise.all(probes.map((own, self) => answering(self, own, sockets)));
  const listening = servers.map((server) => (server.address() as AddressInfo).port);
  const upstream = (to: NodeId): string => `127.0.0.1:${listening[to]}`;
  return {
    links: allLinks(nodes, (from, to) => `127.0.0.1:${listen(from, to)}`, upstream),
    control: (node) => controlOf(probes[node]),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function answering(self: NodeId, probes: Probes, sockets: Set<Socket>): Promise<Server> {
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    const framed = new FramedSocket(socket, () => 64, {
      payload: (payload) => {
        const decoded = decodeMessage(payload);
        if (!decoded.ok || decoded.message.kind !== 'probe') return;
        probes.note(decoded.from);
        const ack = { ...decoded.message, kind: 'probeAck', receivedMs: monotonicMs() } as const;
        framed.write(frameOf(encodeMessage(self, ack)));
      },
      closed: () => sockets.delete(socket),
    });
    framed.setDeadline(answeredWithinMs);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function controlOf(probes: Probes | undefined): CanaryControl {
  if (!probes) throw new Error('no such peer');
  return {
    probe: (peers, count, timeoutMs, concurrency = 8) =>
      probes.send({ peers: [...peers], count, timeoutMs, concurrency }),
    probesReceived: async () => new Map(probes.received().map(({ peer, count }) => [peer, count])),
  };
}
