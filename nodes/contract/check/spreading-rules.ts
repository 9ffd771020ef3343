import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckedCluster } from './checked-cluster.js';
import { within } from './checked-node.js';
import type { Rule } from './rule.js';

const answerLimitMs = 1_000;
/** Updates of the first round. */
const rounds = 3;

const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** What nodes do with updates while everything is sound; in this order. */
export const spreadingRules: readonly Rule[] = [
  {
    name: 'spreads',
    title: 'Every accepted update is received at every other node.',
    async check(cluster) {
      for (let round = 0; round < rounds; round += 1) {
        for (const { node } of cluster.nodes) {
          const update = await cluster.write(node, `k${node}-${round}`, `value ${round}`);
          if (await cluster.arrived(update, cluster.limits.spreadMs)) continue;
          const missing = cluster.nodes.filter((one) => one.node !== node && !one.received.includes(update));
          return `${update}, accepted by n${node}, did not arrive at ${missing.map((one) => `n${one.node}`).join(', ')} within ${cluster.limits.spreadMs / 1_000} s`;
        }
      }
      return undefined;
    },
  },
  {
    name: 'sends-datagrams',
    onLinks: true,
    title: 'It gossips in datagrams, and says so in its traits.',
    applies: (cluster) => cluster.sendsDatagrams,
    async check(cluster) {
      if (cluster.carriedDatagrams === 0)
        return 'its manifest says transport: udp, and no datagram went over any link';
      const { transport } = (await cluster.nodes[0]!.control.describe()).traits;
      return transport === 'udp' ? undefined : `its trait transport is ${transport ?? 'absent'}, not udp`;
    },
  },
  {
    name: 'answers-in-time',
    title: 'A write is answered within a second, with a time between its sending and its answer.',
    async check(cluster) {
      const sentMs = nowMs();
      const { tMs } = await cluster.nodes[0]!.control.write({ key: 'timed', value: Buffer.from('x') });
      const answeredMs = nowMs();
      if (answeredMs - sentMs > answerLimitMs)
        return `the answer took ${(answeredMs - sentMs).toFixed(0)} ms`;
      const { clockUncertaintyMs } = await cluster.nodes[0]!.control.describe();
      const slackMs = 2 + clockUncertaintyMs;
      return tMs < sentMs - slackMs || tMs > answeredMs + slackMs
        ? `written says ${tMs.toFixed(1)} ms, but it was sent at ${sentMs.toFixed(1)} and answered at ${answeredMs.toFixed(1)}`
        : undefined;
    },
  },
  {
    name: 'received-once',
    title: 'received is said once for each update, and never for a write of its own.',
    async check(cluster) {
      for (const { node, received } of cluster.nodes) {
        const twice = received.find((update, at) => received.indexOf(update) !== at);
        if (twice !== undefined) return `n${node} received ${twice} twice`;
        const own = received.find((update) => update.startsWith(`${node}.`));
        if (own !== undefined) return `n${node} received ${own}, which was written to it`;
      }
      return undefined;
    },
  },
  {
    name: 'received-known',
    title: 'Nothing is received that nobody wrote.',
    async check(cluster) {
      const written = new Set(
        cluster.nodes.flatMap(({ lines }) =>
          lines.flatMap((line) => (line.type === 'written' ? [line.update] : [])),
        ),
      );
      for (const { node, received } of cluster.nodes) {
        const unknown = received.find((update) => !written.has(update));
        if (unknown !== undefined) return `n${node} received ${unknown}, which no node wrote`;
      }
      return undefined;
    },
  },
  {
    name: 'times',
    title: 'Times of receipts lie between the write and the moment at which they are read.',
    async check(cluster) {
      const writtenMs = new Map<string, number>();
      const batches = await Promise.all(
        cluster.nodes.map(async ({ node, control }) => ({
          node,
          events: (await control.journal(1)).events,
          ...(await control.describe()),
        })),
      );
      for (const { events } of batches) {
        for (const event of events) if (event.type === 'write') writtenMs.set(event.update, event.tMs);
      }
      for (const { node, events, clockUncertaintyMs } of batches) {
        for (const event of events) {
          if (event.type !== 'receive') continue;
          const fromMs = (writtenMs.get(event.update) ?? 0) - 2 - 2 * clockUncertaintyMs;
          if (event.tMs < fromMs)
            return `n${node} received ${event.update} ${(fromMs - event.tMs).toFixed(1)} ms before it was written`;
          if (event.tMs > nowMs() + 2 + 2 * clockUncertaintyMs)
            return `n${node} received ${event.update} in the future`;
        }
      }
      return undefined;
    },
  },
  {
    name: 'from',
    title: 'The sender of a receipt is a peer that had the update by then.',
    needs: 'from',
    async check(cluster) {
      for (const { node, lines } of cluster.nodes) {
        for (const line of lines) {
          if (line.type !== 'received') continue;
          const { update, from } = line;
          if (from === undefined) return `n${node} names no sender of ${update}`;
          const sender = cluster.nodes.find((one) => one.node === from);
          if (!sender || from === node)
            return `n${node} received ${update} from n${from}, which is no peer of it`;
          const has = update.startsWith(`${from}.`) || sender.received.includes(update);
          if (!has) return `n${node} received ${update} from n${from}, which never had it`;
        }
      }
      return undefined;
    },
  },
  {
    name: 'hops',
    title: 'The first receipt after the origin has one hop, and no other has fewer.',
    needs: 'hops',
    async check(cluster) {
      const all = cluster.nodes.flatMap(({ node, lines }) =>
        lines.flatMap((line) => (line.type === 'received' ? [{ node, ...line }] : [])),
      );
      const absent = all.find(({ hops }) => hops === undefined);
      if (absent) return `n${absent.node} reports no hops of ${absent.update}`;
      for (const update of new Set(all.map((one) => one.update))) {
        const hops = all.filter((one) => one.update === update).map((one) => one.hops ?? 0);
        if (Math.min(...hops) !== 1)
          return `no receipt of ${update} has one hop, so nobody got it from its origin`;
      }
      const wrong = all.find(
        ({ update, from, hops }) => from !== undefined && update.startsWith(`${from}.`) && hops !== 1,
      );
      return wrong && `n${wrong.node} received ${wrong.update} from its origin over ${wrong.hops} hops`;
    },
  },
  {
    name: 'views-agree',
    title: 'Nodes that hold the same have the same digest, and a write changes it.',
    needs: 'views',
    async check(cluster) {
      const before = await equalViews(cluster);
      if (typeof before === 'string') return before;
      const update = await cluster.write(1, 'k1-0', 'a newer value');
      if (!(await cluster.arrived(update, cluster.limits.spreadMs))) return `${update} did not arrive`;
      const after = await equalViews(cluster);
      if (typeof after === 'string') return after;
      if (after.digest === before.digest)
        return 'a newer value of a key left the digest as it was: the older write won, or the digest leaves values out';
      return after.entries === before.entries
        ? undefined
        : `a newer value of a key changed the number of entries from ${before.entries} to ${after.entries}`;
    },
  },
  {
    name: 'deletes',
    title: 'A deletion spreads as a write does.',
    needs: 'deletes',
    async check(cluster) {
      const { update } = await cluster.nodes[2]!.control.write({ key: 'k2-0', delete: true });
      return (await cluster.arrived(update, cluster.limits.spreadMs))
        ? undefined
        : `${update} did not arrive`;
    },
  },
  {
    name: 'joined',
    title: 'Every node reports that each peer joined, and counts it as alive.',
    needs: 'members',
    async check(cluster) {
      const missing = (): string | undefined => {
        for (const { node, lines } of cluster.nodes) {
          for (const peer of cluster.nodes) {
            const isSeen = lines.some(
              (line) => line.type === 'member' && line.change === 'joined' && line.node === peer.node,
            );
            if (peer.node !== node && !isSeen) return `n${node} never reported that n${peer.node} joined`;
          }
        }
        return undefined;
      };
      if (!(await within(cluster.limits.spreadMs, () => missing() === undefined))) return missing();
      for (const { node, control } of cluster.nodes) {
        const members = await control.members();
        const absent = cluster.nodes.find(
          (peer) =>
            peer.node !== node && !members.some(({ id, status }) => id === peer.node && status === 'alive'),
        );
        if (absent) return `n${node} does not list n${absent.node} as alive`;
      }
      return undefined;
    },
  },
  {
    name: 'counters',
    onLinks: true,
    title: 'Bytes sent are what the links carried, within a fifth, and counters never fall.',
    needs: 'counters',
    async check(cluster) {
      const counted = async () => {
        const all = await Promise.all(cluster.nodes.map(({ control }) => control.counters()));
        return all.some(({ bytesSent }) => bytesSent === undefined)
          ? undefined
          : all.reduce((sum, { bytesSent = 0 }) => sum + bytesSent, 0);
      };
      const [first, bytes] = [await counted(), cluster.carriedBytes];
      if (first === undefined) return undefined;
      for (let write = 0; write < 20; write += 1)
        await cluster.write(write % 3, `counted-${write}`, 'v'.repeat(200));
      await sleep(2_000);
      const [last, bytesNow] = [await counted(), cluster.carriedBytes];
      if (last === undefined || last < first) return `bytes sent fell from ${first} to ${last}`;
      // The relays count the ways of the dialling nodes; answers come on top of them.
      const [grown, seen] = [last - first, bytesNow - bytes];
      return grown < 0.8 * seen
        ? `nodes counted ${grown} bytes while the links carried ${seen} of what they sent`
        : undefined;
    },
  },
];

async function equalViews(cluster: CheckedCluster): Promise<{ entries: number; digest: string } | string> {
  let views: { entries: number; digest: string }[] = [];
  const isEqual = await within(cluster.limits.spreadMs, async () => {
    views = await Promise.all(cluster.nodes.map(({ control }) => control.viewSummary()));
    return new Set(views.map(({ digest }) => digest)).size === 1;
  });
  return isEqual
    ? views[0]!
    : `digests differ although everything arrived: ${views.map(({ digest }) => digest).join(', ')}`;
}
