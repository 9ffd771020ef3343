import autocannon, { type Client } from 'autocannon';
import { Lane } from './lane.js';

/** Enough that none is waited for while a node answers within milliseconds, at some thousand writes a second. */
const connectionsPerNode = 16;
/** Without an answer for so long the connection is given up. */
const timeoutSeconds = 10;
/** Longer than any load: the process is ended when its work is done. */
const foreverSeconds = 86_400;

/** The connections to some nodes, in their order. */
export interface Lanes {
  readonly all: readonly Lane[];
  close(): void;
}

/** Opens autocannon's connections to each of the targets (`host:port`). */
export function openLanes(targets: readonly string[]): Lanes {
  const lanes = new Map(targets.map((target) => [target, new Lane()]));
  const instance = autocannon(
    {
      // Several are taken, which the types do not say.
      url: targets.map((target) => `http://${target}`) as unknown as string,
      connections: targets.length * connectionsPerNode,
      duration: foreverSeconds,
      timeout: timeoutSeconds,
      setupClient: (client) => lanes.get(addressOf(client))?.add(client),
    },
    (error: unknown) => {
      if (error) throw error;
    },
  );
  return { all: [...lanes.values()], close: () => instance.stop() };
}

/** The target that autocannon gave this client. */
function addressOf(client: Client): string {
  const { hostname, port } = (client as Client & { opts: { hostname: string; port: string | number } }).opts;
  return `${hostname}:${port}`;
}
