import { createSocket } from 'node:dgram';
import type { EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeProgram } from '../lines/node-program.js';
import type { CheckLimits } from './check-limits.js';
import { freePort } from './checked-cluster.js';
import { CheckedNode } from './checked-node.js';
import type { Rule } from './rule.js';

const holdMs = 700;
/** Not one of the cluster: it has a log of its own. */
const failedStartNode = 99;

/** What is tried around the start of a cluster: before it begins, and right after. */
export const startRules: readonly Rule[] = [
  {
    name: 'holds',
    onLinks: true,
    title: 'Before begin it sends nothing to anybody.',
    needs: 'hold',
    async check(cluster) {
      await sleep(holdMs);
      const early = [...cluster.relays].find(([, { connections }]) => connections > 0);
      if (early) return `link ${early[0]} was dialled before begin`;
      const sent = [...cluster.datagramLinks].find(([, { datagrams }]) => datagrams > 0);
      return sent && `a datagram was sent over link ${sent[0]} before begin`;
    },
  },
  {
    name: 'clock',
    title: 'Its clock is the one that it says, and runs like a clock.',
    async check(cluster) {
      for (const { problems } of cluster.nodes) {
        const about = problems.find((text) => text.includes('CLOCK_MONOTONIC'));
        if (about !== undefined) return about;
      }
      return undefined;
    },
  },
  {
    name: 'begins',
    title: 'It begins, and goes on running.',
    async check(cluster) {
      await cluster.begin();
      await sleep(holdMs);
      const ended = cluster.nodes.find(({ exit }) => exit !== undefined);
      return (
        ended && `n${ended.node} ended with ${ended.exit?.signal ?? `code ${ended.exit?.code}`} after begin`
      );
    },
  },
];

/** How a start fails that must fail, with processes of their own. */
export function failedStartRules(
  program: NodeProgram,
  directory: string,
  { exitMs }: CheckLimits,
): readonly (Pick<Rule, 'name' | 'title'> & { readonly check: () => Promise<string | undefined> })[] {
  const endsWith71 = (listen: string): Promise<string | undefined> =>
    exitCodeOf(program, directory, { listen, exitMs }, [71]);
  const sendsDatagrams = program.transport === 'udp';
  return [
    {
      name: 'refuses-nonsense',
      title:
        'An init that makes no sense ends it with code 2, or 71 where it finds that only when it listens.',
      check: async () => exitCodeOf(program, directory, { listen: 'nowhere', exitMs }, [2, 71]),
    },
    {
      name: 'says-port-taken',
      title: 'A listen address that is taken ends it with code 71.',
      // Who sends datagrams may listen for nothing else: then both ports of the number are taken.
      check: () => withPortTaken(sendsDatagrams, endsWith71),
    },
    ...(sendsDatagrams
      ? [
          {
            name: 'says-udp-port-taken',
            title: 'A UDP port that is taken ends it with code 71.',
            check: () => withUdpPortTaken(endsWith71),
          },
        ]
      : []),
  ];
}

type Use<T> = (address: string) => Promise<T>;

/** A number that somebody else takes between its being found and its use is tried again. */
const attempts = 10;

/** The TCP port is taken, and with `udp` the UDP port of that number, too. */
async function withPortTaken<T>(udp: boolean, use: Use<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const listener = createServer();
    const socket = createSocket('udp4');
    try {
      await opened(listener, () => listener.listen(port, '127.0.0.1'));
      if (udp) await opened(socket, () => socket.bind(port, '127.0.0.1'));
    } catch (error) {
      listener.close();
      socket.close();
      if (attempt === attempts) throw error;
      continue;
    }
    return use(`127.0.0.1:${port}`).finally(() => {
      listener.close();
      socket.close();
    });
  }
}

/** The UDP port is taken, and the TCP port of that number is not: a node that ends does so for the one alone. */
async function withUdpPortTaken<T>(use: Use<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const socket = createSocket('udp4');
    try {
      await opened(socket, () => socket.bind(port, '127.0.0.1'));
    } catch (error) {
      socket.close();
      if (attempt === attempts) throw error;
      continue;
    }
    return use(`127.0.0.1:${port}`).finally(() => socket.close());
  }
}

/** Rejects with what hindered it. */
function opened(part: EventEmitter, open: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    part.once('error', reject);
    part.once('listening', resolve);
    open();
  });
}

async function exitCodeOf(
  program: NodeProgram,
  directory: string,
  { listen, exitMs }: { readonly listen: string; readonly exitMs: number },
  expected: readonly number[],
): Promise<string | undefined> {
  const node = new CheckedNode(program, {
    node: failedStartNode,
    incarnation: 1,
    listen,
    peers: [],
    directory,
  });
  try {
    if (!(await node.exited(exitMs))) return `it still ran after ${exitMs / 1000} s`;
    const how = node.exit?.signal ?? node.exit?.code;
    return expected.some((code) => code === how)
      ? undefined
      : `it ended with ${node.exit?.signal ?? `code ${node.exit?.code}`}`;
  } finally {
    await node.kill();
  }
}
