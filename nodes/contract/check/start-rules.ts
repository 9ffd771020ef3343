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
    title: 'Before begin it sends nothing to anybody.',
    needs: 'hold',
    async check(cluster) {
      await sleep(holdMs);
      const early = [...cluster.relays].find(([, { connections }]) => connections > 0);
      return early && `link ${early[0]} was dialled before begin`;
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
export const failedStartRules = (program: NodeProgram, directory: string, { exitMs }: CheckLimits) =>
  [
    {
      name: 'refuses-nonsense',
      title:
        'An init that makes no sense ends it with code 2, or 71 where it finds that only when it listens.',
      check: async () => exitCodeOf(program, directory, { listen: 'nowhere', exitMs }, [2, 71]),
    },
    {
      name: 'says-port-taken',
      title: 'A listen address that is taken ends it with code 71.',
      async check() {
        const port = await freePort();
        const taken = createServer();
        await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
        try {
          return await exitCodeOf(program, directory, { listen: `127.0.0.1:${port}`, exitMs }, [71]);
        } finally {
          taken.close();
        }
      },
    },
  ] as const;

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
