import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ephemeral range, where no outgoing connection of this machine can take one before the test does. */
const range = { low: 10_240, high: 32_767 };

/** Ports of loopback that nobody listened on a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = range.low + Math.floor(Math.random() * (range.high - range.low + 1));
    if (!ports.has(port) && (await isFree(port))) ports.add(port);
  }
  return [...ports];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  await once(server.close(), 'close');
  return true;
}
