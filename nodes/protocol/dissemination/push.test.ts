import { expect, test } from 'vitest';
import { deliver, exchange, keysOf, round, twoNodes, write } from '../testing/two-nodes.js';

test('a node without hot rumors calls nobody', () => {
  const { a } = twoNodes({ mode: 'push' });
  round(a);
  expect(a.outputs.sent).toEqual([]);
  expect(a.node.counters).toMatchObject({ roundsStarted: 1, exchangesStarted: 0 });
});

test('hot rumors go to the peer, which passes them on and answers what it needed', () => {
  const { a, b } = twoNodes({ mode: 'push', stopRule: 'feedback-counter', stopK: 1 });
  write(a, 'k');
  round(a);
  expect(a.outputs.sent).toMatchObject([{ to: 1, expectReply: true, message: { kind: 'rumors' } }]);
  expect(exchange(a, b)).toEqual(['rumors', 'feedback']);
  expect(keysOf(b)).toEqual(['k']);
  round(b);
  expect(b.outputs.sent).toMatchObject([
    { to: 0, message: { kind: 'rumors', updates: [{ key: 'k', hops: 1 }] } },
  ]);
});

test('interest is lost when the feedback says that it was not needed', () => {
  const { a, b } = twoNodes({ mode: 'push', stopRule: 'feedback-counter', stopK: 1 });
  write(a, 'k');
  for (let i = 0; i < 2; i++) {
    round(a);
    exchange(a, b);
  }
  round(a);
  expect(a.outputs.sent).toEqual([]);
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
