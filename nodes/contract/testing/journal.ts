import { afterEach, describe, expect, test } from 'vitest';
import { nodeEventSchema } from '../events.js';
import { rawRequest, type StartNode, TestCluster, type TestNode } from './test-cluster.js';

const bytes = (text: string) => new TextEncoder().encode(text);

export function describeJournal(startNode: StartNode): void {
  describe('journal', () => {
    const cluster = new TestCluster(startNode);
    afterEach(() => cluster.end());
    const startOne = async (change = {}) => (await cluster.start(1, change))[0] as TestNode;

    test('numbers every event from 1, and stamps a write before its answer', async () => {
      const node = await startOne();
      const { update, tMs } = await node.control.write({ key: 'k', value: bytes('abc') });
      await node.control.write({ key: 'k', delete: true });
      const { events, next, lost } = await node.control.journal(1);
      for (const event of events) nodeEventSchema.parse(event);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      expect({ next, lost }).toEqual({ next: events.length + 1, lost: 0 });
      const writes = events.filter((event) => event.type === 'write');
      expect(writes[0]).toMatchObject({ update, key: 'k', bytes: 4 });
      expect(writes[1]).toMatchObject({ key: 'k', deleted: true });
      expect(writes[0]?.tMs).toBeLessThanOrEqual(tMs);
    });

    test('is read page by page, and starts again for a reader of an earlier incarnation', async () => {
      const node = await startOne();
      for (let n = 0; n < 5; n += 1) await node.control.write({ key: `k${n}`, value: bytes('v') });
      const page = await rawRequest(node, '/journal?from=1&limit=2');
      expect(page.headers.get('x-journal-next')).toBe('3');
      expect((await page.text()).trimEnd().split('\n')).toHaveLength(2);
      expect((await node.control.journal(3)).events[0]?.seq).toBe(3);
      const anew = await node.control.journal(1_000_000);
      expect(anew.events.length).toBeGreaterThan(0);
      expect(anew.next).toBeLessThan(1000);
    });

    test('counts lost events', async () => {
      const node = await startOne({ GOSSIP_JOURNAL_CAPACITY: '100' });
      for (let n = 0; n < 130; n += 1) await node.control.write({ key: `k${n}`, value: bytes('v') });
      const { events, next, lost } = await node.control.journal(1);
      expect(events).toHaveLength(100);
      expect(lost).toBe(next - 1 - 100);
      expect(lost).toBeGreaterThanOrEqual(30);
    });
  });
}
