import { expect, test } from 'vitest';
import { protocolConfigSchema } from '../config.js';
import { createRng } from '../rng.js';
import { createGossipNode } from '../stepwise-node.js';
import { NodeRows } from './node-rows.js';

const config = protocolConfigSchema.parse({ mode: 'push', detector: 'none' });
const deaf = { send: () => undefined, setTimer: () => undefined, event: () => undefined };

function runningNode(id: number) {
  const node = createGossipNode({ id, incarnation: 1, config, peers: [0, 1, 2], rng: createRng(id) });
  node.step(0, { kind: 'start' }, deaf);
  return node;
}

function write(node: ReturnType<typeof runningNode>, key: string): void {
  node.step(1, { kind: 'write', key, value: Uint8Array.of(1) }, deaf);
}

test('numbers come back as they were put, whole ones and times, beside the host’s own', () => {
  const rows = new NodeRows(3, 5);
  rows.numbers.fill(77, 2 * rows.width, 2 * rows.width + 5);
  rows.begin(2);
  rows.put(-2_147_483_648);
  rows.putTime(0.1);
  rows.put(3);
  expect(rows.fits).toBe(true);
  rows.begin(2);
  expect([rows.get(), rows.getTime(), rows.get()]).toEqual([-2_147_483_648, 0.1, 3]);
  expect(rows.numbers[2 * rows.width + 4]).toBe(77);
});

test.each([2_147_483_648, 0.5, Number.NaN])('%d is no whole number of 32 bits', (value) => {
  const rows = new NodeRows(1);
  rows.begin(0);
  rows.put(value);
  expect(rows.fits).toBe(false);
});

test('what is too long does not fit, and leaves the next row as it was', () => {
  const rows = new NodeRows(2);
  rows.begin(1);
  rows.put(42);
  rows.begin(0);
  for (let i = 0; i < 2 * rows.width; i += 1) rows.put(i);
  expect(rows.fits).toBe(true);
  rows.putTime(1);
  expect(rows.fits).toBe(false);
  rows.begin(1);
  expect(rows.get()).toBe(42);
});

test('a saved node goes on in another’s objects', () => {
  const rows = new NodeRows(3);
  const [one, two] = [runningNode(1), runningNode(2)];
  write(one, 'k');
  const digest = one.view.stateDigest();
  expect([one.saveTo(rows), two.saveTo(rows)]).toEqual([true, true]);
  expect([1, 2].map((id) => rows.hotUpdatesOf(id))).toEqual([1, 0]);
  two.loadFrom(rows, 1, 4);
  expect([two.id, two.incarnation, two.hotUpdates, two.view.stateDigest()]).toEqual([1, 4, 1, digest]);
  expect(two.counters.updatesWritten).toBe(1);
  one.loadFrom(rows, 2, 1);
  expect([one.id, one.hotUpdates, one.view.size, one.counters.updatesWritten]).toEqual([2, 0, 0, 0]);
});

test('a node of two updates has more than a row has room for', () => {
  const node = runningNode(1);
  write(node, 'one');
  write(node, 'two');
  expect(node.saveTo(new NodeRows(3))).toBe(false);
  expect(node.view.size).toBe(2);
});
