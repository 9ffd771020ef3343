import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/** State of a listening socket in /proc/net/tcp (include/net/tcp_states.h). */
const listenState = '0A';

/** Ports of this host with a listener, as the kernel reports, and with UDP sockets where `udp` asks for them; undefined where there is no /proc/net. */
export async function listeningPorts(udp = false): Promise<ReadonlySet<number> | undefined> {
  try {
    const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'latin1')));
    const ports = new Set<number>();
    const names = udp ? ['udp', 'udp6'] : [];
    const datagrams = await Promise.all(names.map((name) => readFile(`/proc/net/${name}`, 'latin1')));
    for (const line of tables.join('\n').split('\n')) {
      const [, local, , state] = line.trim().split(/\s+/);
      if (state === listenState && local) ports.add(portOf(local));
    }
    for (const line of datagrams.join('\n').split('\n')) {
      const [, local] = line.trim().split(/\s+/);
      if (local?.includes(':')) ports.add(portOf(local));
    }
    return ports;
  } catch {
    // Not Linux, or a Linux without IPv6: then every port is tried.
    return undefined;
  }
}

const portOf = (local: string): number => Number.parseInt(local.slice(local.indexOf(':') + 1), 16);

/** The first of the ports that cannot be listened on, by trying. */
export async function firstTakenPort(host: string, ports: readonly number[]): Promise<number | undefined> {
  const taken = await Promise.all(
    ports.map(async (port) => ((await canListen(host, port)) ? undefined : port)),
  );
  return taken.find((port) => port !== undefined);
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port }, () => server.close(() => resolve(true)));
  });
}
