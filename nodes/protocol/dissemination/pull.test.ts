import { expect, test } from 'vitest';
import { deliver, exchange, keysOf, round, twoNodes, write } from '../testing/two-nodes.js';

test('every round asks, and an answer without rumors ends the exchange', () => {
  const { a, b } = twoNodes({ mode: 'pull' });
  round(a);
  expect(a.outputs.sent).toMatchObject([{ to: 1, expectReply: true, message: { kind: 'pullRequest' } }]);
  deliver(a, b);
  expect(b.outputs.sent).toMatchObject([{ expectReply: false, message: { kind: 'pullReply', updates: [] } }]);
  expect(exchange(b, a)).toEqual(['pullReply']);
});

test('the responder gives its hot rumors and hears which were needed', () => {
  const { a, b } = twoNodes({ mode: 'pull', stopRule: 'feedback-counter' });
  write(b, 'k');
  round(a);
  expect(exchange(a, b)).toEqual(['pullRequest', 'pullReply', 'feedback']);
  expect(keysOf(a)).toEqual(['k']);
});

test('a responder loses interest after a round in which no puller needed the rumor', () => {
  const { a, b } = twoNodes({ mode: 'pull', stopRule: 'feedback-counter', stopK: 1 });
  write(b, 'k');
  const pulled = (): number => {
    round(a);
    deliver(a, b);
    const updates = b.outputs.sent.flatMap(({ message }) => ('updates' in message ? message.updates : []));
    exchange(b, a);
    b.outputs.takeSent();
    return updates.length;
  };
  const endRound = (): void => {
    round(b);
    b.outputs.takeSent();
  };
  expect([pulled(), pulled()]).toEqual([1, 1]);
  endRound();
  // The first pull of that round was useful, so the rumor is hot still.
  expect([pulled(), pulled()]).toEqual([1, 1]);
  endRound();
  expect(pulled()).toBe(0);
});

test('a responder forgets pulls whose feedback never comes', () => {
  const { a, b } = twoNodes({ mode: 'pull', stopRule: 'feedback-counter', stopK: 1, exchangeTimeoutMs: 100 });
  write(b, 'k');
  round(a);
  deliver(a, b);
  const [reply] = b.outputs.takeSent();
  round(b, 1_500);
  b.outputs.takeSent();
  const late = { kind: 'feedback', needed: Uint8Array.of(0) } as const;
  b.node.step(1_600, { kind: 'message', from: 0, exchange: reply!.exchange, message: late }, b.outputs);
  round(b, 2_000);
  b.outputs.takeSent();
  round(a, 2_000);
  deliver(a, b, 2_000);
  expect(b.outputs.sent).toMatchObject([{ message: { updates: [{ key: 'k' }] } }]);
});
