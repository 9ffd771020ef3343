import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckedCluster } from './checked-cluster.js';
import { within } from './checked-node.js';
import type { Rule } from './rule.js';

/** So long nothing may arrive over links that are cut, ms. */
const silenceMs = 2_500;
const endLimitMs = 3_000;

const isUp = (cluster: CheckedCluster): string | undefined => {
  const ended = cluster.nodes.find(({ exit }) => exit !== undefined);
  return (
    ended &&
    `n${ended.node} ended with ${ended.exit?.signal ?? `code ${ended.exit?.code}`}${ended.log === '' ? '' : `: ${ended.log}`}`
  );
};

/** What nodes do when something is wrong; in this order, the last ones end them. */
export const troubleRules: readonly Rule[] = [
  {
    name: 'ignores-unknown',
    title: 'Unknown lines and fields are passed over.',
    async check(cluster) {
      // Their init had a field of a later version, too.
      cluster.nodes[0]!.say('{"type":"of-a-later-version","field":1}');
      const update = await cluster.write(0, 'after-unknown', 'x');
      return (
        isUp(cluster) ??
        ((await cluster.arrived(update, cluster.limits.spreadMs)) ? undefined : `${update} did not arrive`)
      );
    },
  },
  {
    name: 'survives-garbage',
    title: 'Bytes on the gossip port that are no gossip end nobody.',
    async check(cluster) {
      for (const bytes of [
        Buffer.alloc(4_096, 0xff),
        Buffer.from('GET / HTTP/1.1\r\n\r\n'),
        Buffer.alloc(64),
      ]) {
        await send(cluster.nodes[0]!.listen, bytes);
        if (cluster.sendsDatagrams) await sendDatagram(cluster.nodes[0]!.listen, bytes);
      }
      await sleep(500);
      const ended = isUp(cluster);
      if (ended !== undefined) return ended;
      const update = await cluster.write(1, 'after-garbage', 'x');
      return (await cluster.arrived(update, cluster.limits.spreadMs))
        ? undefined
        : `${update} did not arrive after garbage on the port of n0`;
    },
  },
  {
    name: 'stays-on-links',
    onLinks: true,
    title: 'With every link cut nothing arrives.',
    async check(cluster) {
      cluster.cut(true);
      try {
        // Who needs the others for a write refuses it, or cannot answer.
        const update = await cluster.write(0, 'cut', 'x').catch(() => undefined);
        await sleep(silenceMs);
        if (update === undefined) return undefined;
        const leak = cluster.nodes.find(({ node, received }) => node !== 0 && received.includes(update));
        return (
          leak &&
          `n${leak.node} received ${update} although every link was cut: somebody dials past its links`
        );
      } finally {
        cluster.cut(false);
      }
    },
  },
  {
    name: 'repairs',
    onLinks: true,
    title: 'What was written while the links were cut arrives within the time that the node promises.',
    async check(cluster) {
      const { traits } = await cluster.nodes[0]!.control.describe();
      const { repairWithinMs } = traits;
      const cut = cluster.nodes[0]!.lines.filter((line) => line.type === 'written').at(-1);
      if (repairWithinMs === undefined || cut === undefined) return undefined;
      const limitMs = repairWithinMs + cluster.limits.spreadMs;
      return (await cluster.arrived(cut.update, limitMs))
        ? undefined
        : `${cut.update} did not arrive within ${(limitMs / 1000).toFixed(0)} s after the links came back`;
    },
  },
  {
    name: 'restarts',
    title: 'A node that was killed takes part again in its next incarnation.',
    async check(cluster) {
      const again = await cluster.restart(1);
      const { repairWithinMs = 0 } = (await again.control.describe()).traits;
      const limitMs = cluster.limits.spreadMs + repairWithinMs;
      // The others may have to notice first: what is tried is whether it works in the end.
      const isBack = await within(limitMs, async () => {
        const update = await cluster.write(0, 'to the restarted', 'x');
        return cluster.arrived(update, 2_000);
      });
      if (!isBack) return `n1 received nothing in its incarnation 2 within ${(limitMs / 1000).toFixed(0)} s`;
      const answers = await within(limitMs, async () => {
        const update = await cluster.write(1, 'from the restarted', 'x');
        return cluster.arrived(update, 2_000);
      });
      if (!answers) return 'nobody received what n1 accepted in its incarnation 2';
      const stale = again.lines.find((line) => line.type === 'written' && !line.update.startsWith('1.2.'));
      return stale && 'it answered with names of its earlier incarnation';
    },
  },
  {
    name: 'form',
    title: 'stdout has nothing but lines of the contract.',
    check: async (cluster) => cluster.problems[0],
  },
  {
    name: 'leaves',
    title: 'It leaves when it is asked to, and exits with 0 within 3 s.',
    needs: 'leave',
    async check(cluster) {
      const leaver = cluster.nodes[1]!;
      await leaver.control.leave();
      if (!(await leaver.exited(endLimitMs))) return 'it still ran after 3 s';
      return leaver.exit?.code === 0
        ? undefined
        : `it ended with ${leaver.exit?.signal ?? `code ${leaver.exit?.code}`}`;
    },
  },
  {
    name: 'ends-with-stdin',
    title: 'It ends within 3 s when its stdin ends.',
    async check(cluster) {
      const node = cluster.nodes[2]!;
      node.endInput();
      if (!(await node.exited(endLimitMs))) return 'it still ran 3 s after its stdin had ended';
      return node.exit?.code === 0
        ? undefined
        : `it ended with ${node.exit?.signal ?? `code ${node.exit?.code}`}`;
    },
  },
  {
    name: 'leaves-nothing',
    title: 'What it starts ends with it (seen on Linux).',
    async check(cluster) {
      await Promise.all(cluster.nodes.map((node) => node.kill()));
      const [stray] = cluster.strays;
      return stray && `it left a process in a session of its own: ${stray.command} (process ${stray.pid})`;
    },
  },
];

function sendDatagram(address: string, bytes: Buffer): Promise<void> {
  const [host = '', port = ''] = address.split(':');
  const socket = createSocket('udp4');
  return new Promise((resolve) =>
    socket.send(bytes, Number(port), host, () => {
      socket.close();
      resolve();
    }),
  );
}

/** Sends bytes and hangs up; a refusal is fine, too. */
function send(address: string, bytes: Buffer): Promise<void> {
  const [host = '', port = ''] = address.split(':');
  return new Promise((resolve) => {
    const socket = connect(Number(port), host, () => socket.end(bytes));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.resume();
  });
}
