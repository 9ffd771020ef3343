import { expect, test } from 'vitest';
import { deliver, exchange, keysOf, round, type TestPeer, twoNodes, write } from '../testing/two-nodes.js';
import { encodedLength } from '../wire/codec.js';

const repair = (from: TestPeer, to: TestPeer): string[] => {
  round(from);
  return exchange(from, to);
};
const copiesSent = ({ a, b }: { a: TestPeer; b: TestPeer }): number =>
  a.node.counters.copiesSent + b.node.counters.copiesSent;
const supersededAt = ({ outputs }: TestPeer) =>
  outputs.events.flatMap((event) => (event.kind === 'superseded' ? [[event.fromSeq, event.toSeq]] : []));

test('one exchange makes both views equal, and only what was missing travels', () => {
  const pair = twoNodes({ mode: 'anti-entropy' });
  const { a, b } = pair;
  for (let i = 0; i < 10; i++) write(a, `a${i}`);
  for (let i = 0; i < 7; i++) write(b, `b${i}`);
  expect(repair(a, b)).toEqual(['digest', 'digestReply', 'delta']);
  expect(keysOf(a)).toEqual(keysOf(b));
  expect(a.node.view.stateDigest()).toBe(b.node.view.stateDigest());
  expect(copiesSent(pair)).toBe(17);
  expect(repair(b, a)).toEqual(['digest', 'digestReply']);
  expect(copiesSent(pair)).toBe(17);
});

test('holes in a life are filled, and nothing else of it travels', () => {
  const pair = twoNodes({ mode: 'anti-entropy' });
  const { a, b } = pair;
  for (let i = 0; i < 9; i++) write(a, `a${i}`);
  const updates = [...a.node.view.entries()].filter(({ version }) => version.seq % 3 !== 0);
  const message = { kind: 'delta', hot: false, updates, superseded: [] } as const;
  b.node.step(0, { kind: 'message', from: 0, exchange: -99, message }, b.outputs);
  repair(b, a);
  expect(keysOf(b)).toEqual(keysOf(a));
  expect(a.node.counters.copiesSent).toBe(3);
});

test('what came by repair is told so, and is no hot rumor', () => {
  const { a, b } = twoNodes({ mode: 'push', repairIntervalMs: 1_000 });
  write(a, 'k');
  const [, repairTimer] = b.outputs.timers;
  b.node.step(1_000, { kind: 'timer', token: repairTimer!.token }, b.outputs);
  exchange(b, a);
  expect(b.outputs.events).toMatchObject([{ kind: 'applied', via: 'repair', from: 0, update: { hops: 1 } }]);
  const [roundTimer] = b.outputs.timers;
  b.node.step(1_000, { kind: 'timer', token: roundTimer!.token }, b.outputs);
  expect(b.outputs.sent).toEqual([]);
});

test('a newer write that comes by repair ends the rumor of the older', () => {
  const { a, b } = twoNodes({ mode: 'push' });
  write(b, 'k');
  const version = { origin: 5, incarnation: 1, seq: 1, clock: 9 };
  const updates = [{ version, key: 'k', value: undefined, hops: 0 }];
  b.node.step(
    1,
    {
      kind: 'message',
      from: 0,
      exchange: -9,
      message: { kind: 'delta', hot: false, updates, superseded: [] },
    },
    b.outputs,
  );
  round(b);
  expect(deliver(b, a)).toEqual([]);
});

test('superseded updates are told as ranges, in the reply and in the final delta alike', () => {
  for (const initiator of ['a', 'b'] as const) {
    const { a, b } = twoNodes({ mode: 'anti-entropy' });
    for (let i = 0; i < 100; i++) write(a, 'k');
    if (initiator === 'a') repair(a, b);
    else repair(b, a);
    expect(a.node.counters.copiesSent).toBe(1);
    expect(supersededAt(b)).toEqual([[1, 99]]);
    expect(b.node.counters.updatesSuperseded).toBe(99);
    expect(repair(b, a)).toEqual(['digest', 'digestReply']);
  }
});

test('what a message cannot hold waits for the next exchange, and no message is too long', () => {
  const maxMessageBytes = 512;
  const { a, b } = twoNodes({ mode: 'anti-entropy', maxMessageBytes });
  for (let i = 0; i < 40; i++) write(a, `a${i}`, 50);
  for (let i = 0; i < 40; i++) write(b, `b${i}`, 50);
  let exchanges = 0;
  for (; a.node.view.stateDigest() !== b.node.view.stateDigest(); exchanges++) {
    if (exchanges === 60) throw new Error('60 exchanges did not bring 80 updates over');
    round(a);
    for (let sent = deliver(a, b); sent.length > 0; sent = [...deliver(b, a), ...deliver(a, b)]) {
      for (const { message } of sent)
        expect(encodedLength(0, message) + 4).toBeLessThanOrEqual(maxMessageBytes);
    }
  }
  expect(exchanges).toBeGreaterThan(5);
});

test('superseded ranges wait until whatever superseded them has come along', () => {
  const { a, b } = twoNodes({ mode: 'anti-entropy', maxMessageBytes: 512 });
  for (let i = 0; i < 9; i++) write(a, 'k', 100);
  for (let i = 0; i < 6; i++) write(a, `filler-${i}`, 300);
  write(a, 'k', 300);
  for (let exchanges = 0; a.node.view.stateDigest() !== b.node.view.stateDigest(); exchanges++) {
    if (exchanges === 30) throw new Error('30 exchanges did not bring 7 updates over');
    if (b.node.view.get('k') === undefined) expect(supersededAt(b)).toEqual([]);
    repair(b, a);
  }
  repair(b, a);
  expect(supersededAt(b)).toEqual([[1, 9]]);
});

test('a value superseded while the exchange was under way is not told as superseded', () => {
  const { a, b } = twoNodes({ mode: 'anti-entropy' });
  write(a, 'k');
  round(a);
  deliver(a, b);
  write(a, 'k');
  exchange(b, a);
  expect(supersededAt(b)).toEqual([]);
  repair(a, b);
  expect(supersededAt(b)).toEqual([[1, 1]]);
  expect(b.node.view.get('k')?.version.seq).toBe(2);
});

test('more lives than fit into one digest are all compared in time', () => {
  const { a, b } = twoNodes({ mode: 'anti-entropy', maxMessageBytes: 512 });
  for (let origin = 10; origin < 300; origin++) {
    const version = { origin, incarnation: 2 ** 40, seq: 1, clock: 1 };
    const updates = [{ version, key: `key-${origin}`, value: undefined, hops: 0 }];
    const message = { kind: 'delta', hot: false, updates, superseded: [] } as const;
    a.node.step(0, { kind: 'message', from: origin, exchange: -origin, message }, a.outputs);
  }
  for (let exchanges = 0; a.node.view.stateDigest() !== b.node.view.stateDigest(); exchanges++) {
    if (exchanges === 400) throw new Error('400 exchanges did not bring 290 lives over');
    repair(a, b);
  }
  expect(b.node.view.size).toBe(290);
  // What a digest had no room for is not taken for missing.
  expect(a.node.counters.duplicates).toBe(0);
});
