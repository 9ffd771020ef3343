import { expect, test } from 'vitest';
import { protocolConfigSchema } from '../node/config.js';
import { createGossipNode } from '../node/node.js';
import { createRng } from '../rng.js';
import { RecordedOutputs } from '../testing/recorded-outputs.js';
import { counterNames, hostNumbers } from './node-row.js';
import { NodeRows } from './node-rows.js';

const config = protocolConfigSchema.parse({ mode: 'push', stopK: 2, detector: 'none' });
const nodes = 3;

function withRows() {
  const rows = new NodeRows({ nodes, config });
  const { commons } = rows;
  rows.numbers.fill(77);
  for (let node = 0; node < nodes; node++) rows.clear(node);
  const started = (id: number) => {
    const born = { id, incarnation: 1, config, peers: [0, 1, 2], rng: createRng(id), commons, rows };
    const node = createGossipNode(born);
    node.step(0, { kind: 'start' }, new RecordedOutputs());
    return node;
  };
  return { rows, started };
}

function write(node: ReturnType<typeof createGossipNode>, key: string): void {
  node.step(1, { kind: 'write', key, value: Uint8Array.of(1) }, new RecordedOutputs());
}

test('a node that rests goes on in another’s objects', () => {
  const { rows, started } = withRows();
  const [one, two] = [started(1), started(2)];
  write(one, 'k');
  const digest = one.view.stateDigest();
  expect([one.leaveToRow(), two.leaveToRow()]).toEqual([true, true]);
  expect([1, 2].map((id) => rows.hotUpdatesOf(id))).toEqual([1, 0]);
  two.become(1, 4);
  expect([two.id, two.incarnation, two.hotUpdates, two.view.stateDigest()]).toEqual([1, 4, 1, digest]);
  expect(two.counters.updatesWritten).toBe(1);
  one.become(2, 1);
  expect([one.id, one.hotUpdates, one.view.size, one.counters.updatesWritten]).toEqual([2, 0, 0, 0]);
});

test('what it waits for, and its rumor, go with it', () => {
  const { started } = withRows();
  const [one, two] = [started(1), started(2)];
  const outputs = new RecordedOutputs();
  const learn = (node: typeof one, exchange: number): void => {
    const message = { kind: 'feedback', needed: Uint8Array.of(0) } as const;
    node.step(3, { kind: 'message', from: 0, exchange, message }, outputs);
  };
  write(one, 'k');
  one.step(2, { kind: 'timer', token: 1 }, outputs);
  const exchanges = outputs.sent
    .filter(({ message }) => message.kind === 'rumors')
    .map((sent) => sent.exchange);
  expect(exchanges).toHaveLength(2);
  expect([one.leaveToRow(), two.leaveToRow()]).toEqual([true, true]);
  two.become(1, 1);
  learn(two, 99);
  learn(two, exchanges[1]!);
  learn(two, exchanges[1]!);
  expect([two.leaveToRow(), two.hotUpdates]).toEqual([true, 1]);
  one.become(1, 1);
  learn(one, exchanges[0]!);
  expect(one.hotUpdates).toBe(0);
});

test('the host’s numbers and other rows stay as they are', () => {
  const { rows, started } = withRows();
  write(started(1), 'k');
  for (const node of [0, 1, 2]) {
    const first = rows.first + node * rows.width;
    const head = rows.numbers.slice(first, first + hostNumbers);
    expect([...head]).toEqual(Array.from({ length: hostNumbers }, () => 77));
  }
  for (const node of [0, 2]) {
    const first = rows.first + node * rows.width;
    expect(rows.numbers.slice(first + hostNumbers, first + rows.width).every((n) => n === 0)).toBe(true);
  }
});

test('counters are read where they are', () => {
  const { rows, started } = withRows();
  const node = started(2);
  write(node, 'k');
  write(node, '');
  const sums = counterNames.map(() => 0);
  rows.addCounters(2, sums);
  expect(sums).toEqual(counterNames.map((name) => node.counters[name]));
  expect(sums.reduce((sum, count) => sum + count)).toBe(2);
});

test('a node of two updates is more than a row has room for, as is one without a row', () => {
  const { started } = withRows();
  const node = started(1);
  write(node, 'one');
  write(node, 'two');
  expect(node.leaveToRow()).toBe(false);
  expect(node.view.size).toBe(2);
  const alone = createGossipNode({ id: 1, incarnation: 1, config, peers: [0, 1], rng: createRng(1) });
  expect(alone.leaveToRow()).toBe(false);
});
