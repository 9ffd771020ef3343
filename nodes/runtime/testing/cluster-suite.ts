import { beforeEach, describe, expect, test } from 'vitest';
import type { NodeEvent } from '../../contract/events.js';
import type { MemberStatus, NodeId } from '../../protocol/types.js';
import type { Clock } from '../clock.js';
import type { ClusterLoss, RunningCluster } from '../cluster.js';

/** A cluster of three nodes with sound links and the failure detector swim, just started; who starts it also stops it. */
export interface StartedCluster {
  readonly cluster: RunningCluster;
  /** Of the runtime that it lives in. */
  readonly clock: Clock;
}

const limitMs = 120_000;
const value = new TextEncoder().encode('value');

/**
 * What the harness relies on in every cluster, whatever its nodes are made of: processes, containers, or objects in virtual time. Each
 * wait is on the cluster's own clock. A simulation is held to the same, but for what it cannot have, which is named at the end.
 */
export function describeCluster(name: string, start: () => Promise<StartedCluster>): void {
  describe(`${name} is a cluster as the harness knows it`, () => {
    let cluster: RunningCluster;
    let clock: Clock;
    let losses: ClusterLoss[];
    beforeEach(async () => {
      ({ cluster, clock } = await start());
      losses = [];
      cluster.onLoss((loss) => losses.push(loss));
    });

    /** Waits until it holds, on the cluster's clock. */
    async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
      const endMs = clock.nowMs() + limitMs;
      while (!(await holds())) {
        if (clock.nowMs() > endMs) throw new Error(`not within ${limitMs} ms: ${what}`);
        await clock.sleep(20);
      }
    }

    const seen = (observer: NodeId, node: NodeId, status: MemberStatus): Promise<void> =>
      until(`n${observer} sees n${node} ${status}`, async () => {
        const members = await cluster.control(observer).members();
        return members.some((member) => member.id === node && member.status === status);
      });

    async function allAlive(): Promise<void> {
      for (const observer of cluster.nodeIds)
        for (const node of cluster.nodeIds) await seen(observer, node, 'alive');
    }

    const holds = (node: NodeId, entries: number): Promise<void> =>
      until(
        `n${node} holds ${entries}`,
        async () => (await cluster.control(node).viewSummary()).entries === entries,
      );

    test('its nodes are up in their first life, on clocks that go forward, and know each other', async () => {
      expect(cluster.nodeIds).toEqual([0, 1, 2]);
      await allAlive();
      for (const node of cluster.nodeIds) {
        const { nodeId, incarnation, nowMs } = await cluster.control(node).health();
        expect({ nodeId, incarnation }).toEqual({ nodeId: node, incarnation: 1 });
        await clock.sleep(5);
        expect((await cluster.control(node).health()).nowMs).toBeGreaterThan(nowMs);
      }
      expect(losses).toEqual([]);
    });

    test('a write reaches every node once, and the views are equal', async () => {
      await allAlive();
      const { update, tMs } = await cluster.control(0).write({ key: 'k', value });
      for (const node of cluster.nodeIds) await holds(node, 1);
      for (const node of [1, 2]) {
        const { events, lost } = await cluster.control(node).journal(1);
        const receipts = events.filter((event) => event.type === 'receive' && event.update === update);
        expect(receipts).toHaveLength(1);
        expect((receipts[0] as NodeEvent).tMs).toBeGreaterThan(tMs);
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
        expect(lost).toBe(0);
      }
      const views = await Promise.all(cluster.nodeIds.map((node) => cluster.control(node).view()));
      expect(views).toEqual(
        views.map(() => [
          { key: 'k', update, clock: expect.any(Number), value: Buffer.from(value).toString('base64') },
        ]),
      );
      const digests = await Promise.all(cluster.nodeIds.map((node) => cluster.control(node).viewSummary()));
      expect(new Set(digests.map(({ digest }) => digest)).size).toBe(1);
    });

    test('messages and bytes are counted where they are sent and where they arrive', async () => {
      await allAlive();
      for (const node of cluster.nodeIds) {
        const counters = await cluster.control(node).counters();
        expect(counters.messagesSent).toBeGreaterThan(0);
        expect(counters.messagesReceived).toBeGreaterThan(0);
        // Each has four bytes of framing, and a body.
        expect(counters.bytesSent).toBeGreaterThan(4 * counters.messagesSent!);
      }
    });

    test('a node that is killed is unreachable, comes back in a next life, and is filled by the others', async () => {
      await allAlive();
      await cluster.control(0).write({ key: 'k', value });
      await holds(2, 1);
      await cluster.lifecycle.kill(2);
      await expect(cluster.control(2).health()).rejects.toMatchObject({ code: 'NODE_UNREACHABLE' });
      await cluster.lifecycle.restart(2);
      expect(await cluster.control(2).health()).toMatchObject({ nodeId: 2, incarnation: 2 });
      await holds(2, 1);
      expect(losses).toEqual([]);
    });

    test('a node that is stopped leaves, and its restart is a next life', async () => {
      await allAlive();
      await cluster.lifecycle.stop(1);
      await seen(0, 1, 'left');
      await cluster.lifecycle.restart(1);
      expect(await cluster.control(1).health()).toMatchObject({ nodeId: 1, incarnation: 2 });
      await seen(0, 1, 'alive');
      expect(losses).toEqual([]);
    });

    test('a node that is asked to leave leaves', async () => {
      await allAlive();
      await cluster.control(2).leave();
      await seen(0, 2, 'left');
      // Whether a process that ended thus is told as a loss is a matter of when: the harness does not ask nodes to leave so.
    });

    test('a node that is paused answers nobody, and goes on in the same life when it is resumed', async () => {
      await allAlive();
      await cluster.lifecycle.pause(1);
      let hasAnswered = false;
      const health = cluster.control(1).health();
      void health.then(
        () => {
          hasAnswered = true;
        },
        () => undefined,
      );
      await cluster.control(0).write({ key: 'k', value });
      await holds(2, 1);
      await clock.sleep(300);
      expect(hasAnswered).toBe(false);
      await cluster.lifecycle.resume(1);
      expect(await health).toMatchObject({ nodeId: 1, incarnation: 1 });
      await holds(1, 1);
    });

    test('canaries are answered over the links, and counted by sender where they arrive', async () => {
      const probes = await cluster.control(0).probe([1, 2], 3, 5_000);
      expect(probes.map(({ peer }) => peer).sort()).toEqual([1, 1, 1, 2, 2, 2]);
      for (const { sentMs, receivedMs, answeredMs, error } of probes) {
        expect(error).toBeUndefined();
        expect(receivedMs).toBeGreaterThan(sentMs);
        expect(answeredMs).toBeGreaterThan(receivedMs ?? Number.POSITIVE_INFINITY);
      }
      for (const node of [1, 2]) expect((await cluster.control(node).probesReceived()).get(0)).toBe(3);
    });

    test('parameters change on one node alone', async () => {
      const changed = await cluster.control(1).configure({ fanout: 2 });
      const other = await cluster.control(0).configure({});
      expect(changed).toEqual({ ...other, fanout: 2 });
      expect(other.fanout).not.toBe(2);
    });

    test('nobody attacks, and nobody is profiled, of whom the plan does not say so', async () => {
      const refusal = { code: 'NODE_UNREACHABLE' };
      await expect(cluster.control(0).attack([])).rejects.toMatchObject(refusal);
      await expect(cluster.control(0).profile()).rejects.toMatchObject(refusal);
    });

    test('it can be stopped twice, also with a paused node, and none of it is a loss', async () => {
      await cluster.lifecycle.pause(2);
      await Promise.all([cluster.stop(), cluster.stop()]);
      await cluster.stop();
      expect(losses).toEqual([]);
    });

    test('of CPU time and memory it tells what each node uses; a simulated node has none of its own', async () => {
      const resources = await cluster.resources();
      expect([...resources.keys()].sort()).toEqual(clock.isVirtual ? [] : [0, 1, 2]);
      for (const { memoryBytes } of resources.values()) expect(memoryBytes).toBeGreaterThan(1_000_000);
    });

    test('a load process can stand beside it; nobody outside can call a simulation', () => {
      expect(cluster.startLoadProcess === undefined).toBe(clock.isVirtual);
    });

    test('a cluster in this process is read as a whole, and has modelled links; of others each node is asked, over real ones', () => {
      expect(cluster.bulk !== undefined).toBe(clock.isVirtual);
      expect(cluster.simulated !== undefined).toBe(clock.isVirtual);
    });
  });
}
