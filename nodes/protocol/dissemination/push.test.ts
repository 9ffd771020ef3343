import { expect, test } from 'vitest';
import { deliver, exchange, keysOf, round, twoNodes, write } from '../testing/two-nodes.js';

test('a node without hot rumors calls nobody', () => {
  const { a } = twoNodes({ mode: 'push' });
  round(a);
  expect(a.outputs.sent).toEqual([]);
  expect(a.node.counters).toMatchObject({ roundsStarted: 1, exchangesStarted: 0 });
});

test('hot rumors go to the peer, which answers what it needed, and does not send them back', () => {
  const { a, b } = twoNodes({ mode: 'push', stopRule: 'feedback-counter', stopK: 1 });
  write(a, 'k');
  round(a);
  expect(a.outputs.sent).toMatchObject([{ to: 1, expectReply: true, message: { kind: 'rumors' } }]);
  expect(exchange(a, b)).toEqual(['rumors', 'feedback']);
  expect(keysOf(b)).toEqual(['k']);
  expect(b.node.hotUpdates).toBe(1);
  round(b);
  expect(b.outputs.sent).toEqual([]);
});

test('a copy for a peer that is known to have it is spared, and the contact was unnecessary', () => {
  const { a, b } = twoNodes({ mode: 'push', stopRule: 'feedback-counter', stopK: 2 });
  write(a, 'k');
  const hot = [0, 1, 2].map(() => {
    round(a);
    const kinds = exchange(a, b);
    return [kinds, a.node.hotUpdates];
  });
  expect(hot).toEqual([
    [['rumors', 'feedback'], 1],
    [[], 1],
    [[], 0],
  ]);
});

test('interest is lost when the feedback says that it was not needed', () => {
  const { a, b } = twoNodes({ mode: 'push', stopRule: 'feedback-counter', stopK: 1, repairIntervalMs: 0 });
  write(a, 'k');
  const { update } = a.outputs.events.find((event) => event.kind === 'written')!;
  const delta = { kind: 'delta', hot: false, updates: [update], superseded: [] } as const;
  b.node.step(0, { kind: 'message', from: 9, exchange: -9, message: delta }, b.outputs);
  round(a);
  expect(exchange(a, b)).toEqual(['rumors', 'feedback']);
  expect(a.node.hotUpdates).toBe(0);
});

test('blind rules expect no answer, and get none', () => {
  const { a, b } = twoNodes({ mode: 'push', stopRule: 'blind-counter', stopK: 2 });
  write(a, 'k');
  round(a);
  expect(a.outputs.sent).toMatchObject([{ expectReply: false, message: { wantFeedback: false } }]);
  expect(exchange(a, b)).toEqual(['rumors']);
});

test('a failed exchange counts as no contact', () => {
  const { a } = twoNodes({ mode: 'push', stopRule: 'feedback-counter', stopK: 1 });
  write(a, 'k');
  for (let i = 0; i < 10; i++) {
    round(a);
    const [sent] = a.outputs.takeSent();
    a.node.step(1_000, { kind: 'exchangeFailed', to: 1, exchange: sent!.exchange }, a.outputs);
  }
  round(a);
  expect(a.outputs.sent).toHaveLength(1);
  expect(a.node.counters.exchangesFailed).toBe(10);
});

test('a stale copy is held, told as superseded, and not needed', () => {
  const { a, b } = twoNodes({ mode: 'push' });
  write(a, 'k');
  round(a);
  const [stale] = a.outputs.takeSent();
  write(b, 'k');
  write(b, 'k');
  b.node.step(1_000, { kind: 'message', from: 0, exchange: -1, message: stale!.message }, b.outputs);
  expect(b.outputs.events.at(-1)).toEqual({
    kind: 'superseded',
    origin: 0,
    incarnation: 1,
    fromSeq: 1,
    toSeq: 1,
    from: 0,
  });
  expect(b.outputs.sent).toMatchObject([{ message: { kind: 'feedback', needed: Uint8Array.of(0) } }]);
  expect(b.node.view.get('k')?.version.origin).toBe(1);
});

test('a copy of what is held is told as a duplicate and counted', () => {
  const { a, b } = twoNodes({ mode: 'push' });
  write(a, 'k');
  for (let i = 0; i < 2; i++) {
    round(a);
    deliver(a, b);
  }
  expect(b.outputs.events.map(({ kind }) => kind)).toEqual(['applied', 'duplicate']);
  expect(b.node.counters).toMatchObject({ copiesReceived: 2, updatesApplied: 1, duplicates: 1 });
  expect(a.node.counters).toMatchObject({ copiesSent: 2, updatesWritten: 1 });
});
